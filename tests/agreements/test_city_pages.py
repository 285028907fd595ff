"""What the pages of places show of their agreements, and to whom."""

from typing import Any

import pytest
from django.test import Client

from networks.models import Source
from tests.agreements import making
from tests.cast import Cast

PLACE, LIST, OTHERS = "/en/cities/uy-montevideo/", "/en/cities/", "/en/instruments/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_everybody_sees_what_public_sources_tell_with_the_source(client: Client, cast: Cast) -> None:
    making.public_fact(cast.montevideo, title="Memorándum de prueba")

    page = text(client, PLACE)

    assert "Memorándum de prueba" in page
    assert "Not established" in page
    assert Source.objects.get(title="A page for tests").address in page
    assert "/en/agreements/" not in page


def test_what_was_entered_is_seen_by_those_who_serve_there(client: Client, cast: Cast, sign_in: Any) -> None:
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay, title="Convenio reservado")

    assert "Convenio reservado" not in text(client, PLACE)
    assert "Convenio reservado" not in text(sign_in(cast.officer_chile), PLACE)
    page = text(sign_in(cast.coordinator_montevideo), PLACE)
    assert "Convenio reservado" in page
    assert f"/en/agreements/{agreement.pk}/" in page
    assert "Not public" in page


def test_samples_are_marked_on_the_place_and_never_count_in_the_list(cast: Cast, sign_in: Any) -> None:
    making.in_force(cast.montevideo, cast.officer_uruguay, is_sample=True)
    client = sign_in(cast.officer_uruguay)

    assert "Sample data" in text(client, PLACE)
    assert "Agreement:" not in text(client, f"{LIST}?q=Montevideo")


def test_list_shows_the_agreement_that_says_most_about_today(
    client: Client, cast: Cast, sign_in: Any
) -> None:
    making.public_fact(cast.montevideo)
    making.in_force(cast.montevideo, cast.officer_uruguay)

    assert "Agreement: Not established" in text(client, f"{LIST}?q=Montevideo")
    assert "Agreement: In force" in text(sign_in(cast.officer_uruguay), f"{LIST}?q=Montevideo")


def test_place_without_agreements_has_no_empty_box(client: Client, cast: Cast) -> None:
    assert 'id="agreements"' not in text(client, PLACE)


@pytest.mark.parametrize("address", [PLACE, LIST])
def test_more_agreements_need_no_more_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: Any, address: str
) -> None:
    making.public_fact(cast.montevideo)
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    allowed = len(few)

    for number in range(8):
        making.public_fact(cast.montevideo, f"uy-montevideo-{number}")
        making.public_fact(cast.la_calera, f"cl-la-calera-{number}")

    with django_assert_max_num_queries(allowed):
        client.get(address)


def test_other_instruments_have_a_public_page_with_sources(
    cast: Cast, client: Client, count_queries: Any
) -> None:
    making.related(cast.chile, "cl-neighbour", place_name="A neighbour", signed_on=None)
    few = count_queries(client, OTHERS)
    for number in range(3):
        making.related(cast.uruguay, f"uy-neighbour-{number}", place_name=f"Neighbour {number}")

    page = text(client, OTHERS)

    assert page.index("A neighbour") < page.index("Neighbour 0") < page.index("Neighbour 2")
    assert "date not found" in page
    assert "April 2019" in page
    assert Source.objects.get(title="A page for tests").address in page
    assert count_queries(client, OTHERS) == few


def test_other_instruments_are_found_from_the_lists_but_not_in_them(
    client: Client, cast: Cast, sign_in: Any
) -> None:
    making.related(cast.chile, "cl-neighbour", place_name="A neighbour")

    for page in (text(client, LIST), text(sign_in(cast.officer_uruguay), "/en/agreements/")):
        assert f'href="{OTHERS}"' in page
        assert "A neighbour" not in page
