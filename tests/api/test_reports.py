"""Reports over REST: the whole way with the API alone, and every way it is refused."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from solidarity.api.models import Token
from solidarity.jobs.models import Job
from solidarity.reports.models import Report
from tests.api.test_schema import check
from tests.cast import Cast
from tests.reports.conftest import ask, broker, end, worked  # noqa: F401 - a queue in memory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/reports/"
Call = Callable[..., Any]


@pytest.fixture
def call(cast: Cast, token_of: Callable[..., str]) -> Call:
    """Call an address as a member of the cast, with a token that writes unless said otherwise."""
    client, tokens = Client(), {}

    def make(
        method: str, address: str = LIST, *, who: str = "bureau", scope: str = "write", **options: Any
    ) -> Any:
        if (who, scope) not in tokens:
            tokens[who, scope] = token_of(getattr(cast, who), scope=Token.Scope(scope))
        headers = {"Authorization": f"Bearer {tokens[who, scope]}", **options.pop("headers", {})}
        if "data" in options:
            options["content_type"] = "application/json"
        return getattr(client, method)(address, headers=headers, **options)

    return make


def body(cast: Cast, **changes: Any) -> dict[str, Any]:
    fields = {"kind": "progress", "municipality": str(cast.montevideo.pk), "language": "es", "format": "html"}
    return fields | changes


def test_the_api_alone_leads_from_the_request_to_the_file(call: Call, cast: Cast) -> None:
    asked = call("post", f"{LIST}?lang=en", data=body(cast, format="pdf", language="pt"))

    assert asked.status_code == 202
    assert {"id", "state", "progress"} <= asked.json().keys()
    assert (asked.json()["state"], asked.json()["state_label"], asked.json()["place"]) == (
        "queued",
        "Waiting",
        1,
    )
    assert asked.json()["language"] == "pt-br"

    worked(Report.objects.get())
    followed = call("get", asked["Location"]).json()
    assert (followed["state"], followed["progress"]) == ("ready", 100)
    assert followed["pages"] >= 3
    assert followed["step"] == ""

    file = call("get", f"{LIST}{followed['id']}/download/", headers={"Accept": "application/pdf"})
    assert file["Content-Type"] == "application/pdf"
    assert len(b"".join(file.streaming_content)) == followed["size"]
    assert "no-store" in file["Cache-Control"]


def test_answers_are_as_described(call: Call, cast: Cast, get: Any) -> None:
    document = get("schema/?lang=en").json()
    operation = document["paths"][LIST]["post"]

    answer = call("post", data=body(cast))

    check(document, operation["responses"]["202"]["content"]["application/json"]["schema"], answer.json())
    check(document, operation["requestBody"]["content"]["application/json"]["schema"], body(cast))
    page = call("get").json()
    listed = document["paths"][LIST]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    check(document, listed, page)


def test_the_same_key_gives_the_same_report(call: Call, cast: Cast) -> None:
    headers = {"Idempotency-Key": "a key of mine"}
    first = call("post", data=body(cast), headers=headers).json()["id"]
    worked(Report.objects.get())

    assert call("post", data=body(cast), headers=headers).json()["id"] == first
    other = call("post", data=body(cast, language="en"), headers=headers)
    assert other.status_code == 409
    assert call("post", data=body(cast)).json()["id"] != first
    assert call("post", data=body(cast), headers={"Idempotency-Key": "x" * 101}).status_code == 400


def test_a_city_is_named_by_its_key_or_its_identifier(call: Call, cast: Cast) -> None:
    by_key = call("post", data=body(cast, municipality=cast.montevideo.slug))
    by_identifier = call("post", data=body(cast, municipality=str(cast.montevideo.pk)))

    assert by_key.status_code == by_identifier.status_code == 202
    assert by_key.json()["id"] == by_identifier.json()["id"]


WRONG = [
    {"kind": "scorecard"},
    {"language": "fr"},
    {"format": "docx"},
    {"municipality": "x"},
    {"municipality": "x\0"},
    {"municipality": "x" * 81},
    {"municipality": ["uy-montevideo"]},
    {"municipality": "00000000-0000-4000-8000-000000000000"},
    {"filters": {}},
    {"municipality": None},
]


@pytest.mark.parametrize("changes", WRONG, ids=lambda changes: "-".join(changes))
def test_a_wrong_body_is_a_400_that_names_the_field(call: Call, cast: Cast, changes: Any) -> None:
    answer = call("post", data=body(cast, **changes))

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert set(changes) <= answer.json()["errors"].keys()
    assert not Report.objects.exists()


@pytest.mark.parametrize("data", ["[]", "7", '"x"', "null", "{"])
def test_what_is_no_object_is_a_400(call: Call, data: str) -> None:
    assert call("post", data=data).status_code == 400


def test_a_city_one_cannot_see_is_as_if_it_were_not(call: Call, cast: Cast) -> None:
    hidden = call("post", who="officer_uruguay", data=body(cast, municipality=str(cast.hidden_chile.pk)))
    seen = call("post", who="officer_uruguay", data=body(cast, municipality=str(cast.la_calera.pk)))

    assert (hidden.status_code, seen.status_code) == (400, 403)


def test_a_token_that_only_reads_asks_for_nothing(call: Call, cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)

    refused = call("post", f"{LIST}?lang=en", scope="read", data=body(cast))
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "This token only reads. Make one that reads and writes.",
    )
    assert call("post", f"{LIST}{report.pk}/cancel/", scope="read").status_code == 403
    assert call("get", scope="read").status_code == 200
    assert Report.objects.count() == 1


def test_cancelling_by_the_action_of_the_page(call: Call, cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)

    first = call("post", f"{LIST}{report.pk}/cancel/")
    second = call("post", f"{LIST}{report.pk}/cancel/")

    assert (first.status_code, first.json()["state"]) == (200, "cancelled")
    assert second.status_code == 409
    assert call("get", f"{LIST}{report.pk}/cancel/").status_code == 405


@pytest.mark.parametrize("state", ["queued", "failed", "cancelled"])
def test_without_a_file_the_download_says_why(call: Call, cast: Cast, state: str) -> None:
    report = ask(cast.bureau, cast.montevideo)
    if state != "queued":
        end(report, state)

    answer = call("get", f"{LIST}{report.pk}/download/?lang=en")

    assert answer.status_code == 409
    assert "There is no file" in answer.json()["detail"]
    assert call("get", f"{LIST}{report.pk}/").json()["reference"] == (
        "7K2Q-93DM" if state == "failed" else ""
    )


def test_anothers_report_is_not_found(call: Call, cast: Cast) -> None:
    report = ask(cast.bureau, cast.montevideo)

    for method, tail in (("get", ""), ("get", "download/"), ("post", "cancel/")):
        answer = call(method, f"{LIST}{report.pk}/{tail}", who="officer_uruguay")
        assert answer.status_code == 404, tail
    assert call("get", who="officer_uruguay").json()["results"] == []
    assert Job.objects.get(pk=report.job_id).state == Job.State.QUEUED


def test_strangers_are_asked_for_a_token(client: Client, cast: Cast) -> None:
    for address in (LIST, f"{LIST}{cast.montevideo.pk}/", f"{LIST}{cast.montevideo.pk}/download/"):
        assert client.get(address).status_code == 401
    assert client.post(LIST, data=body(cast), content_type="application/json").status_code == 401


def test_the_list_is_narrowed_and_is_a_sheet_too(call: Call, cast: Cast) -> None:
    end(ask(cast.bureau, cast.montevideo), "failed")
    worked(ask(cast.bureau, cast.la_calera))

    assert [row["state"] for row in call("get", f"{LIST}?state=ready").json()["results"]] == ["ready"]
    assert call("get", f"{LIST}?state=nonsense").status_code == 400
    sheet = b"".join(call("get", f"{LIST}?format=csv").streaming_content).decode("utf-8-sig")
    assert [row["kind"] for row in csv.DictReader(io.StringIO(sheet))] == ["progress"] * 2
