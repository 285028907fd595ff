"""What a method of the API that changes something takes and gives: for OpenAPI and its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from solidarity.web.outputs import Output, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One writing method of an endpoint. `headers` that must be sent and `may_send` that may, by name.

    `answers` are the headers of the answer; `problems` stand beside those of every call.
    """

    title: Sentence
    about: Sentence
    takes: Sequence[Output] = ()
    gives: Sequence[Output] = ()
    headers: Mapping[str, Sentence] = field(default_factory=dict)
    may_send: Mapping[str, Sentence] = field(default_factory=dict)
    answers: Mapping[str, Sentence] = field(default_factory=dict)
    problems: Sequence[int] = ()
    status: int = 200
