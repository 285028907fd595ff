"""What a method of the API that changes something takes and gives: for OpenAPI and its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solidarity.web.outputs import Output, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One writing method of an endpoint. `headers` by name; `problems` beside those of every call."""

    title: Sentence
    about: Sentence
    takes: Sequence[Output] = ()
    gives: Sequence[Output] = ()
    headers: Mapping[str, Sentence] = field(default_factory=dict)
    problems: Sequence[int] = ()
    status: int = 200
