"""Self-assessments over REST: read by territory, and an answer saved by the action of the page."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import submit_assessment
from assessments.models import Answer, AnswerRevision, Assessment
from solidarity.api.models import Token
from tests.api.conftest import Get
from tests.api.test_schema import check
from tests.assessments.building import (
    fresh,
    make_questionnaire,
    make_round,
    open_in_montevideo,
    save,
    validated,
)
from tests.cast import Cast

WHOLE = {
    "state": "answered",
    "level": 3,
    "competence": "shared",
    "competent_body": "The department",
    "situation": "Two offices.",
    "commitment": "A third one.",
    "responsible_area": "Social development",
    "time_frame": "year",
}
CODE = "C01.Q01"
Put = Callable[..., Any]


@pytest.fixture
def put(cast: Cast, token_of: Callable[..., str]) -> Put:
    """PUT an answer as the coordinator of Montevideo; a header of None is left out."""
    client, tokens = Client(), {}

    def call(
        assessment: Assessment,
        body: Any = WHOLE,
        *,
        version: str | None = '"0"',
        key: str | None = "",
        code: str = CODE,
        who: str = "coordinator_montevideo",
        scope: str = Token.Scope.WRITE,
    ) -> Any:
        if (who, scope) not in tokens:
            tokens[who, scope] = token_of(getattr(cast, who), scope=scope)
        headers = {
            "Authorization": f"Bearer {tokens[who, scope]}",
            "If-Match": version,
            "Idempotency-Key": str(uuid.uuid4()) if key == "" else key,
        }
        return client.put(
            f"/api/v1/assessments/{assessment.pk}/answers/{code}/?lang=en",
            body,
            content_type="application/json",
            headers={name: value for name, value in headers.items() if value is not None},
        )

    return call


def test_an_answer_is_saved_and_read_back(cast: Cast, put: Put, get: Get, token_of: Any) -> None:
    assessment = open_in_montevideo(cast)

    saved = put(assessment)

    assert saved.status_code == 200
    assert saved.headers["ETag"] == '"1"'
    assert (saved.json()["version"], saved.json()["answered"], saved.json()["items"]) == (1, 1, 3)
    there = get(f"assessments/{assessment.pk}/answers/{CODE}/?lang=en", token_of(cast.bureau))
    assert there.headers["ETag"] == '"1"'
    assert {name: there.json()[name] for name in WHOLE} == WHOLE
    assert there.json()["time_frame_label"] == "6 to 12 months"
    assert put(assessment, {**WHOLE, "level": 4}, version=there.headers["ETag"]).json()["version"] == 2


def test_an_item_without_an_answer_is_not_found(cast: Cast, get: Get, token_of: Any) -> None:
    assessment = open_in_montevideo(cast)

    assert get(f"assessments/{assessment.pk}/answers/{CODE}/", token_of(cast.bureau)).status_code == 404


def test_a_save_takes_eight_statements_in_all(cast: Cast, put: Put) -> None:
    assessment = open_in_montevideo(cast)
    put(assessment)  # notes the use of the token, once a minute

    with CaptureQueriesContext(connection) as queries:
        assert put(assessment, version='"1"').status_code == 200

    statements = [item["sql"] for item in queries if "SAVEPOINT" not in item["sql"]]
    assert len(statements) <= 8, statements


@pytest.mark.parametrize(
    ("sent", "status", "names"),
    [
        ({"version": None}, 428, None),
        ({"version": '"7"'}, 412, None),
        ({"version": "*"}, 412, None),
        ({"version": "0"}, 412, None),
        ({"key": None}, 400, {"Idempotency-Key"}),
        ({"key": "mine"}, 400, {"Idempotency-Key"}),
        ({"body": []}, 400, None),
        ({"body": {"level": "3", "color": "x"}}, 400, {"level", "color"}),
        ({"body": {"level": True}}, 400, {"level"}),
        ({"body": {"situation": 5}}, 400, {"situation"}),
        ({"body": {"state": "answered"}}, 422, {"level", "competence"}),
        ({"body": {"state": "perhaps"}}, 422, {"state"}),
        ({"code": "C99.Q01"}, 404, None),
        ({"scope": "read"}, 403, None),
        ({"who": "officer_uruguay"}, 403, None),
        ({"who": "officer_chile"}, 404, None),
    ],
)
def test_what_is_wrong_is_a_problem_and_stores_nothing(
    cast: Cast, put: Put, sent: dict[str, Any], status: int, names: set[str] | None
) -> None:
    answer = put(open_in_montevideo(cast), **sent)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert set(answer.json().get("errors", {})) == (names or set())
    assert not Answer.objects.exists()


def test_a_body_that_is_no_json_is_refused(cast: Cast, put: Put) -> None:
    assert put(open_in_montevideo(cast), "{").status_code == 400


def test_who_comes_too_late_gets_both_texts(cast: Cast, put: Put) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, CODE, by=cast.respondent_montevideo)

    late = put(assessment)

    assert late.status_code == 409
    problem = late.json()
    assert problem["current"]["situation"] == "As it is."
    assert (problem["current"]["version"], problem["current"]["updated_by"]) == (1, "respondent_montevideo")
    assert problem["mine"] == WHOLE
    assert AnswerRevision.objects.get(outcome="superseded").content == WHOLE


def test_the_same_key_again_is_answered_again(cast: Cast, put: Put) -> None:
    assessment, key = open_in_montevideo(cast), str(uuid.uuid4())

    first, again, other = (put(assessment, body, key=key) for body in (WHOLE, WHOLE, {**WHOLE, "level": 1}))

    assert first.json() == again.json()
    assert other.status_code == 422
    assert Answer.objects.get().version == 1


def test_after_the_submission_nothing_is_saved(cast: Cast, put: Put) -> None:
    assessment = validated(cast)

    refused = put(assessment, version='"1"')

    assert refused.status_code == 409
    assert "Validated" in refused.json()["detail"]
    assert refused.json()["missing"] == [refused.json()["detail"]]


SEES = {
    "coordinator_montevideo": 1,
    "officer_uruguay": 1,
    "bureau": 1,
    "officer_chile": 0,
    "api_client_chile": 0,
}


@pytest.mark.parametrize(("who", "count"), SEES.items())
@pytest.mark.parametrize("resource", ["assessments", "answers"])
def test_lists_hold_what_lies_in_the_territory(
    cast: Cast, get: Get, token_of: Any, who: str, count: int, resource: str
) -> None:
    save(open_in_montevideo(cast), CODE, by=cast.respondent_montevideo)

    page = get(f"{resource}/?count=true", token_of(getattr(cast, who)))

    assert (page.status_code, page.json()["count"]) == (200, count)
    assert get(f"{resource}/").status_code == 401


def test_one_assessment_comes_with_its_result(cast: Cast, get: Get, token_of: Any) -> None:
    assessment = validated(cast)

    row = get(f"assessments/{assessment.pk}/?lang=en", token_of(cast.bureau)).json()

    assert (row["state"], row["state_label"], row["municipality"]) == (
        "validated",
        "Validated",
        "uy-montevideo",
    )
    assert row["municipal_score"] is None  # two criteria are fewer than eight
    municipal, territorial = row["readings"]
    assert (municipal["reading"], territorial["reading"]) == ("municipal", "territorial")
    assert municipal["criteria"][0] == {
        "criterion": "C01",
        "score": 2.0,
        "percent": 50.0,
        "coverage": 1.0,
        "counted": ["C01.Q01", "C01.Q02"],
        "missing": [],
        "outside": [],
    }


def test_overall_scores_are_given_on_both_scales(cast: Cast, get: Get, token_of: Any) -> None:
    codes = tuple(f"C{number:02}.Q01" for number in range(1, 9))
    assessment = open_in_montevideo(cast, make_round(make_questionnaire("eight", codes)))
    for code in codes:
        save(assessment, code, by=cast.respondent_montevideo)
    submit_assessment(fresh(assessment), by=cast.coordinator_montevideo)

    (row,) = get("assessments/", token_of(cast.officer_uruguay)).json()["results"]

    assert (row["municipal_score"], row["municipal_percent"]) == (2.0, 50.0)


def test_answers_are_as_described(cast: Cast, get: Get, put: Put, token_of: Any) -> None:
    token, assessment = token_of(cast.bureau), validated(cast)
    begun = open_in_montevideo(cast, assessment.round)
    save(begun, CODE, by=cast.respondent_montevideo)
    document = get("schema/?lang=en").json()

    def schema(path: str, method: str = "get", status: str = "200", kind: str = "application/json") -> Any:
        answer = document["paths"][f"/api/v1/{path}"][method]["responses"][status]
        answer = (
            document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
            if "$ref" in answer
            else answer
        )
        return answer["content"][kind]["schema"]

    for resource in ("assessments", "answers"):
        page = get(f"{resource}/?lang=en&count=true&updated_since=2020-01-01", token).json()
        check(document, schema(f"{resource}/"), page)
        for row in page["results"]:
            check(document, schema(f"{resource}/{{id}}/"), get(f"{resource}/{row['id']}/", token).json())
    one = "assessments/{id}/answers/{code}/"
    check(document, schema(one), get(f"assessments/{begun.pk}/answers/{CODE}/", token).json())
    check(document, schema(one, "put"), put(begun, version='"1"').json())
    for status, sent in (
        (409, {}),
        (412, {"version": "*"}),
        (422, {"body": {"state": "x"}}),
        (428, {"version": None}),
    ):
        refused = put(begun, **sent)
        assert refused.status_code == status
        check(document, schema(one, "put", str(status), "application/problem+json"), refused.json())


@pytest.mark.parametrize(
    ("resource", "query"),
    [
        ("assessments", "state=validated"),
        ("assessments", "country=UY"),
        ("assessments", "municipality=uy-montevideo"),
        ("answers", "municipality=uy-montevideo"),
        ("answers", f"question={CODE}"),
        ("answers", "state=answered"),
    ],
)
def test_filters_narrow(cast: Cast, get: Get, token_of: Any, resource: str, query: str) -> None:
    validated(cast)
    token = token_of(cast.bureau)

    there = get(f"{resource}/?{query}&count=true", token).json()["count"]
    name = query.partition("=")[0]
    other = {"state": "not_known" if resource == "answers" else "open", "country": "CL",
             "municipality": "cl-la-calera", "question": "C09.Q01"}[name]  # fmt: skip

    assert there > 0
    assert get(f"{resource}/?{name}={other}&count=true", token).json()["count"] == 0


def test_answers_are_paged_to_the_end_and_back(cast: Cast, get: Get, put: Put, token_of: Any) -> None:
    assessment, secret = open_in_montevideo(cast), token_of(cast.officer_uruguay)
    for code in ("C01.Q01", "C01.Q02", "C02.Q01"):
        assert put(assessment, code=code).status_code == 200
    every = [row["id"] for row in get("answers/", secret).json()["results"]]

    first = get("answers/?page_size=2", secret).json()
    second = get(first["next"].partition("/api/v1/")[2], secret).json()
    back = get(second["previous"].partition("/api/v1/")[2], secret).json()

    assert [row["id"] for row in [*first["results"], *second["results"]]] == every
    assert second["next"] is None
    assert back["results"] == first["results"]


def test_each_step_counts_as_a_change(cast: Cast, get: Get, token_of: Any) -> None:
    assessment, secret = validated(cast), token_of(cast.officer_uruguay)
    address = f"assessments/?updated_since={assessment.validated_at:%Y-%m-%dT%H:%M:%S.%fZ}"

    assert [row["state"] for row in get(address, secret).json()["results"]] == ["validated"]


@pytest.mark.parametrize("version", ['W/"1"', '"1"'])
def test_the_version_given_is_the_version_taken(cast: Cast, put: Put, version: str) -> None:
    """A server that compresses the answer marks its ETag as weak."""
    assessment = open_in_montevideo(cast)
    put(assessment)

    assert put(assessment, version=version).json()["version"] == 2


def test_answers_of_one_assessment(cast: Cast, get: Get, token_of: Any) -> None:
    assessment = validated(cast)
    token = token_of(cast.bureau)

    assert len(get(f"answers/?assessment={assessment.pk}", token).json()["results"]) == 3
    assert get(f"answers/?assessment={uuid.uuid4()}", token).json()["results"] == []
    assert get("answers/?assessment=x", token).status_code == 400


@pytest.mark.parametrize("resource", ["assessments", "answers"])
def test_lists_take_the_same_queries_however_long(cast: Cast, get: Get, token_of: Any, resource: str) -> None:
    version, token = make_questionnaire(), token_of(cast.bureau)
    counts = []
    for more in (3, 9):
        for _number in range(more):
            validated(cast, make_round(version))
        get(f"{resource}/", token)
        with CaptureQueriesContext(connection) as queries:
            assert get(f"{resource}/", token).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("resource", ["assessments", "answers"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_come_as_files_too(cast: Cast, get: Get, token_of: Any, resource: str, form: str) -> None:
    validated(cast)

    answer = get(f"{resource}/?format={form}", token_of(cast.bureau))

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)


def test_answers_of_one_criterion(cast: Cast, get: Get, token_of: Any) -> None:
    validated(cast)
    token = token_of(cast.bureau)

    rows = get("answers/?criterion=C02", token).json()["results"]
    assert [row["question"] for row in rows] == ["C02.Q01"]
    unknown = get("answers/?criterion=C99", token)
    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["criterion"])


def test_a_version_says_nothing_of_the_language(cast: Cast, put: Put, get: Get, token_of: Any) -> None:
    assessment, secret = open_in_montevideo(cast), token_of(cast.bureau)
    put(assessment)
    address = f"assessments/{assessment.pk}/answers/{CODE}/"

    for language in ("es", "pt", "en"):
        answer = get(f"{address}?lang={language}", secret, **{"If-None-Match": '"1"'})
        assert (answer.status_code, answer["ETag"]) == (200, '"1"'), language
    assert answer.json()["state_label"] == "Answered"


def test_a_malformed_version_is_not_called_a_change(cast: Cast, put: Put) -> None:
    assert put(open_in_montevideo(cast), version="3").json()["title"] == "Version not accepted"
