"""Who sees which place: the first gate."""

import pytest
from django.contrib.auth.models import AnonymousUser

from networks.access import may, territory_of
from networks.models import Municipality
from networks.roles import Permission
from tests.cast import Cast

PUBLIC = {"uy-montevideo", "cl-la-calera"}
URUGUAY, CHILE = "uy-canary-of-uruguay", "cl-canary-of-chile"


def seen(user: object) -> set[str]:
    return set(Municipality.objects.visible_to(user).values_list("slug", flat=True))


def test_visible_to_anonymous_is_what_is_public(cast: Cast) -> None:
    assert seen(AnonymousUser()) == PUBLIC


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("coordinator_montevideo", set()),
        ("coordinator_hidden_chile", {CHILE}),
        ("officer_uruguay", {URUGUAY}),
        ("officer_chile", {CHILE}),
        ("reader_chile", {CHILE}),
        ("api_client_chile", {CHILE}),
        ("bureau", {URUGUAY, CHILE}),
        ("bureau_reader", {URUGUAY, CHILE}),
        ("administrator", set()),
        ("nobody", set()),
        ("former_officer_chile", set()),
    ],
)
def test_visible_to_adds_only_the_own_territory(cast: Cast, name: str, hidden: set[str]) -> None:
    assert seen(getattr(cast, name)) == PUBLIC | hidden


def test_territory_answers_without_a_query(cast: Cast, django_assert_num_queries: object) -> None:
    territory = territory_of(cast.officer_chile)

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert territory.contains(cast.hidden_chile)
        assert not territory.contains(cast.montevideo)


def test_postings_are_read_once(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        territory_of(cast.officer_chile)
        may(cast.officer_chile, Permission.READ_CITIES, cast.la_calera)


def test_may_asks_role_and_place(cast: Cast) -> None:
    assert may(cast.officer_chile, Permission.KEEP_TOKENS, cast.la_calera)
    assert not may(cast.officer_chile, Permission.KEEP_TOKENS, cast.montevideo)
    assert not may(cast.reader_chile, Permission.KEEP_TOKENS, cast.la_calera)
    assert not may(AnonymousUser(), Permission.READ_CITIES)
