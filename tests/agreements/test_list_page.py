"""The list of agreements."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.agreements.making import candidate, in_force, in_state, public_fact, signed, term
from tests.api.test_files import xlsx_cells
from tests.cast import Cast
from tests.networks.stories import tight

LIST = "/en/agreements/"


def titles(page: str) -> list[str]:
    return re.findall(r'<a href="/en/agreements/[0-9a-f-]{36}/"[^>]*>([^<]+)</a>', tight(page))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "in_force"}, ["Largo"]),
        ({"status": "renewal"}, ["Pronto"]),
        ({"status": "signed"}, ["Firmado"]),
        ({"status": "expired"}, []),
        ({"country": "UY", "status": "candidate"}, ["Nuevo"]),
        ({"country": "CL"}, []),
        ({"kind": "memorandum"}, ["Nuevo"]),
        ({"year": "2024", "sort": "place"}, ["Firmado", "Largo", "Pronto"]),
        ({"q": "fírmado"}, ["Firmado"]),
        ({"municipality": "uy-montevideo", "q": "nuevo"}, ["Nuevo"]),
        ({"ending_before": "2098-01-01"}, ["Pronto"]),
    ],
)
def test_each_filter_narrows(cast: Cast, officer: Client, query: dict[str, str], found: list[str]) -> None:
    by, soon = cast.officer_uruguay, datetime.date.today() + datetime.timedelta(days=60)  # noqa: DTZ011
    candidate(cast.montevideo, by, title="Nuevo", kind=term("memorandum"))
    signed(cast.montevideo, by, title="Firmado")
    in_force(cast.montevideo, by, title="Largo")
    in_force(cast.montevideo, by, title="Pronto", until=soon)

    assert sorted(titles(officer.get(LIST, query).content.decode())) == found


@pytest.mark.parametrize(
    "name", ["status", "country", "kind", "year", "ending_before", "municipality", "sort"]
)
def test_invalid_filter_is_400_with_the_reason_at_the_field(officer: Client, name: str) -> None:
    response = officer.get(LIST, {name: "<script>alert(1)</script>"})

    assert response.status_code == 400
    assert "msg-err" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_date_in_use_is_a_chip_in_words(officer: Client) -> None:
    page = tight(officer.get(LIST, {"ending_before": "2030-05-01"}).content.decode())

    assert "Ending before: 1 May 2030" in page


@pytest.mark.parametrize(
    ("sort", "order"), [("signed", ["A", "B"]), ("-signed", ["B", "A"]), ("place", ["A", "B"])]
)
def test_order(cast: Cast, officer: Client, sort: str, order: list[str]) -> None:
    for title, year in (("B", 2019), ("A", 2009)):
        public_fact(
            cast.montevideo,
            f"uy-{title.lower()}",
            title=title,
            signed_on=datetime.date(year, 1, 1),
            signed_precision="year",
        )

    assert titles(officer.get(LIST, {"sort": sort}).content.decode()) == order


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer_uruguay", True),
        ("coordinator_montevideo", True),
        ("partner_montevideo", True),
        ("bureau_reader", True),
        ("officer_chile", False),
        ("coordinator_la_calera", False),
        ("nobody", False),
    ],
)
def test_what_was_entered_here_is_seen_in_its_territory_and_public_facts_by_all(
    cast: Cast, sign_in: Callable[[Any], Client], who: str, sees: bool
) -> None:
    candidate(cast.montevideo, cast.officer_uruguay, title="Entered here")
    public_fact(cast.montevideo, title="Told by a source")

    page = sign_in(getattr(cast, who)).get(LIST).content.decode()

    assert "Told by a source" in page
    assert ("Entered here" in page) == sees


def test_only_those_who_write_agreements_are_offered_a_new_one(
    cast: Cast, officer: Client, sign_in: Callable[[Any], Client]
) -> None:
    assert "/en/agreements/new/" in officer.get(LIST).content.decode()
    assert "/en/agreements/new/" not in sign_in(cast.coordinator_montevideo).get(LIST).content.decode()


def test_what_is_not_public_says_so(cast: Cast, officer: Client) -> None:
    candidate(cast.montevideo, cast.officer_uruguay, title="Quiet")
    candidate(cast.hidden_uruguay, cast.officer_uruguay, title="Sample")

    page = tight(officer.get(LIST).content.decode())

    assert "Not public" in page
    assert "Sample data" in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_of_the_list_keep_filters_and_territory(
    cast: Cast, officer: Client, sign_in: Callable[[Any], Client], form: str
) -> None:
    candidate(cast.montevideo, cast.officer_uruguay, title="=Nuevo()")
    signed(cast.montevideo, cast.officer_uruguay, title="Firmado")
    public_fact(cast.montevideo, title="De una fuente")

    page = officer.get(LIST, {"status": "candidate"}).content.decode()
    mine = rows_of(officer.get(f"{LIST}{form}/", {"status": "candidate"}), form)
    theirs = rows_of(sign_in(cast.officer_chile).get(f"{LIST}{form}/"), form)

    assert f"{LIST}{form}/?status=candidate" in page
    assert [row["title"].lstrip("'") for row in mine] == ["=Nuevo()"]
    assert [row["title"] for row in theirs] == ["De una fuente"]


def test_file_with_a_filter_that_makes_no_sense_leads_back_to_the_reasons(officer: Client) -> None:
    answer = officer.get(f"{LIST}csv/", {"status": "nonsense"}, follow=True)

    assert answer.status_code == 400
    assert "msg-err" in answer.content.decode()


def rows_of(answer: Any, form: str) -> list[dict[str, str]]:
    """The table in the file, by column; in a workbook as the texts of each row in their order."""
    body = b"".join(answer)
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    if form == "csv":
        return list(csv.DictReader(io.StringIO(body.decode())))
    head, *rows = xlsx_cells(body)
    column = [text for _kind, text in head].index("title")
    return [{"title": row[column][1]} for row in rows]


def test_queries_do_not_grow_with_the_rows(
    cast: Cast, officer: Client, count_queries: Callable[[Client, str], int]
) -> None:
    def grow(rows: int) -> None:
        for number in range(rows):
            state = ("candidate", "signed", "in_force")[number % 3]
            in_state(state, cast.montevideo, cast.officer_uruguay)

    grow(3)
    count_queries(officer, LIST)
    few = count_queries(officer, LIST)

    grow(9)

    assert count_queries(officer, LIST) == few <= 10


def test_piece_is_the_same_as_in_the_page(cast: Cast, officer: Client) -> None:
    signed(cast.montevideo, cast.officer_uruguay)

    piece = officer.get(LIST, headers={"HX-Request": "true"}).content.decode().strip()

    assert piece.startswith('<div id="results"')
    assert piece in officer.get(LIST).content.decode()


@pytest.mark.parametrize("query", [{}, {"q": "zzz"}, {"status": "nonsense"}])
def test_empty_list_says_why_and_offers_a_way_on(officer: Client, query: dict[str, str]) -> None:
    page = officer.get(LIST, query).content.decode()

    assert 'class="empty"' in page
    assert 'class="btn sec"' in page


def test_a_filter_that_makes_no_sense_is_named_and_nothing_is_counted(officer: Client) -> None:
    answer = officer.get(LIST, {"status": "nonsense", "ending_before": "31.02.2024"})

    page = tight(answer.content.decode())
    assert answer.status_code == 400
    assert "<title>Error:" in page
    assert "“nonsense” is not in the list." in page
    assert "Write a real date with day, month and year." in page
    assert "No agreement" not in page


def test_navigation_has_at_most_seven_entries_and_marks_agreements(officer: Client) -> None:
    page = tight(officer.get(LIST).content.decode())
    navigation = page.split('aria-label="Main"', 1)[1].split("</nav>", 1)[0]

    assert navigation.count("<li>") <= 7
    assert 'href="/en/agreements/" aria-current="page"' in navigation
