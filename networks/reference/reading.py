"""Everything that the files say, before anything is written."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from networks.models import (
    Country,
    Criterion,
    Event,
    Municipality,
    Network,
    Practice,
    Source,
    Term,
    Vocabulary,
)
from networks.reference.documents import Documents
from networks.reference.files import Problem, read_csv, read_yaml
from networks.reference.rows import Ref, Row

SHOWN = 20
MODELS: dict[str, type[models.Model]] = {
    "source": Source,
    "country": Country,
    "vocabulary": Vocabulary,
    "term": Term,
    "criterion": Criterion,
    "municipality": Municipality,
    "network": Network,
    "practice": Practice,
    "event": Event,
}


class BrokenData(Exception):
    """The files hold mistakes, so nothing was loaded. `problems` are sorted by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more.")
        super().__init__("\n".join(lines))


@dataclass(slots=True)
class Entry:
    """One record as the tables want it. A Ref stands for the row it names."""

    key: Hashable
    values: dict[str, Any]
    many: dict[str, tuple[Ref, ...]] = field(default_factory=dict)


class Reading:
    """Collects entries by kind, problems, and the mentions still to be checked."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.documents = Documents()
        self.models = dict(MODELS)  # a later storey adds its own before it reads
        self.entries: defaultdict[str, dict[Hashable, Entry]] = defaultdict(dict)
        self._mentions: list[tuple[Ref, Problem]] = []

    def complain(self, file: str, line: int, field: str, message: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(file, line, field, message))

    def document(self, path: Path) -> Row:
        """The YAML file at `path` as one row of named fields."""
        cell = read_yaml(path, lambda *where: self.complain(path.name, *where))
        return Row(self, path.name, cell)

    def records(self, path: Path, name: str) -> list[Row]:
        """The records that the YAML file at `path` lists under `name`: at least one."""
        document = self.document(path)
        rows = document.rows(name)
        document.done("schema", "version")
        if not rows:
            document.problem(name, "holds no records")
        return rows

    def table(self, path: Path) -> list[Row]:
        """The CSV file at `path` as rows: at least one."""
        cells = read_csv(path, lambda *where: self.complain(path.name, *where))
        if not cells:
            self.complain(path.name, 1, "", "holds no records")
        return [Row(self, path.name, cell) for cell in cells]

    def mention(self, row: Row, field: str, kind: str, key: str, *within: str) -> Ref:
        """A reference to be checked when everything has been read."""
        ref = Ref(kind, (*within, key) if within else key)
        cell = row.cells.get(field)
        line = cell.line if cell else row.line
        message = f"{' '.join([*within, key])} is not a known {kind}"
        self._mentions.append((ref, Problem(row.file, line, row.path + field, message)))
        return ref

    def add(
        self,
        kind: str,
        row: Row,
        key: Hashable,
        values: dict[str, Any],
        *,
        field: str = "key",
        many: Mapping[str, Sequence[Ref | None]] | None = None,
    ) -> None:
        """Keep one entry; `field` holds its key. Values must fit the columns of the model."""
        if key in self.entries[kind]:
            row.problem(field, f"{key} stands here twice")
        if kind in self.models:
            self.check(self.models[kind], row, values)
        kept = {name: tuple(ref for ref in refs if ref) for name, refs in (many or {}).items()}
        self.entries[kind][key] = Entry(key, values, kept)

    def check(self, model: type[models.Model], row: Row, values: dict[str, Any]) -> None:
        """Note every value that does not fit its column: too long, out of range, not a choice."""
        for name, value in values.items():
            column = model._meta.get_field(name)
            if value in (None, "", [], {}) or isinstance(value, Ref) or not isinstance(column, models.Field):
                continue
            try:
                column.clean(value, None)
            except ValidationError as error:
                shown = next((given for given in (name, name.rpartition("_")[0]) if given in row.cells), name)
                row.problem(shown, " ".join(error.messages))

    def finish(self) -> None:
        """Check that everything mentioned exists. Raises BrokenData with all problems found."""
        for ref, problem in self._mentions:
            if ref.key not in self.entries[ref.kind]:
                self.problems.append(problem)
        if self.problems:
            raise BrokenData(self.problems)
