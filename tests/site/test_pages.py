"""Home, the way from "/", and the pages about the programme and the portal."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from networks.models import Municipality
from tests.cast import Cast


def on_one_line(response: Any) -> str:
    """The page with every run of white space as one space, so that attributes stand side by side."""
    return " ".join(response.content.decode().split())


PAGES = ["", "initiative/", "data/", "data/notes/", "accessibility/", "privacy/"]


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("en-GB,en;q=0.9", "/en/"),
        ("pt", "/pt-br/"),
        ("es-419", "/es/"),
        ("de", "/es/"),
        ("%%%,;;q=x", "/es/"),
        ("", "/es/"),
    ],
)
def test_root_follows_the_browser(db: None, client: Client, accepted: str, address: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})

    assert response.headers["Location"] == address
    assert "Accept-Language" in response.headers["Vary"]


def test_root_follows_the_account(cast: Cast, sign_in: Callable[[Any], Client]) -> None:
    person = cast.bureau
    person.language = "pt-br"
    person.save(update_fields=["language"])

    response = sign_in(person).get("/", headers={"Accept-Language": "en"})

    assert response.headers["Location"] == "/pt-br/"


@pytest.mark.parametrize("language", ["es", "pt-br", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_public_page_sets_no_cookie_and_needs_no_script(
    db: None, client: Client, page: str, language: str
) -> None:
    response = client.get(f"/{language}/{page}")

    assert response.status_code == 200
    assert not response.cookies
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert "<script" not in html
    assert "csrf" not in html
    assert " style=" not in html


def test_home_counts_the_places_of_our_data(reference: None, client: Client) -> None:
    public = Municipality.objects.filter(is_public=True)

    response = client.get("/en/")

    assert response.context["total"] == public.count()
    assert f"<b>{public.count()}</b>" in response.content.decode()


def test_home_lists_places_without_regard_to_accents(reference: None, client: Client) -> None:
    html = client.get("/es/").content.decode()
    listed = html[html.index("citylist") :]

    assert listed.index("Natales") < listed.index("Ñuñoa") < listed.index("Pilar")


def test_home_shows_everybody_the_same_places(
    reference: None, cast: Cast, client: Client, sign_in: Callable[[Any], Client]
) -> None:
    anonymous = client.get("/en/").context["total"]

    assert sign_in(cast.bureau).get("/en/").context["total"] == anonymous


def test_home_without_data_is_still_a_page(db: None, client: Client) -> None:
    response = client.get("/en/")

    assert response.status_code == 200
    assert "No city is published yet." in response.content.decode()


def test_home_asks_the_database_as_often_with_more_places(reference: None, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/")
        return len(captured)

    before = queries()
    model = Municipality.objects.get(slug="uy-montevideo")
    for number in range(12):
        model.pk, model.slug, model._state.adding = None, f"uy-more-{number}", True
        model.pk = Municipality._meta.pk.get_default()
        model.save(force_insert=True)

    assert queries() == before <= 10


def test_data_page_dates_the_citation(db: None, client: Client) -> None:
    year = str(datetime.datetime.now(tz=datetime.UTC).year)

    assert f"{year}”" in client.get("/en/data/").content.decode()


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)])
def test_gallery_is_for_development_and_demonstration(
    db: None, client: Client, settings: Any, demo: bool, status: int
) -> None:
    settings.DEBUG, settings.DEMO = False, demo

    assert client.get("/en/gallery/").status_code == status


def test_language_links_keep_the_filters(db: None, client: Client) -> None:
    html = on_one_line(client.get("/es/data/?q=a%26b"))

    assert 'href="/pt-br/data/?q=a%26b" lang="pt-br"' in html


def test_page_offers_itself_in_every_language_to_search_engines(db: None, client: Client) -> None:
    html = on_one_line(client.get("/es/data/"))

    assert html.count('<link rel="alternate" hreflang=') == 3


def test_navigation_marks_the_section(db: None, client: Client) -> None:
    html = client.get("/en/data/notes/").content.decode()

    assert '<a href="/en/data/" aria-current="true">' in html


@pytest.mark.parametrize(
    ("theme", "sheet"),
    [
        ("dark", 'media="screen">'),
        ("system", 'media="screen and (prefers-color-scheme: dark)">'),
        ("light", None),
    ],
)
def test_dark_sheet_follows_the_account(
    cast: Cast, sign_in: Callable[[Any], Client], theme: str, sheet: str | None
) -> None:
    person = cast.bureau
    person.theme = theme
    person.save(update_fields=["theme"])

    html = on_one_line(sign_in(person).get("/en/data/"))

    assert ("dark.css" in html) is bool(sheet)
    if sheet:
        assert f'dark.css" {sheet}' in html
