"""The items of the self-assessment as rows: what the page of open data promises as a file."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Questionnaire
from solidarity.site.open_data import FILES
from tests.api.conftest import Get, body
from tests.api.test_files import xlsx_cells
from tests.api.test_schema import check, schema_of

LEVELS = [f"level_{value}" for value in range(5)]


def rows_of(sheet: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_the_file_holds_sixty_items_with_their_levels(get: Get, reference: None, language: str) -> None:
    rows = rows_of(body(get(f"items/?format=csv&lang={language}")))

    assert len(rows) == 60
    assert [int(row["position"]) for row in rows] == list(range(1, 61))
    assert all(row["text"] and all(row[name] for name in LEVELS) for row in rows)
    whole = get(f"questionnaires/{get('questionnaires/').json()['results'][0]['id']}/?lang={language}").json()
    assert [row[LEVELS[4]] for row in rows] == [item["levels"][4]["description"] for item in whole["items"]]


def test_every_form_has_the_same_rows(get: Get, reference: None) -> None:
    sheet = xlsx_cells(body(get("items/?format=xlsx&lang=en")))
    page = get("items/?lang=en").json()

    assert len(sheet) == 61
    assert [row["code"] for row in page["results"]][:2] == ["C01.Q01", "C01.Q02"]
    assert len(page["results"]) == 60


def test_what_the_page_of_open_data_links_to_are_the_items(reference: None, client: Client) -> None:
    (promised,) = [entry for entry in FILES if "60" in str(entry.about)]
    html = client.get("/es/data/").content.decode()

    for name, address in promised.downloads:
        assert address in html, name
    assert len(rows_of(body(client.get(dict(promised.downloads)["CSV"])))) == 60


def test_pages_lead_to_the_end_and_one_row_has_its_commitments(get: Get, reference: None) -> None:
    codes, address = [], "items/?page_size=25&lang=en"
    while address:
        page = get(address).json()
        codes += [row["code"] for row in page["results"]]
        address = (page["next"] or "").partition("/api/v1/")[2]
    document: dict[str, Any] = get("schema/?lang=en").json()

    assert codes == sorted(set(codes))
    assert len(codes) == 60
    one = get(f"items/{page['results'][0]['id']}/?lang=en").json()
    assert one["commitments"]
    check(document, schema_of(document, "/api/v1/items/{id}/")["schema"], one)
    check(document, schema_of(document, "/api/v1/items/")["schema"], page)


@pytest.mark.parametrize(
    ("query", "count"), [("criterion=C03", 6), ("questionnaire=2026.1", 60), ("criterion=C03&count=true", 6)]
)
def test_filters_narrow(get: Get, reference: None, query: str, count: int) -> None:
    assert len(get(f"items/?{query}").json()["results"]) == count


@pytest.mark.parametrize("query", ["criterion=C99", "questionnaire=1999.9", "criterion=x"])
def test_a_code_that_is_none_is_an_error(get: Get, reference: None, query: str) -> None:
    answer = get(f"items/?{query}")

    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {query.partition("=")[0]}


def test_drafts_are_not_shown(get: Get, reference: None) -> None:
    version = Questionnaire.objects.get()
    draft = Questionnaire.objects.create(
        version="2027.1", levels=[], facets=[], competences=[], answer_states=[], rules={}
    )
    version.questions.model.objects.create(
        questionnaire=draft,
        criterion=version.questions.first().criterion,
        code="C01.Q01",
        position=1,
        facet="norm",
        weight=1,
        competence="shared",
        text="Draft?",
    )

    assert len(get("items/").json()["results"]) == 60
    assert get("items/?questionnaire=2027.1").status_code == 400


def test_number_of_queries_does_not_grow(get: Get, reference: None) -> None:
    get("items/")
    counts = []
    for size in (3, 60):
        with CaptureQueriesContext(connection) as queries:
            get(f"items/?page_size={size}")
        counts.append(len(queries))

    assert counts[0] == counts[1]
