"""What a row of a resource shows: named values, each with its type, meaning, HXL tag and example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise

TEXT, CODE, ID, ADDRESS = "text", "code", "id", "address"
INTEGER, NUMBER, BOOLEAN, DATE, TIME = "integer", "number", "boolean", "date", "time"
PARTIAL = r"^\d{4}(-\d{2}(-\d{2})?)?$"

_JSON_TYPES: Mapping[str, Mapping[str, Any]] = {
    TEXT: {"type": "string"},
    CODE: {"type": "string"},
    DATE: {"type": "string", "pattern": PARTIAL},
    ID: {"type": "string", "format": "uuid"},
    ADDRESS: {"type": "string"},
    TIME: {"type": "string", "format": "date-time"},
    INTEGER: {"type": "integer"},
    NUMBER: {"type": "number"},
    BOOLEAN: {"type": "boolean"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One named value of a row: a member in JSON, a column in a sheet."""

    name: str
    meaning: Sentence
    kind: str = TEXT
    example: Any = ""
    hxl: str = ""
    codes: Sequence[str] = ()
    nullable: bool = False
    many: bool = False
    longest: int = 0  # characters a text may have; 0 where nobody sends it
    shape: Mapping[str, Any] = field(default_factory=dict)  # the JSON schema of a nested value

    def schema(self) -> dict[str, Any]:
        """The JSON schema of the value; the meaning stays lazy, since shapes are made when modules load."""
        schema = dict(self.shape or _JSON_TYPES[self.kind])
        if self.longest:
            schema["maxLength"] = self.longest
        if self.codes:
            schema["enum"] = [*self.codes, *([None] if self.nullable else ())]
        if self.nullable:
            schema["type"] = [schema["type"], "null"]
        if self.many:
            schema = {"type": "array", "items": schema}
        return schema | {"description": self.meaning, "examples": [self.example]}


def example_of(outputs: Sequence[Output]) -> dict[str, Any]:
    """The values of an object as they might be, in the active language."""
    return {item.name: _said(item.example) for item in outputs}


def _said(example: Any) -> Any:
    return str(example) if isinstance(example, Promise) else example


def shape(outputs: Sequence[Output]) -> dict[str, Any]:
    """The JSON schema of an object that has exactly these values."""
    return {
        "type": "object",
        "properties": {output.name: output.schema() for output in outputs},
        "required": [output.name for output in outputs],
        "additionalProperties": False,
    }
