"""The same key gives the same report: for the one who made it, and for what joined it while it waited."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from solidarity.reports.actions import retry_report
from solidarity.reports.models import Report
from solidarity.workflow import NotAllowed
from tests.cast import Cast, make_cast
from tests.reports.conftest import ask, end, worked

pytestmark = pytest.mark.django_db


def test_a_key_gives_the_same_report_for_ever_and_only_for_the_same_request(cast: Cast) -> None:
    first = worked(ask(cast.bureau, cast.montevideo, key="k-1"))

    assert ask(cast.bureau, cast.montevideo, key="k-1") == first
    with translation.override("en"), pytest.raises(NotAllowed, match="another request"):
        ask(cast.bureau, cast.montevideo, key="k-1", language="en")
    assert ask(cast.officer_uruguay, cast.montevideo, key="k-1") != first


def test_a_key_that_joins_what_waits_is_remembered_too(cast: Cast) -> None:
    first = ask(cast.bureau, cast.montevideo, key="k-1")
    assert ask(cast.bureau, cast.montevideo, key="k-2") == first
    assert ask(cast.bureau, cast.montevideo) == first
    worked(first)

    assert ask(cast.bureau, cast.montevideo, key="k-2") == first
    assert ask(cast.bureau, cast.montevideo, key="k-1") == first
    with pytest.raises(NotAllowed):
        ask(cast.bureau, cast.montevideo, key="k-2", language="en")
    assert ask(cast.bureau, cast.montevideo, key="k-3") != first


def test_a_key_is_remembered_when_the_report_is_made_again(cast: Cast) -> None:
    first = ask(cast.bureau, cast.montevideo, key="k-1")
    end(first, "failed")
    worked(retry_report(first, by=cast.bureau))

    assert ask(cast.bureau, cast.montevideo, key="k-1") == first
    assert Report.objects.count() == 1


def test_one_key_cannot_stand_for_two_reports(cast: Cast) -> None:
    first, second = ask(cast.bureau, cast.montevideo, key="k-1"), ask(cast.bureau, cast.la_calera)

    with pytest.raises(IntegrityError), transaction.atomic():
        second.keys.create(digest=first.keys.get().digest)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_keys_at_once_lead_to_one_report_and_are_all_remembered(together: Callable[..., list[Any]]) -> None:
    cast, keys = make_cast(), iter([f"k-{number % 4}" for number in range(12)])

    outcomes = together(12, lambda: ask(cast.bureau, cast.montevideo, key=next(keys)).pk)

    assert len(set(outcomes)) == 1, outcomes
    assert Report.objects.get().keys.count() == 4
