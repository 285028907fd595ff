"""The pages of rounds: what each person sees there, what the forms take and refuse, and where they lead."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from assessments.actions import edit_round
from assessments.models import Assessment, Questionnaire, Round
from networks.models import Country, Posting
from networks.roles import Role
from solidarity.audit.models import Event
from tests.assessments.building import make_questionnaire, make_round, open_in_montevideo, submitted
from tests.assessments.test_assessment_pages import text_of
from tests.cast import Cast

SignIn = Callable[[Any], Client]
LIST, OPEN = "/en/assessments/rounds/", "/en/assessments/rounds/open/"
START = "/en/assessments/open/"


@pytest.fixture
def version(db: None) -> Questionnaire:
    return make_questionnaire()


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days)


def typed(**fields: Any) -> dict[str, Any]:
    return {"name_en": "Round 2027", "opens_on": in_days(0), "closes_on": in_days(90), **fields}


def edit_page(row: Round) -> str:
    return reverse("assessments:round-edit", args=[row.pk])


def test_an_officer_on_a_fresh_portal_opens_a_round_and_then_a_self_assessment(
    reference: None, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.officer_uruguay)
    assert f'href="{OPEN}"' in client.get(START).content.decode()

    opened = client.post(OPEN, typed(name_es="Ronda 2027"))
    there = client.get(opened["Location"])

    in_round = Round.objects.get()
    assert (in_round.country, in_round.questionnaire.version) == (cast.uruguay, "2026.1")
    assert "The round was opened. Self-assessments can now be opened in it." in there.content.decode()
    way = f"{START}?round={in_round.pk}"
    assert f'href="{way}"' in there.content.decode()
    assert f'<option value="{in_round.pk}" selected>' in client.get(way).content.decode()
    begun = client.post(way, {"municipality": cast.montevideo.pk, "round": in_round.pk})
    assert begun["Location"] == reverse("assessments:detail", args=[Assessment.objects.get().pk])
    assert client.get(begun["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("officer_uruguay", OPEN),
        ("coordinator_montevideo", LIST),
    ],
)
def test_without_a_round_the_way_on_is_shown(cast: Cast, sign_in: SignIn, who: str, offered: str) -> None:
    reply = sign_in(getattr(cast, who)).get(START)

    assert "No round is under way" in text_of(reply)
    assert ("Ask UNHCR in your country" in text_of(reply)) is (offered == LIST)
    assert f'class="btn sec" href="{offered}"' in reply.content.decode()


def test_without_a_round_under_way_the_next_one_is_named(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    make_round(version, opens_on=in_days(400), name_en="Later")
    make_round(version, opens_on=in_days(40), name_en="The next")

    assert "The next one, “The next”, opens on" in text_of(sign_in(cast.coordinator_montevideo).get(START))


@pytest.mark.parametrize(
    ("who", "opens"),
    [("officer_uruguay", True), ("bureau", True), ("coordinator_montevideo", False), ("reader_chile", False)],
)
def test_an_empty_list_says_what_a_round_is_and_what_to_do(
    cast: Cast, sign_in: SignIn, who: str, opens: bool
) -> None:
    client = sign_in(getattr(cast, who))

    reply = client.get(LIST)

    assert "A round is the time in which cities assess themselves" in text_of(reply)
    assert "No round has been opened yet" in text_of(reply)
    assert (f'href="{OPEN}"' in reply.content.decode()) is opens
    assert (f'href="{OPEN}"' in client.get("/en/assessments/").content.decode()) is opens
    assert client.get(OPEN).status_code == (200 if opens else 403)
    assert client.post(OPEN, typed()).status_code == (422 if opens else 403)


def test_the_list_tells_days_place_and_counts_of_what_one_may_see(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    in_round = make_round(version, opens_on=in_days(-9), closes_on=in_days(9), is_sample=True)
    make_round(version, opens_on=in_days(9), country=cast.chile, name_en="Of Chile")
    make_round(version, opens_on=in_days(-99), closes_on=in_days(-1), country=cast.uruguay)
    submitted(cast, in_round)

    reply = sign_in(cast.officer_uruguay).get(LIST)

    assert [row.stage for row in reply.context["page"]] == ["under_way", "over"]  # the newest first
    words = text_of(reply)
    assert "Of Chile" not in words
    assert "Round of tests Sample data Questionnaire test.1 The whole region" in words
    assert "Under way 0 1 : Round of tests, Submitted 0" in words
    counted = f"/en/assessments/?round={in_round.pk}&amp;state=submitted"
    assert counted in reply.content.decode()
    assert counted not in sign_in(cast.officer_chile).get(LIST).content.decode()


def test_who_corrects_which_round(cast: Cast, version: Questionnaire, sign_in: SignIn) -> None:
    rows = {name: make_round(version, country=place) for name, place in (("all", None), ("cl", cast.chile))}

    def offered(who: str) -> set[str]:
        page = sign_in(getattr(cast, who)).get(LIST).content.decode()
        return {name for name, row in rows.items() if edit_page(row) in page}

    assert offered("bureau") == {"all", "cl"}
    assert offered("officer_chile") == {"cl"}
    assert offered("coordinator_la_calera") == set()


def test_the_list_costs_the_same_for_many_rounds(cast: Cast, version: Questionnaire, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)
    counts = []
    for total in (3, 12):
        while Round.objects.count() < total:
            open_in_montevideo(cast, make_round(version, country=cast.uruguay))
        client.get(LIST, {"stage": "under_way"})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST, {"stage": "under_way"}).context["total"] == total
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize(
    ("query", "found"), [("stage=to_come", 1), ("stage=over", 0), ("country=UY", 2), ("country=CL", 1)]
)
def test_the_list_is_narrowed_by_state_and_by_who_can_take_part(
    cast: Cast, version: Questionnaire, sign_in: SignIn, query: str, found: int
) -> None:
    make_round(version)
    make_round(version, country=cast.uruguay, opens_on=in_days(1))

    assert sign_in(cast.bureau).get(f"{LIST}?{query}").context["total"] == found


def test_a_filter_without_sense_is_refused(cast: Cast, sign_in: SignIn) -> None:
    reply = sign_in(cast.bureau).get(LIST, {"stage": "zzz"})

    assert reply.status_code == 400
    assert "A filter is not valid" in text_of(reply)


def test_a_form_sent_twice_opens_one_round_and_says_so(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    client = sign_in(cast.officer_uruguay)

    first, again = (client.post(OPEN, typed()) for _turn in range(2))

    assert (first.status_code, again.status_code) == (302, 422)
    assert "first day already: “Round 2027”" in again.context["form"].errors["opens_on"][0]
    assert Round.objects.count() == Event.objects.filter(verb="round.opened").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name_en": ""}, "name_en", "Write the name."),
        ({"name_en": "x" * 121}, "name_en", "at most 120 characters"),
        ({"opens_on": ""}, "opens_on", "Write the date."),
        ({"opens_on": "31/02/2027"}, "opens_on", "Write a real date"),
        ({"opens_on": "0202-01-01"}, "opens_on", "Check the year."),
        ({"closes_on": "soon"}, "closes_on", "Write a real date"),
        ({"closes_on": "2206-12-31"}, "closes_on", "Check the year."),
        ({"opens_on": in_days(9), "closes_on": in_days(8)}, "closes_on", "cannot close before it opens"),
        ({"opens_on": in_days(-9), "closes_on": in_days(-1)}, "closes_on", "This day is over."),
        ({"country": "AR"}, "country", None),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    cast: Cast,
    version: Questionnaire,
    sign_in: SignIn,
    wrong: dict[str, Any],
    field: str,
    sentence: str | None,
) -> None:
    Posting.objects.create(user=cast.officer_uruguay, role=Role.COUNTRY_OFFICER, country=cast.chile)

    reply = sign_in(cast.officer_uruguay).post(OPEN, typed(country="UY", name_es="Ronda 2027") | wrong)

    assert reply.status_code == 422
    assert list(reply.context["form"].errors) == [field]
    assert sentence is None or sentence in text_of(reply)
    assert 'value="Ronda 2027"' in reply.content.decode()
    assert not Round.objects.exists()


def test_several_wrong_things_are_told_at_once(cast: Cast, version: Questionnaire, sign_in: SignIn) -> None:
    wrong = typed(name_en="", opens_on=in_days(9), closes_on=in_days(8))

    reply = sign_in(cast.officer_uruguay).post(OPEN, wrong)

    assert set(reply.context["form"].errors) == {"name_en", "closes_on"}


@pytest.mark.parametrize(("language", "own"), [("es", "name_es"), ("pt-br", "name_pt_br"), ("en", "name_en")])
def test_only_the_name_in_the_language_of_the_page_is_asked_for(
    cast: Cast, version: Questionnaire, sign_in: SignIn, language: str, own: str
) -> None:
    client = sign_in(cast.officer_uruguay)
    with translation.override(language):
        address = reverse("assessments:round-open")

    names = [name for name in client.get(address).context["form"].fields if name.startswith("name_")]
    days = {"opens_on": in_days(1), "closes_on": ""}

    assert names[0] == own
    assert client.post(address, {**days, **dict.fromkeys(names[1:], "A name")}).status_code == 422
    assert client.post(address, {**days, own: "A name"}).status_code == 302
    for other in ("es", "pt-br", "en"):
        with translation.override(other):
            assert str(Round.objects.get()) == "A name"


def test_the_bureau_chooses_the_region_or_a_country_and_officers_their_own(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    def places(person: Any) -> list[str]:
        form = sign_in(person).get(OPEN).context["form"]
        return [code for code, _label in form.fields["country"].choices] if "country" in form.fields else []

    assert places(cast.bureau) == ["", "region", "CL", "UY"]
    assert places(cast.officer_uruguay) == []  # there is nothing to choose: it is told
    assert ("Country", "Uruguay") in sign_in(cast.officer_uruguay).get(OPEN).context["form"].fixed
    Posting.objects.create(user=cast.officer_uruguay, role=Role.COUNTRY_READER, country=cast.chile)
    assert places(cast.officer_uruguay) == []
    Posting.objects.create(user=cast.officer_uruguay, role=Role.COUNTRY_OFFICER, country=cast.chile)
    assert places(cast.officer_uruguay) == ["", "CL", "UY"]
    bureau = sign_in(cast.bureau)
    assert bureau.post(OPEN, typed()).context["form"].errors["country"]
    for code in ("region", "CL"):
        assert bureau.post(OPEN, typed(country=code)).status_code == 302
    assert set(Round.objects.values_list("country__iso2", flat=True)) == {None, "CL"}


def test_everything_that_is_offered_is_accepted(cast: Cast, version: Questionnaire, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)
    offered = [code for code, _label in client.get(OPEN).context["form"].fields["country"].choices if code]

    assert all(client.post(OPEN, typed(country=code)).status_code == 302 for code in offered)
    assert Round.objects.count() == Country.objects.count() + 1


def test_of_several_versions_the_newest_is_chosen_already(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    client = sign_in(cast.officer_uruguay)
    assert ("Version of the questionnaire", "test.1") in client.get(OPEN).context["form"].fixed
    make_questionnaire("test.2")
    Questionnaire.objects.create(
        version="test.3", levels=[], facets=[], competences=[], answer_states=[], rules={}
    )

    form = client.get(OPEN).context["form"]
    client.post(OPEN, typed(questionnaire="test.1"))

    assert [code for code, _label in form.fields["questionnaire"].choices] == ["test.2", "test.1"]
    assert client.post(OPEN, typed(questionnaire="test.3")).status_code == 422  # a draft
    assert Round.objects.get().questionnaire == version


def test_without_a_questionnaire_no_round_is_opened(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.bureau)

    assert "No questionnaire is published yet" in text_of(client.get(OPEN))
    assert client.post(OPEN, typed(country="region")).status_code == 422


def test_a_round_to_come_is_entered_and_says_from_when(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    client = sign_in(cast.officer_uruguay)

    page = client.post(OPEN, typed(opens_on=in_days(30)), follow=True).content.decode()

    assert "Self-assessments can be opened in it from" in page
    assert f"{START}?round=" not in page


def test_a_wrong_closing_day_is_corrected(cast: Cast, version: Questionnaire, sign_in: SignIn) -> None:
    row = make_round(version, country=cast.uruguay, opens_on=in_days(-2000))  # long ago: no slip of the hand
    client = sign_in(cast.officer_uruguay)
    page = client.get(edit_page(row)).context["form"]
    sent = {**page.initial, "closes_on": in_days(30)}

    reply = client.post(edit_page(row), sent, follow=True)

    row.refresh_from_db()
    assert (row.closes_on, row.version) == (in_days(30), 2)
    assert "The changes are saved." in reply.content.decode()
    history = client.get(edit_page(row)).content.decode()
    assert "officer_uruguay changed the round Round of tests" in history


def test_an_edit_that_came_late_shows_both_and_loses_nothing(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    row = make_round(version, country=cast.uruguay)
    client = sign_in(cast.officer_uruguay)
    sent = {**client.get(edit_page(row)).context["form"].initial, "name_en": "By me", "closes_on": ""}
    edit_round(
        row,
        by=cast.bureau,
        expected_version=1,
        names={**row.names, "en": "By a colleague"},
        opens_on=row.opens_on,
        closes_on=datetime.date(2027, 5, 4),
    )

    conflict = client.post(edit_page(row), sent)

    assert conflict.status_code == 409
    told = {item["field"].name: (item["theirs"], item["mine"]) for item in conflict.context["differences"]}
    assert told == {"name_en": ("By a colleague", "By me"), "closes_on": ("4 May 2027", "")}
    assert 'value="By me"' in conflict.content.decode()
    assert Round.objects.get().name == "By a colleague"
    knowingly = {**sent, "version": conflict.context["form"].data["version"]}
    assert client.post(edit_page(row), knowingly).status_code == 302
    assert (Round.objects.get().name, Round.objects.get().version) == ("By me", 3)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_es": "", "name_pt_br": "", "name_en": ""}, "name_en"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"opens_on": in_days(1)}, "opens_on"),
        ({"version": ""}, "version"),
        ({"version": "0"}, "version"),
    ],
)
def test_a_wrong_edit_is_refused_at_the_field(
    cast: Cast, version: Questionnaire, sign_in: SignIn, wrong: dict[str, Any], field: str
) -> None:
    row = make_round(version)
    open_in_montevideo(cast, row)
    client = sign_in(cast.bureau)
    sent = {**client.get(edit_page(row)).context["form"].initial, "closes_on": "", **wrong}

    reply = client.post(edit_page(row), sent)

    assert reply.status_code == 422
    assert field in reply.context["form"].errors
    assert Round.objects.get().version == 1


def test_a_round_without_a_name_in_the_own_language_can_be_corrected(
    cast: Cast, version: Questionnaire, sign_in: SignIn
) -> None:
    row = make_round(version, name_en="", name_pt_br="")
    client = sign_in(cast.bureau)
    days = {"opens_on": row.opens_on, "closes_on": in_days(9), "version": 1}

    nothing = client.post(edit_page(row), {**days, "name_es": " "})
    reply = client.post(edit_page(row), {**days, "name_es": "Ronda de pruebas"})

    assert nothing.context["form"].errors == {"name_en": ["Write the name in at least one language."]}
    assert reply.status_code == 302
    assert Round.objects.get().name == "Ronda de pruebas"
