"""Calls of the ORM with their SQL ready: the same rows and writes, built once, whatever the database."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, IntegerField, JSONField
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.statements import Statement, columns_of
from tests.cast import Cast


class Counted:
    """A call that counts how often it is built."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build, self.times = build, 0

    def __call__(self, **values: Any) -> Any:
        self.times += 1
        return self.build(**values)


def test_it_reads_what_the_call_reads(cast: Cast) -> None:
    call = Counted(lambda country: Municipality.objects.filter(country=country).values_list("pk", "slug"))
    statement = Statement(call, country=None)

    for country in (cast.uruguay, cast.chile, cast.uruguay):
        expected = list(Municipality.objects.filter(country=country).values_list("pk", "slug"))
        assert statement.rows(country=country.pk) == expected

    assert call.times == (1 if connection.vendor == "postgresql" else 3)


def test_the_first_row_or_none(cast: Cast) -> None:
    statement = Statement(lambda slug: Municipality.objects.filter(slug=slug).values_list("name"), slug=None)

    assert statement.first(slug="uy-montevideo") == ("Montevideo",)
    assert statement.first(slug="nowhere") is None


def test_it_writes_once_and_nothing_when_it_is_built(cast: Cast) -> None:
    add = Statement(
        lambda place, more: Municipality.objects.filter(pk=place).update(population=F("population") + more),
        place=None,
        more=IntegerField(),
    )
    Municipality.objects.update(population=10)

    assert add.write(place=cast.montevideo.pk, more=5) == 1
    assert add.write(place=cast.uruguay.pk, more=5) == 0

    cast.montevideo.refresh_from_db()
    cast.la_calera.refresh_from_db()
    assert (cast.montevideo.population, cast.la_calera.population) == (15, 10)


def test_it_adds_rows_with_json_and_nothing(cast: Cast) -> None:
    columns = [field.attname for field in Event._meta.concrete_fields]
    add = Statement(
        lambda **values: Event.objects.create(**values), **{**dict.fromkeys(columns), "details": JSONField()}
    )

    for number in (1, 2):
        told = {"before": None, "after": ["ñ", number]}
        values = {**dict.fromkeys(columns, "x"), "id": uuid.uuid4(), "at": timezone.now()}
        assert add.write(**values | {"actor_id": None, "details": told}) == 1

    rows = Event.objects.filter(verb="x").order_by("at").values_list("details", "actor")
    assert list(rows) == [({"before": None, "after": ["ñ", number]}, None) for number in (1, 2)]


def test_a_value_may_be_none_in_a_column(cast: Cast) -> None:
    statement = Statement(
        lambda place, count: Municipality.objects.filter(pk=place).update(population=count),
        place=None,
        count=None,
    )
    for count in (7, None, 8):
        statement.write(place=cast.montevideo.pk, count=count)
        cast.montevideo.refresh_from_db()
        assert cast.montevideo.population == count


def test_a_rule_of_the_database_is_an_integrity_error(cast: Cast) -> None:
    statement = Statement(
        lambda who, language: User.objects.filter(pk=who).update(language=language), who=None, language=None
    )

    with pytest.raises(IntegrityError):
        statement.write(who=cast.bureau.pk, language="xx")


def test_its_queries_are_seen_by_whoever_counts_queries(cast: Cast) -> None:
    statement = Statement(lambda slug: Municipality.objects.filter(slug=slug).values_list("pk"), slug=None)
    statement.rows(slug="uy-montevideo")

    with CaptureQueriesContext(connection) as seen:
        statement.rows(slug="cl-la-calera")

    assert len(seen) == 1
    assert "cl-la-calera" in str(seen[0])


def test_a_missing_value_is_an_error(cast: Cast) -> None:
    statement = Statement(lambda slug: Municipality.objects.filter(slug=slug).values_list("pk"), slug=None)

    with pytest.raises((KeyError, TypeError)):
        statement.rows()


def test_columns_load_whole_objects(cast: Cast) -> None:
    columns = columns_of(User)
    statement = Statement(lambda who: User.objects.filter(pk=who).values_list(*columns), who=None)

    loaded = User.from_db("default", columns, statement.rows(who=cast.bureau.pk)[0])

    assert loaded == cast.bureau
    assert not loaded.get_deferred_fields()
    assert loaded.joined_at == cast.bureau.joined_at
