"""What is typed into a form after the sign-in has ended goes along, and is sent again only by hand."""

import logging
import secrets
import time
import uuid
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from assessments.models import Answer, Assessment, ItemReview
from solidarity.accounts.models import User
from solidarity.entrance.carrying import FIELD, LARGEST, SECONDS
from tests.accounts.conftest import LOGIN, PASSWORD
from tests.agreements.making import candidate, term
from tests.assessments.building import CODES, open_in_montevideo, submitted
from tests.cast import Cast
from tests.networks.stories import tight

HOSTILE = '"><script>alert(1)</script>\r\n{{ user }} ñ'
ACCOUNT = "/en/account/"
HERE = {"Origin": "http://testserver"}
Enter = Callable[..., Any]


class Inputs(HTMLParser):
    """The hidden fields of the form in main that goes to `action`."""

    def __init__(self, page: Any, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.fields = action, False, list[tuple[str, str]]()
        self.forms = 0
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.forms += self.inside
        elif tag == "input" and self.inside and given.get("type") == "hidden":
            self.fields.append((str(given["name"]), given.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def hidden(page: Any, action: str) -> dict[str, list[str]]:
    """What the button would send: nothing where there is no such form."""
    found: dict[str, list[str]] = {}
    for name, value in Inputs(page, action).fields:
        found.setdefault(name, []).append(value)
    return found


def sealed(page: Any) -> str:
    return hidden(page, LOGIN)[FIELD][0]


def come_in(client: Client, page: Any, who: User, password: str = PASSWORD) -> Any:
    """Sign in on the page that holds what was typed."""
    who.set_password(PASSWORD)
    who.save(update_fields=["password"])
    return client.post(LOGIN, {"login": who.email, "password": password, FIELD: sealed(page)})


def profile(**more: str) -> dict[str, str]:
    return {"name": "New name", "language": "es", "time_zone": "UTC", "theme": "dark", **more}


def answer_typed(who: User, **more: Any) -> dict[str, Any]:
    start = {"person": who.pk, "version": 0, "key": uuid.uuid4(), "state": "not_applicable", "then": "stay"}
    return {**start, "level": "", "competence": "", "situation": HOSTILE, **more}


def item(assessment: Assessment) -> str:
    return f"/en/assessments/{assessment.pk}/answers/{CODES[0]}/"


def test_form_after_the_end_gets_the_sign_in_page_which_says_so(client: Client, person: User) -> None:
    page = client.post(ACCOUNT, profile(name=HOSTILE))

    body = page.content.decode()
    assert page.status_code == 401
    assert "Your sign-in had ended" in body
    assert "What you typed is kept on this page" in body
    assert "no-store" in page["Cache-Control"]
    assert HOSTILE not in body
    assert not page.cookies.keys() - {"csrf"}
    assert not client.session.keys()


def test_after_the_sign_in_it_is_shown_and_one_button_sends_it(client: Client, person: User) -> None:
    page = come_in(client, client.post(f"{ACCOUNT}?a=1", profile(name="Ana\u00f1 & more")), person)

    body = page.content.decode()
    assert page.status_code == 200
    assert "What you typed is here" in body
    assert "Anañ &amp; more" in body
    assert "<dt>Language</dt>" in body
    assert "Dark" in body
    assert body.count("Send it again") == 1
    person.refresh_from_db()
    assert person.name == "A person"  # nothing was sent by itself

    assert client.post(ACCOUNT, hidden(page, f"{ACCOUNT}?a=1")).status_code == 302
    person.refresh_from_db()
    assert person.name == "Anañ & more"


def test_wrong_password_on_the_way_keeps_it(client: Client, person: User) -> None:
    page = client.post(ACCOUNT, profile())
    again = come_in(client, page, person, password="something else entirely")

    assert "What you typed is kept on this page" in again.content.decode()
    assert sealed(again) == sealed(page)
    assert hidden(come_in(client, again, person), ACCOUNT)["name"] == ["New name"]


def test_too_many_attempts_on_the_way_keep_it(client: Client, person: User, enter: Enter) -> None:
    page = client.post(ACCOUNT, profile())
    for _ in range(30):
        enter(client, email="nonsense")

    waiting = come_in(client, page, person)
    again = client.post(LOGIN, hidden(waiting, LOGIN), REMOTE_ADDR="192.0.2.2")

    assert waiting.status_code == 429
    assert "kept on this page" in waiting.content.decode()
    assert "Write your password." in again.content.decode()
    assert person.email in again.content.decode()
    assert sealed(again) == sealed(page)


@pytest.mark.parametrize("change", [lambda text: text[:-2] + "xx", lambda _text: "", lambda _text: "a:b:c"])
def test_tampered_text_is_not_shown_and_does_not_keep_anybody_out(
    client: Client, person: User, enter: Enter, change: Callable[[str], str]
) -> None:
    text = change(sealed(client.post(ACCOUNT, profile())))

    answer = client.post(LOGIN, {"login": person.email, "password": PASSWORD, FIELD: text}, follow=True)

    assert answer.redirect_chain == [("/pt-br/workspace/", 302)]
    assert "New name" not in answer.content.decode()


def test_text_is_kept_for_a_day(client: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    page, now = client.post(ACCOUNT, profile()), time.time()
    monkeypatch.setattr(time, "time", lambda: now + SECONDS - 60)
    assert b"New name" in come_in(client, page, person).content
    client.logout()

    monkeypatch.setattr(time, "time", lambda: now + SECONDS + 60)

    answer = come_in(client, page, person)
    assert answer["Location"] == "/pt-br/workspace/"
    assert "no longer there" in str([*answer.wsgi_request._messages])


def test_text_too_long_to_travel_is_said_at_once(client: Client, person: User) -> None:
    page = client.post(ACCOUNT, profile(name=secrets.token_urlsafe(LARGEST)))

    assert page.status_code == 401
    assert "too long to be kept here" in page.content.decode()
    assert FIELD not in hidden(page, LOGIN)


def test_more_than_any_form_holds_is_refused_as_ever(client: Client, person: User) -> None:
    assert client.post(ACCOUNT, profile(name="x" * 2_000_000)).status_code == 413


def test_a_review_of_every_item_at_full_length_can_travel(client: Client, person: User) -> None:
    words = "áéíóúñ" + uuid.uuid4().hex
    comments = {f"comment-C{n:02}.Q01": (f"{words}{n}" * 60)[:2000] for n in range(60)}

    assert sealed(client.post(ACCOUNT, comments))


def test_secrets_are_never_carried(client: Client, person: User) -> None:
    secret = "a secret sentence of mine"
    change = {"oldpassword": secret, "password1": secret, "password2": secret}
    away = client.post("/en/account/password/change/", change)
    assert away.status_code == 302  # as before: nothing else was typed

    page = come_in(
        client, client.post(ACCOUNT, {**profile(), **change, "csrfmiddlewaretoken": "old"}), person
    )

    assert secret not in page.content.decode()
    assert hidden(page, ACCOUNT).keys() == {*profile(), "csrfmiddlewaretoken"}
    assert hidden(page, ACCOUNT)["csrfmiddlewaretoken"] != ["old"]


def test_nothing_typed_is_logged(client: Client, person: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        page = client.post(ACCOUNT, profile(name="Typed by hand"))
        come_in(client, page, person)

    assert "Typed by hand" not in caplog.text
    assert sealed(page) not in caplog.text


@pytest.mark.parametrize(
    "headers", [{"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Mode": "same-origin"}]
)
def test_scripts_are_answered_as_before(client: Client, person: User, headers: dict[str, str]) -> None:
    answer = client.post(ACCOUNT, profile(), headers=headers)

    assert answer.status_code == (401 if "HX-Request" in headers else 302)
    assert not answer.content


@pytest.mark.parametrize(
    "sent", [{}, {"name": "  "}, {"then": "stay", "person": "1", "version": "3", "key": "x"}]
)
def test_a_form_in_which_nothing_was_typed_leads_to_the_sign_in(
    client: Client, person: User, sent: dict[str, str]
) -> None:
    assert client.post(ACCOUNT, sent)["Location"] == f"{LOGIN}?next={ACCOUNT}"


def test_json_is_no_form(client: Client, person: User) -> None:
    assert client.post(ACCOUNT, {"name": "x"}, content_type="application/json").status_code == 302


# The forms people write most in ----------------------------------------------------------------------


def test_answer_is_saved_in_the_end_under_the_same_key(client: Client, cast: Cast) -> None:
    assessment, writer = open_in_montevideo(cast), cast.respondent_montevideo
    file = SimpleUploadedFile("minutes.txt", b"As agreed.")
    sent = answer_typed(writer, file=file)

    page = client.post(item(assessment), sent)
    assert "you will have to choose them once more" in page.content.decode()
    page = come_in(client, page, writer)

    body = unescape(page.content.decode())
    assert "minutes.txt" in body
    assert "<dt>Kind of answer</dt>" in body
    assert "<dt>The situation in words</dt>" in body
    assert HOSTILE not in page.content.decode()
    assert HOSTILE.replace("\r\n", "\n") in body.replace("\r\n", "\n")
    assert str(sent["key"]) in hidden(page, item(assessment))["key"]
    assert not Answer.objects.exists()

    for _twice in range(2):
        assert client.post(item(assessment), hidden(page, item(assessment))).status_code == 302
    answer = Answer.objects.get(assessment=assessment)
    assert (answer.situation, answer.version) == (HOSTILE.replace("\r\n", "\n"), 1)
    assert answer.updated_by == writer


def test_words_of_somebody_else_are_shown_and_cannot_be_sent(client: Client, cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    page = client.post(item(assessment), answer_typed(cast.respondent_montevideo, situation="Mine."))

    page = come_in(client, page, cast.coordinator_montevideo)

    body = page.content.decode()
    assert "Mine." in body
    assert "cannot be sent in your name" in body
    assert "<title>What was typed –" in tight(body)
    assert "Send it again" not in body
    assert not Inputs(page, item(assessment)).forms


def test_comments_of_a_review_arrive(client: Client, cast: Cast) -> None:
    sent = submitted(cast)
    address = reverse("assessments:review", args=[sent.pk]).replace("/es/", "/en/")
    typed = {"decision": "return", "note": "", f"comment-{CODES[1]}": "Since when?"}

    page = come_in(client, client.post(address, typed), cast.officer_uruguay)

    assert f"What to correct – {CODES[1]}" in page.content.decode()
    assert client.post(address, hidden(page, address)).status_code == 302
    assert list(ItemReview.objects.values_list("comment", flat=True)) == ["Since when?"]


def test_edit_of_an_agreement_arrives(client: Client, cast: Cast) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    areas = [term(code, "strategic_areas") for code in ("housing", "health")]
    address = f"/en/agreements/{agreement.pk}/edit/"
    typed = {
        "kind": term("framework_agreement").pk,
        "title": "New title",
        "language": "es",
        "version": "1",
        "candidate_on": "2023-08-12",
        "areas": [area.pk for area in areas],
        "is_indefinite": "on",
    }

    page = come_in(client, client.post(address, typed), cast.officer_uruguay)

    body = page.content.decode()
    for words in ("Framework agreement", "Housing, health", "New title", "Spanish", "Yes", "12 Aug 2023"):
        assert words in body
    assert "What you chose from lists is kept" not in body
    assert client.post(address, hidden(page, address)).status_code == 302
    saved = Agreement.objects.get(pk=agreement.pk)
    assert (saved.title, saved.version, {*saved.areas.all()}) == ("New title", 2, {*areas})


def test_a_choice_that_is_not_shown_is_said_to_be_kept(client: Client, cast: Cast) -> None:
    typed = {"municipality": cast.montevideo.pk, "title": "Carta", "candidate_on": "30/02/2023"}

    page = come_in(client, client.post("/en/agreements/new/", typed), cast.officer_uruguay)

    body = page.content.decode()
    assert "What you chose from lists is kept" in body
    assert "30/02/2023" in body
    assert hidden(page, "/en/agreements/new/")["municipality"] == [str(cast.montevideo.pk)]


def test_signatories_are_named_as_on_their_form(client: Client, cast: Cast) -> None:
    agreement = candidate(cast.montevideo, cast.officer_uruguay)
    typed = {"signatory_2_office": "Mayor"}

    page = client.post(f"/en/agreements/{agreement.pk}/sign/", typed)

    assert "Signatory 2: office" in come_in(client, page, cast.officer_uruguay).content.decode()


# A form whose proof of origin is old, since somebody signed in meanwhile ---------------------------------


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def signed_in_strictly(strict: Client, who: User) -> Client:
    strict.force_login(who)
    return strict


def test_old_proof_shows_what_was_typed_with_a_fresh_one(strict: Client, person: User) -> None:
    page = signed_in_strictly(strict, person).post(ACCOUNT, profile(), headers=HERE)

    assert page.status_code == 403
    assert "New name" in page.content.decode()
    assert strict.post(ACCOUNT, hidden(page, ACCOUNT), headers=HERE).status_code == 302
    person.refresh_from_db()
    assert person.name == "New name"


def test_lost_cookies_lose_nothing_typed(strict: Client, person: User) -> None:
    page = strict.post(ACCOUNT, profile(), headers=HERE)

    fields = {name: values[0] for name, values in hidden(page, LOGIN).items()}
    page = strict.post(LOGIN, {"login": person.email, "password": PASSWORD, **fields}, headers=HERE)

    assert strict.post(ACCOUNT, hidden(page, ACCOUNT), headers=HERE).status_code == 302


def test_sign_in_page_that_waited_while_one_signed_in_elsewhere(strict: Client, person: User) -> None:
    text = sealed(strict.post(ACCOUNT, profile(), headers=HERE))
    signed_in_strictly(strict, person)

    page = strict.post(LOGIN, {"login": person.email, "password": PASSWORD, FIELD: text}, headers=HERE)

    assert hidden(page, ACCOUNT)["name"] == ["New name"]
    assert PASSWORD not in page.content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_is_never_offered(strict: Client, person: User, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}

    page = signed_in_strictly(strict, person).post(ACCOUNT, profile(), headers=headers)

    assert page.status_code == 403
    assert "New name" not in page.content.decode()
    assert "Send it again" not in page.content.decode()


def test_sign_in_form_itself_is_not_carried(strict: Client, person: User) -> None:
    page = strict.post(LOGIN, {"login": person.email, "password": PASSWORD}, headers=HERE)

    assert page.status_code == 403
    assert person.email not in page.content.decode()


@pytest.mark.parametrize("path", ["account/", "account/tokens/", "agreements/new/", "reports/new/"])
def test_every_form_one_types_into_names_its_writer(client: Client, cast: Cast, path: str) -> None:
    client.force_login(cast.officer_uruguay)

    html = " ".join(client.get(f"/en/{path}").content.decode().split())

    assert f'name="person" value="{cast.officer_uruguay.pk}"' in html
