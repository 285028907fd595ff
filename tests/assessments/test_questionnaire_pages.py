"""The questionnaire, as people read it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.usefixtures("reference")


def test_every_page_renders_in_every_language_without_cookie_and_script(client: Client) -> None:
    for language in ("es", "pt-br", "en"):
        for path in ("questionnaire/", "questionnaire/2026.1/coherence/", "questionnaire/2026.1/print/"):
            response = client.get(f"/{language}/{path}")

            assert response.status_code == 200
            assert not response.cookies
            assert "<script" not in response.content.decode()


def test_overview_counts_the_questions_and_says_how_they_count(client: Client) -> None:
    page = client.get("/en/questionnaire/").content.decode()

    assert "60 questions on the ten criteria" in page
    assert "at least 60% of the weight" in page
    assert "Working text of the project" in page


def test_criterion_shows_its_items_with_levels_and_commitments(client: Client) -> None:
    response = client.get("/en/questionnaire/2026.1/institutional-capacity/")
    page = response.content.decode()

    assert [item.question.code for item in response.context["questions"]] == [
        f"C01.Q0{n}" for n in range(1, 7)
    ]
    assert all(f'<span class="eyebrow m-0">1.{n}</span>' in page for n in range(1, 7))
    assert ">C01.Q" not in page
    assert page.count("<dt>") == 6 * 5
    assert "Ordinance or policy approved and published (yes or no)" in page


def test_criterion_leads_to_its_neighbours(client: Client) -> None:
    ways = {
        "institutional-capacity": (None, "commitment-budget"),
        "commitment-budget": ("institutional-capacity", "coherence"),
        "networks-promotion": ("reception-outreach", None),
    }

    for slug, (previous, following) in ways.items():
        shown = client.get(f"/en/questionnaire/2026.1/{slug}/").context
        assert getattr(shown["previous"], "slug", None) == previous
        assert getattr(shown["next"], "slug", None) == following


def test_print_page_holds_everything(client: Client) -> None:
    page = client.get("/es/questionnaire/2026.1/print/").content.decode()

    assert page.count('class="card mt-0 question"') == 60


def test_unknown_version_or_criterion_is_not_found(client: Client) -> None:
    for path in ("1999.1/coherence/", "2026.1/no-such-criterion/", "1999.1/print/", "%00/print/", "é/print/"):
        assert client.get(f"/en/questionnaire/{path}").status_code == 404


def test_pages_ask_little(client: Client) -> None:
    most = {"": 2, "2026.1/coherence/": 2, "2026.1/print/": 2}

    for path, statements in most.items():
        client.get(f"/en/questionnaire/{path}")  # items stay in mind once they are read
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/questionnaire/{path}")
        assert len(captured) <= statements
