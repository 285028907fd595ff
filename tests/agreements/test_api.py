"""Agreements over REST: token, scope, status, nested parts, sheets, changes, constant queries."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from networks.models import Tombstone
from tests.agreements import making
from tests.api.conftest import Get, body, get, token_of
from tests.cast import Cast

__all__ = ["get", "token_of"]  # fixtures


def slugs(answer: Any) -> set[str]:
    return {row["slug"] for row in answer.json()["results"]}


@pytest.fixture
def made(cast: Cast) -> Agreement:
    making.public_fact(cast.la_calera, slug="cl-la-calera-before-2009")
    agreement = making.in_force(cast.montevideo, cast.officer_uruguay)
    making.approve(agreement, cast.officer_uruguay, document=making.paper(), votes_for=28, votes_against=2)
    return agreement


def test_a_token_is_needed(get: Get, made: Agreement) -> None:
    for address in ("agreements/", f"agreements/{made.pk}/", "agreements/?format=csv"):
        assert get(address).status_code == 401


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer_uruguay", True),
        ("coordinator_montevideo", True),
        ("bureau", True),
        ("officer_chile", False),
        ("api_client_chile", False),
    ],
)
def test_a_token_sees_public_facts_and_its_own_territory(
    get: Get, made: Agreement, cast: Cast, token_of: Any, who: str, sees: bool
) -> None:
    token = token_of(getattr(cast, who))

    assert slugs(get("agreements/", token)) == {"cl-la-calera-before-2009", *([made.slug] if sees else [])}
    assert get(f"agreements/{made.pk}/", token).status_code == (200 if sees else 404)


def test_one_agreement_comes_with_its_parts(get: Get, made: Agreement, cast: Cast, token_of: Any) -> None:
    answer = get(f"agreements/{made.pk}/?lang=en", token_of(cast.officer_uruguay))

    one = answer.json()
    assert (one["status"], one["status_label"], one["municipality"]) == (
        "in_force",
        "In force",
        "uy-montevideo",
    )
    assert (one["signed_on"], one["valid_to"], one["candidate_on"]) == (
        "2024-07-22",
        "2099-10-03",
        "2023-08-12",
    )
    assert [row["party"] for row in one["signatories"]] == ["authority", "unhcr"]
    assert [row["votes_for"] for row in one["approvals"]] == [None, 28]
    assert one["approvals"][1]["document"] in {row["id"] for row in one["documents"]}
    paper = one["documents"][0]
    assert (paper["file_name"], paper["size"], len(paper["sha256"])) == ("convenio.txt", 19, 64)
    assert not {"content", "address", "url"} & paper.keys()


def test_the_etag_holds_until_something_changes(get: Get, made: Agreement, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_uruguay)
    tag = get(f"agreements/{made.pk}/", token)["ETag"]

    assert get(f"agreements/{made.pk}/", token, **{"If-None-Match": tag}).status_code == 304
    making.approve(made, cast.officer_uruguay)
    assert get(f"agreements/{made.pk}/", token, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=in_force", True),
        ("status=renewal", False),
        ("country=UY", True),
        ("country=CL", False),
        ("municipality=uy-montevideo", True),
        ("q=MUESTRA montevideo", True),
        ("q=nowhere", False),
        ("year=2024", True),
        ("year=2023", False),
        ("kind=framework_agreement", True),
        ("ending_before=2099-10-04", True),
        ("ending_before=2099-10-03", False),
    ],
)
def test_filters_are_those_of_the_page(
    get: Get, made: Agreement, cast: Cast, token_of: Any, query: str, found: bool
) -> None:
    answer = get(f"agreements/?{query}", token_of(cast.officer_uruguay))

    assert answer.status_code == 200, answer.content
    assert (made.slug in slugs(answer)) is found


def test_an_unknown_filter_is_refused(get: Get, made: Agreement, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_uruguay)

    assert get("agreements/?state=signed", token).status_code == 400
    assert get("agreements/?status=lost", token).status_code == 400


def test_changes_and_what_was_withdrawn_since_a_time(
    get: Get, made: Agreement, cast: Cast, token_of: Any
) -> None:
    token, moment = token_of(cast.officer_chile), made.updated_at.isoformat().replace("+00:00", "Z")
    fact = Agreement.objects.get(slug="cl-la-calera-before-2009")
    fact.is_public = False
    fact.save(update_fields=["is_public"])
    Tombstone.objects.follow(fact)

    answer = get(f"agreements/?updated_since={moment}", token_of(cast.officer_uruguay)).json()
    assert [row["id"] for row in answer["removed"]] == [str(fact.pk)]
    assert get(f"agreements/?updated_since={moment}", token).json()["removed"] == []  # still seen there


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_as_a_sheet(get: Get, made: Agreement, cast: Cast, token_of: Any, form: str) -> None:
    answer = get(f"agreements/?format={form}&hxl=true&lang=en", token_of(cast.officer_uruguay))

    assert answer.status_code == 200
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"))))
        found = next(row for row in rows if row["slug"] == made.slug)
        assert (found["status"], found["signed_on"], found["is_sample"]) == (
            "in_force",
            "2024-07-22",
            "false",
        )


def test_queries_do_not_grow_with_rows(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.bureau)

    def count(rows: int) -> int:
        for number in range(Agreement.objects.count(), rows):
            making.public_fact(cast.montevideo, slug=f"uy-montevideo-{number}")
        get("agreements/", token)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(get("agreements/", token).json()["results"]) == rows
        return len(queries)

    assert count(3) == count(12)


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator_montevideo", 200), ("officer_chile", 404), ("api_client_chile", 404)]
)
def test_a_document_is_downloaded_by_who_sees_the_agreement(
    get: Get, made: Agreement, cast: Cast, token_of: Any, who: str, status: int
) -> None:
    document = made.documents.select_related("file").first()
    assert document is not None

    answer = get(f"agreements/{made.pk}/documents/{document.pk}/download/", token_of(getattr(cast, who)))

    assert answer.status_code == status
    if status == 200:
        assert len(b"".join(answer.streaming_content)) == document.file.size
        assert answer.headers["Content-Type"] == document.file.content_type
