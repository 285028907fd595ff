"""Statements that are worked out once: the same rows and writes, built once, whatever the database."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, IntegerField
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.statements import Addition, Change, Reading, columns_of
from tests.cast import Cast

NAMES = Reading(lambda slug: Municipality.objects.filter(slug=slug).values_list("name"))
COUNT = Change(lambda place, count: (Municipality.objects.filter(pk=place), {"population": count}))


class Counted:
    """A call that counts how often it is built."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build, self.times = build, 0

    def __call__(self, **values: Any) -> Any:
        self.times += 1
        return self.build(**values)


def test_it_reads_what_the_orm_reads_and_is_built_once(cast: Cast) -> None:
    call = Counted(lambda country: Municipality.objects.filter(country=country).values_list("pk", "slug"))
    statement = Reading(call, names=["country"])

    for country in (cast.uruguay, cast.chile, cast.uruguay):
        expected = list(Municipality.objects.filter(country=country).values_list("pk", "slug"))
        assert statement.rows(country=country.pk) == expected

    assert call.times == (1 if connection.vendor == "postgresql" else 3)


def test_the_first_row_or_none(cast: Cast) -> None:
    assert NAMES.first(slug="uy-montevideo") == ("Montevideo",)
    assert NAMES.first(slug="nowhere") is None


def test_a_change_says_how_many_rows_it_changed_and_changes_nothing_when_built(cast: Cast) -> None:
    add = Change(
        lambda place, more: (
            Municipality.objects.filter(pk=place),
            {"population": F("population") + more},
        ),
        more=IntegerField(),
    )
    Municipality.objects.update(population=10)

    assert add.run(place=cast.montevideo.pk, more=5) == 1
    assert add.run(place=cast.uruguay.pk, more=5) == 0

    cast.montevideo.refresh_from_db()
    cast.la_calera.refresh_from_db()
    assert (cast.montevideo.population, cast.la_calera.population) == (15, 10)


def test_a_value_may_be_none_in_a_column(cast: Cast) -> None:
    for count in (7, None, 8):
        COUNT.run(place=cast.montevideo.pk, count=count)
        cast.montevideo.refresh_from_db()
        assert cast.montevideo.population == count


def test_an_addition_keeps_json_times_and_nothing(cast: Cast) -> None:
    add, when = Addition(Event), timezone.now()
    texts = dict.fromkeys((field.attname for field in Event._meta.concrete_fields), "x")

    for number in (1, 2):
        told = {"before": None, "after": ["ñ", number]}
        add.run(**texts | {"id": uuid.uuid4(), "at": when, "actor_id": None, "details": told})

    rows = Event.objects.filter(verb="x").values_list("details", "actor", "at")
    assert sorted(rows, key=str) == [
        ({"before": None, "after": ["ñ", number]}, None, when) for number in (1, 2)
    ]


def test_an_addition_has_no_defaults(cast: Cast) -> None:
    with pytest.raises(KeyError):
        Addition(Event).run(verb="x")


def test_a_rule_of_the_database_is_an_integrity_error(cast: Cast) -> None:
    change = Change(lambda who, code: (User.objects.filter(pk=who), {"language": code}))

    with pytest.raises(IntegrityError):
        change.run(who=cast.bureau.pk, code="xx")


@pytest.mark.parametrize("statement", ["NAMES", "COUNT"])
def test_statements_are_seen_by_whoever_counts_them(cast: Cast, statement: str) -> None:
    with CaptureQueriesContext(connection) as seen:
        if statement == "NAMES":
            Reading(NAMES.build).rows(slug="cl-la-calera")
        else:
            Change(COUNT.build).run(place=cast.montevideo.pk, count=4321)

    (query,) = seen
    assert ("cl-la-calera" if statement == "NAMES" else "4321") in query["sql"]


def test_a_missing_value_is_an_error(cast: Cast) -> None:
    with pytest.raises((KeyError, TypeError)):
        NAMES.rows()


def test_columns_load_whole_objects(cast: Cast) -> None:
    columns = columns_of(User)
    statement = Reading(lambda who: User.objects.filter(pk=who).values_list(*columns))

    loaded = User.from_db("default", columns, statement.rows(who=cast.bureau.pk)[0])

    assert loaded == cast.bureau
    assert not loaded.get_deferred_fields()
    assert loaded.joined_at == cast.bureau.joined_at
