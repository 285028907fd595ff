"""What the database itself refuses, whoever asks: triggers in the words of PostgreSQL and of SQLite."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses one kind of statement on a table for rows that meet `condition`, with `message`.

    `condition` is SQL over OLD and NEW that both databases understand. The refusal is an IntegrityError.
    A change that makes SQLite rebuild a guarded table (any AlterField) drops its guards: take them away
    before and set them again after, in the same migration.
    """

    table: str
    operation: Literal["INSERT", "UPDATE", "DELETE"]
    message: str
    condition: str = "true"

    @property
    def name(self) -> str:
        """The name of the trigger, and of its function on PostgreSQL."""
        return f"guard_{self.table}_{self.operation.lower()}"

    def create(self, vendor: str) -> str:
        """The SQL that sets the guard. It holds no parameters: `%` may not stand in it."""
        if vendor == "sqlite":
            return (
                f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} FOR EACH ROW "
                f"WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            )
        row = "OLD" if self.operation == "DELETE" else "NEW"
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'restrict_violation'; "
            f"END IF; RETURN {row}; END $$; "
            f"CREATE TRIGGER {self.name} BEFORE {self.operation} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def drop(self, vendor: str) -> str:
        """The SQL that takes the guard away."""
        if vendor == "sqlite":
            return f"DROP TRIGGER IF EXISTS {self.name}"
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"


def set_guards(guards: Iterable[Guard], editor: BaseDatabaseSchemaEditor) -> None:
    """Set guards in a migration."""
    for guard in guards:
        editor.execute(guard.create(editor.connection.vendor), params=None)


def lift_guards(guards: Iterable[Guard], editor: BaseDatabaseSchemaEditor) -> None:
    """Take guards away in a migration."""
    for guard in guards:
        editor.execute(guard.drop(editor.connection.vendor), params=None)
