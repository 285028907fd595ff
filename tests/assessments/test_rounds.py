"""Rounds: who opens and corrects them and where, what is refused, and what may be seen of them."""

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from assessments.actions import StaleRound, edit_round, open_round
from assessments.models import Questionnaire, Round
from networks.access import may_in_country, territory_of
from networks.models import Country, Posting
from networks.roles import Permission, Role
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.workflow import NotAllowed
from tests.assessments.building import make_questionnaire, make_round, open_in_montevideo, validated
from tests.cast import Cast, make_cast
from tests.together import together

FIRST, LAST = datetime.date(2027, 3, 1), datetime.date(2027, 6, 30)
NAMES = {"es": "Ronda 2027", "pt-br": "Rodada 2027", "en": "Round 2027"}


@pytest.fixture
def version(db: None) -> Questionnaire:
    return make_questionnaire()


def opened(by: User, version: Questionnaire, country: Country | None, **facts: Any) -> Round:
    told = {"names": NAMES, "opens_on": FIRST, "closes_on": LAST, **facts}
    return open_round(by=by, questionnaire=version, country=country, **told)


def edited(row: Round, by: User, version: int = 1, **facts: Any) -> Round:
    told = {"names": row.names, "opens_on": row.opens_on, "closes_on": row.closes_on, **facts}
    return edit_round(row, by=by, expected_version=version, **told)


@pytest.mark.parametrize(
    ("who", "country", "may"),
    [
        ("officer_uruguay", "uruguay", True),
        ("officer_uruguay", "chile", False),
        ("officer_uruguay", None, False),
        ("coordinator_montevideo", "uruguay", False),
        ("bureau", "uruguay", True),
        ("bureau", None, True),
        ("bureau_reader", None, False),
    ],
)
def test_who_opens_and_corrects_rounds_where(
    cast: Cast, version: Questionnaire, who: str, country: str | None, may: bool
) -> None:
    person, place = getattr(cast, who), getattr(cast, country) if country else None
    there = make_round(version, country=place)

    if may:
        assert str(opened(person, version, place)) == "Round 2027"
        assert edited(there, person, names={"en": "Anew"}).name == "Anew"
        return
    for attempt in (lambda: opened(person, version, place), lambda: edited(there, person)):
        with pytest.raises(NotAllowed) as refusal:
            attempt()
        assert refusal.value.kind == "permission"
    assert not Event.objects.filter(verb__startswith="round.").exists()


def test_the_territory_of_a_permission_is_where_it_may_be_used(cast: Cast) -> None:
    Posting.objects.create(user=cast.officer_uruguay, role=Role.COUNTRY_READER, country=cast.chile)

    for person in cast.people().values():
        mine = territory_of(person, Permission.OPEN_ROUNDS)
        for place in (cast.uruguay.pk, cast.chile.pk):
            reached = mine.everywhere or place in mine.countries
            assert reached == may_in_country(person, Permission.OPEN_ROUNDS, place)
        assert mine.everywhere == may_in_country(person, Permission.OPEN_ROUNDS, None)


@pytest.mark.parametrize("country", ["uruguay", None])
def test_the_same_round_is_not_opened_twice(cast: Cast, version: Questionnaire, country: str | None) -> None:
    place = getattr(cast, country) if country else None
    opened(cast.bureau, version, place)

    with pytest.raises(NotAllowed) as refusal:
        opened(cast.bureau, version, place, names={"es": "Otro nombre"}, closes_on=None)

    assert "the same first day already: “Round 2027”" in refusal.value.sentences[0]
    assert Event.objects.filter(verb="round.opened").count() == Round.objects.count() == 1


def test_rounds_that_differ_in_place_day_or_version_stand_beside_each_other(
    cast: Cast, version: Questionnaire
) -> None:
    opened(cast.bureau, version, None)
    opened(cast.bureau, version, cast.uruguay)
    opened(cast.bureau, version, cast.chile)
    opened(cast.bureau, version, None, opens_on=FIRST + datetime.timedelta(days=1))
    opened(cast.bureau, make_questionnaire("test.2"), None)
    opened(cast.bureau, version, None, is_sample=True)

    assert Round.objects.count() == 6


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_sent_at_once_one_is_opened() -> None:
    cast, version = make_cast(), make_questionnaire()

    outcomes = together(8, lambda: opened(cast.bureau, version, None))

    assert [outcome.kind for outcome in outcomes if isinstance(outcome, NotAllowed)] == ["state"] * 7
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"names": {}}, "Write the name in at least one language."),
        ({"names": {"es": " ", "en": ""}}, "Write the name in at least one language."),
        ({"closes_on": FIRST - datetime.timedelta(days=1)}, "The round cannot close before it opens."),
    ],
)
def test_what_makes_no_sense_is_refused_on_opening_and_on_editing(
    cast: Cast, version: Questionnaire, facts: dict[str, Any], sentence: str
) -> None:
    there = opened(cast.bureau, version, cast.chile)

    for attempt in (
        lambda: opened(cast.bureau, version, None, **facts),
        lambda: edited(there, cast.bureau, **facts),
    ):
        with pytest.raises(NotAllowed) as refusal:
            attempt()
        assert refusal.value.sentences == [sentence]
    assert Round.objects.get().names == NAMES


@pytest.mark.parametrize("language", ["es", "pt-br", "en"])
def test_a_name_that_is_missing_in_a_language_is_shown_in_another(
    cast: Cast, version: Questionnaire, language: str
) -> None:
    opened(cast.officer_uruguay, version, cast.uruguay, names={"es": "Ronda 2027"})

    with translation.override(language):
        assert str(Round.objects.get()) == "Ronda 2027"


def test_an_edit_is_recorded_with_what_stood_there(cast: Cast, version: Questionnaire) -> None:
    there = opened(cast.officer_uruguay, version, cast.uruguay)
    later = LAST + datetime.timedelta(days=31)

    row = edited(there, cast.bureau, closes_on=later, names={**NAMES, "en": ""})

    event = Event.objects.get(verb="round.edited")
    assert (row.closes_on, row.version, row.names["en"]) == (later, 2, "")
    assert event.details == {
        "fields": ["closes_on", "name_en"],
        "before": {"closes_on": "2027-06-30", "name_en": "Round 2027"},
    }
    assert event.sentence == "bureau changed the round Ronda 2027"


def test_an_edit_that_changes_nothing_leaves_no_trace(cast: Cast, version: Questionnaire) -> None:
    there = opened(cast.bureau, version, None)

    assert edited(there, cast.bureau).version == 1
    assert not Event.objects.filter(verb="round.edited").exists()


def test_a_late_edit_is_shown_what_is_saved(cast: Cast, version: Questionnaire) -> None:
    there = opened(cast.bureau, version, None)
    edited(there, cast.bureau, closes_on=None)

    with pytest.raises(StaleRound) as stale:
        edited(there, cast.bureau, names={"es": "Tarde"})

    assert (stale.value.current.version, stale.value.current.closes_on) == (2, None)
    assert Round.objects.get().names == NAMES


def test_an_edit_cannot_make_two_rounds_alike(cast: Cast, version: Questionnaire) -> None:
    opened(cast.bureau, version, None)
    other = opened(cast.bureau, version, None, opens_on=FIRST + datetime.timedelta(days=1))

    with pytest.raises(NotAllowed, match="same first day"):
        edited(other, cast.bureau, opens_on=FIRST)

    assert set(Round.objects.values_list("opens_on", flat=True)) == {other.opens_on, FIRST}


def test_a_round_does_not_open_later_than_its_first_self_assessment(cast: Cast) -> None:
    there = open_in_montevideo(cast).round
    today = timezone.localdate()

    assert edited(there, cast.bureau, opens_on=today).opens_on == today
    with pytest.raises(NotAllowed, match="cannot open later"):
        edited(there, cast.bureau, 2, opens_on=today + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("begins", "ends", "stage"),
    [
        (1, None, "to_come"),
        (0, None, "under_way"),
        (-9, 0, "under_way"),
        (0, 0, "under_way"),
        (-9, -1, "over"),
    ],
)
def test_page_and_filter_agree_on_how_a_round_stands_today(
    version: Questionnaire, begins: int, ends: int | None, stage: str
) -> None:
    today = timezone.localdate()
    opens, closes = (None if days is None else today + datetime.timedelta(days) for days in (begins, ends))
    row = make_round(version, opens_on=opens, closes_on=closes)

    assert row.stage == stage
    for name in Round.Stage.values:
        assert getattr(Round.objects, name)(today).exists() is (name == stage)


def test_only_self_assessments_in_sight_are_counted(cast: Cast, version: Questionnaire) -> None:
    in_round = make_round(version)
    validated(cast, in_round)
    open_in_montevideo(cast, in_round)

    def counts(person: User) -> list[tuple[int, int, int]]:
        rows: Any = Round.objects.visible_to(person).with_assessments_of(person)
        return [(row.open, row.submitted, row.validated) for row in rows]

    assert counts(cast.officer_uruguay) == counts(cast.bureau) == [(1, 0, 1)]
    assert counts(cast.coordinator_la_calera) == [(0, 0, 0)]
    assert counts(cast.nobody) == []


def test_a_round_is_seen_once_however_many_postings_lead_to_it(cast: Cast, version: Questionnaire) -> None:
    of_country = make_round(version, country=cast.chile)
    person = cast.coordinator_la_calera
    for posting in ({"municipality": cast.hidden_chile}, {"municipality": cast.montevideo}):
        Posting.objects.create(user=person, role=Role.MUNICIPAL_COORDINATOR, **posting)
    Posting.objects.create(user=person, role=Role.COUNTRY_READER, country=cast.chile)

    assert list(Round.objects.visible_to(person)) == [of_country]
