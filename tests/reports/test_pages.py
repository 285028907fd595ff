"""The pages: asking with what was typed kept, following by piece and by page, taking, and who may not."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from solidarity.jobs.models import Job
from solidarity.reports.models import Report
from tests.cast import Cast
from tests.reports.conftest import ask, end, state_of, worked

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
PIECE = {"HX-Request": "true"}


def page(name: str, report: Report | None = None) -> str:
    with translation.override("en"):
        return reverse(f"reports:report-{name}", args=[report.pk] if report else [])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_form_knows_the_city_one_comes_from_and_ones_language(cast: Cast, sign_in: SignIn) -> None:
    body = text(sign_in(cast.officer_uruguay).get(f"{page('new')}?city=uy-montevideo"))

    assert f'<option value="{cast.montevideo.pk}" selected>' in body
    assert str(cast.la_calera.pk) not in body
    assert re.search(r'name="language" value="es"[^>]* checked', body)
    assert re.search(r'name="format" value="pdf"[^>]* checked', body)


def test_asking_leads_to_where_it_can_be_followed(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)

    answer = client.post(
        page("new"), {"municipality": cast.montevideo.pk, "language": "pt-br", "format": "html"}
    )

    report = Report.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == page("detail", report)
    assert (report.language, report.format, report.requested_by) == ("pt-br", "html", cast.bureau)


@pytest.mark.parametrize(
    "changes", [{"municipality": ""}, {"language": "fr"}, {"format": "docx"}, {"municipality": "x"}]
)
def test_a_wrong_form_comes_back_with_what_was_typed(cast: Cast, sign_in: SignIn, changes: Any) -> None:
    typed = {"municipality": cast.montevideo.pk, "language": "en", "format": "html"} | changes

    answer = sign_in(cast.bureau).post(page("new"), typed)

    assert answer.status_code == 422
    assert "err-sum" in text(answer)
    if "municipality" not in changes:
        assert f'<option value="{cast.montevideo.pk}" selected>' in text(answer)
    assert not Report.objects.exists()


def test_a_city_elsewhere_is_no_choice(cast: Cast, sign_in: SignIn) -> None:
    typed = {"municipality": cast.la_calera.pk, "language": "es", "format": "pdf"}

    assert sign_in(cast.officer_uruguay).post(page("new"), typed).status_code == 422


@pytest.mark.parametrize("who", ["respondent_montevideo", "partner_montevideo", "nobody", "administrator"])
def test_who_may_not_ask_is_told_so_and_finds_no_button(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(cast, who))

    assert client.get(page("new")).status_code == 403
    assert client.post(page("new"), {}).status_code == 403
    body = text(client.get(page("list")))
    assert page("new") not in body
    assert "Your role does not ask for reports" in body


def test_while_it_waits_the_page_says_its_place_and_asks_again_by_itself(cast: Cast, sign_in: SignIn) -> None:
    ask(cast.officer_uruguay, cast.montevideo)
    report = ask(cast.bureau, cast.montevideo)

    body = text(sign_in(cast.bureau).get(page("detail", report)))

    assert "It is number 2 in the queue." in body
    assert 'hx-trigger="every 2s"' in body
    assert page("cancel", report) in body


def test_while_it_is_made_the_page_says_the_step(cast: Cast, sign_in: SignIn) -> None:
    report = ask(cast.bureau, cast.montevideo)
    now = timezone.now()
    Job.objects.filter(pk=report.job_id).update(
        state="running", holder="w", started_at=now, lease_until=now, attempts=2,
        step="Laying out the pages", step_done=1, step_total=3,
    )  # fmt: skip

    body = text(sign_in(cast.bureau).get(page("detail", report)))

    assert "Step 2 of 3: Laying out the pages" in body
    assert 'value="33"' in body
    assert "Attempt 2" in body


def test_the_piece_is_the_one_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    report = ask(cast.bureau, cast.montevideo)
    client = sign_in(cast.bureau)

    whole, piece = client.get(page("detail", report)), client.get(page("detail", report), headers=PIECE)

    stable = [part for part in text(piece).split("<form")[0].split(" ") if part]
    assert " ".join(stable) in text(whole)
    assert "<html" not in text(piece)
    assert "HX-Request" in piece["Vary"]


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_what_has_ended_asks_no_more_and_can_be_made_again(cast: Cast, sign_in: SignIn, state: str) -> None:
    report = ask(cast.bureau, cast.montevideo)
    end(report, state)
    client = sign_in(cast.bureau)

    body = text(client.get(page("detail", report), headers=PIECE))

    assert "hx-trigger" not in body
    assert page("retry", report) in body
    assert ("7K2Q-93DM" in body) == (state == "failed")
    assert client.get(page("retry", report)).status_code == 200
    assert client.post(page("retry", report)).status_code == 302
    assert state_of(report) == "queued"


def test_a_ready_page_can_be_read_and_taken(cast: Cast, sign_in: SignIn) -> None:
    report = worked(ask(cast.bureau, cast.montevideo))
    client = sign_in(cast.bureau)

    body = text(client.get(page("detail", report)))
    read, file = client.get(page("read", report)), client.get(page("download", report))

    assert "hx-trigger" not in body
    assert page("download", report) in body
    assert "Montevideo" in text(read)
    assert "style-src" in read["Content-Security-Policy"]
    assert file["Content-Disposition"] == f'attachment; filename="{report.file_name}"'
    assert "sandbox" in file["Content-Security-Policy"]
    assert "no-store" in file["Cache-Control"]
    assert b"base64," in file.content


def test_a_pdf_is_taken_under_a_name_that_tells_what_it_is(cast: Cast, sign_in: SignIn) -> None:
    report = worked(ask(cast.bureau, cast.montevideo, format="pdf"))

    answer = sign_in(cast.bureau).get(page("download", report))
    content = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "application/pdf"
    assert content.startswith(b"%PDF")
    assert "progress-uy-montevideo" in answer["Content-Disposition"]
    assert (report.pages or 0) >= 3


def test_what_is_over_or_not_there_yet_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    waiting = ask(cast.bureau, cast.montevideo)
    over = worked(ask(cast.bureau, cast.la_calera))
    past = timezone.now() - datetime.timedelta(days=15)
    Report.objects.filter(pk=over.pk).update(made_at=past, expires_at=past + datetime.timedelta(days=14))
    client = sign_in(cast.bureau)

    for report in (waiting, over):
        assert client.get(page("download", report)).status_code == 404
        assert client.get(page("read", report)).status_code == 404
    assert "after 14 days" in text(client.get(page("detail", over)))


def test_cancelling_by_button_and_by_page(cast: Cast, sign_in: SignIn) -> None:
    report = ask(cast.bureau, cast.montevideo)
    client = sign_in(cast.bureau)

    assert client.get(page("cancel", report)).status_code == 200
    assert client.post(page("cancel", report))["Location"] == page("detail", report)
    assert state_of(report) == "cancelled"
    again = client.post(page("cancel", report))
    assert again.status_code == 422
    assert "no longer being made" in text(again)


@pytest.mark.parametrize("name", ["detail", "cancel", "retry", "download", "read"])
def test_anothers_report_is_not_found(cast: Cast, sign_in: SignIn, name: str) -> None:
    report = worked(ask(cast.bureau, cast.montevideo))

    for who in (cast.bureau_reader, cast.officer_uruguay, cast.coordinator_montevideo, cast.administrator):
        assert sign_in(who).get(page(name, report)).status_code == 404
    if name in {"cancel", "retry"}:
        assert sign_in(cast.bureau_reader).post(page(name, report)).status_code == 404


def test_the_list_grows_without_more_queries(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)

    def queries(rows: int) -> int:
        while Report.objects.count() < rows:
            end(ask(cast.bureau, cast.montevideo), "cancelled")
        with CaptureQueriesContext(connection) as captured:
            assert text(client.get(page("list"))).count('role="rowheader"') == rows
        return len(captured)

    queries(1)
    assert queries(3) == queries(12) <= 10


def test_the_list_is_narrowed_by_state(cast: Cast, sign_in: SignIn) -> None:
    end(ask(cast.bureau, cast.montevideo), "failed")
    worked(ask(cast.bureau, cast.la_calera))
    client = sign_in(cast.bureau)

    body = text(client.get(page("list"), {"state": "ready"}))

    assert "La Calera" in body.split("<tbody")[1]
    assert "Montevideo" not in body.split("<tbody")[1]
    assert client.get(page("list"), {"state": "nonsense"}).status_code == 400
    assert "No report matches" in text(client.get(page("list"), {"state": "running"}))


def test_the_page_of_a_city_offers_a_report_to_those_who_may_ask(cast: Cast, sign_in: SignIn) -> None:
    with translation.override("en"):
        city = reverse("networks:city-detail", args=["uy-montevideo"])
    link = f"{page('new')}?city=uy-montevideo"

    offered = {
        name for name, who in cast.people().items() if who.is_active and link in text(sign_in(who).get(city))
    }

    assert link not in text(Client().get(city))
    assert offered == {"coordinator_montevideo", "officer_uruguay", "bureau", "bureau_reader"}
