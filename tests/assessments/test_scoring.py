"""Scores worked by hand, and what must hold for any answers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import (
    Item,
    Place,
    Reading,
    Reason,
    State,
    asked_of_others,
    gaps,
    percent,
    place_of,
    reason_of,
    score_criterion,
    score_profile,
    shown,
    strengths,
)

MUNICIPAL, TERRITORIAL = Reading.MUNICIPAL, Reading.TERRITORIAL


def answered(code: str, weight: int, level: int, competence: str = "municipal") -> Item:
    return Item(code, code[:3], weight, State.ANSWERED, level, competence)


# Worked by hand: weights 3, 2, 1, 2, 1, 3.
#   Q01 3×2=6   Q02 2×3=6   Q03 1×4=4 (another level's)   Q04 not applicable
#   Q05 not ours, level 1, 1×1=1   Q06 not known
GOLDEN = [
    answered("C01.Q01", 3, 2),
    answered("C01.Q02", 2, 3, "shared"),
    answered("C01.Q03", 1, 4, "other_level"),
    Item("C01.Q04", "C01", 2, State.NOT_APPLICABLE),
    Item("C01.Q05", "C01", 1, State.NOT_OUR_COMPETENCE, 1, "other_level"),
    Item("C01.Q06", "C01", 3, State.NOT_KNOWN),
]


def test_municipal_reading_by_hand() -> None:
    result = score_criterion("C01", GOLDEN, MUNICIPAL, minimum_coverage=60)

    # counted Q01 and Q02: 12 of weight 5; base Q01, Q02, Q06: 8
    assert result.score == Fraction(12, 5)
    assert result.coverage == Fraction(5, 8)
    assert result.is_shown
    assert result.level == 2


def test_territorial_reading_by_hand() -> None:
    result = score_criterion("C01", GOLDEN, TERRITORIAL, minimum_coverage=60)

    # counted Q01, Q02, Q03, Q05: 17 of weight 7; base all but Q04: 10
    assert result.score == Fraction(17, 7)
    assert result.coverage == Fraction(7, 10)
    assert result.is_shown


def test_score_explains_itself() -> None:
    result = score_criterion("C01", GOLDEN, MUNICIPAL, minimum_coverage=60)

    assert [(entry.item.code, entry.place.value) for entry in result.items] == [
        ("C01.Q01", "counted"),
        ("C01.Q02", "counted"),
        ("C01.Q03", "outside"),
        ("C01.Q04", "outside"),
        ("C01.Q05", "outside"),
        ("C01.Q06", "missing"),
    ]


def test_score_below_the_minimum_coverage_is_known_but_not_shown() -> None:
    items = [answered("C01.Q01", 1, 4), Item("C01.Q02", "C01", 1)]

    result = score_criterion("C01", items, MUNICIPAL, minimum_coverage=60)

    assert (result.score, result.is_shown, result.level) == (Fraction(4), False, None)


def test_coverage_at_the_minimum_is_enough() -> None:
    items = [answered("C01.Q01", 3, 1), Item("C01.Q02", "C01", 2)]

    assert score_criterion("C01", items, MUNICIPAL, minimum_coverage=60).is_shown


@pytest.mark.parametrize("reading", list(Reading))
def test_nothing_answered_has_no_score(reading: Reading) -> None:
    result = score_criterion("C01", [Item("C01.Q01", "C01", 1)], reading, minimum_coverage=60)

    assert (result.score, result.coverage, result.is_shown) == (None, 0, False)


def test_everything_not_applicable_has_no_base() -> None:
    items = [Item("C01.Q01", "C01", 1, State.NOT_APPLICABLE)]

    result = score_criterion("C01", items, TERRITORIAL, minimum_coverage=0)

    assert (result.score, result.coverage, result.is_shown) == (None, 0, False)


def test_not_our_competence_without_a_level_lowers_the_territorial_coverage() -> None:
    item = Item("C01.Q01", "C01", 1, State.NOT_OUR_COMPETENCE)

    assert place_of(item, TERRITORIAL) == Place.MISSING
    assert place_of(item, MUNICIPAL) == Place.OUTSIDE


def test_the_explanation_adds_up() -> None:
    result = score_criterion("C01", GOLDEN, TERRITORIAL, minimum_coverage=60)

    assert (result.points, result.weight, result.base) == (17, 7, 10)
    assert [entry.points for entry in result.items] == [6, 6, 4, 0, 1, 0]


@pytest.mark.parametrize(
    ("item", "municipal", "territorial"),
    [
        (answered("C01.Q01", 1, 2), None, None),
        (answered("C01.Q01", 1, 2, "unclear"), None, None),
        (answered("C01.Q01", 1, 2, "other_level"), Reason.OTHER_LEVEL, None),
        (Item("C01.Q01", "C01", 1, State.ANSWERED, None, "shared"), Reason.NO_LEVEL, Reason.NO_LEVEL),
        (Item("C01.Q01", "C01", 1, State.NOT_APPLICABLE, 2), Reason.NOT_APPLICABLE, Reason.NOT_APPLICABLE),
        (Item("C01.Q01", "C01", 1, State.NOT_OUR_COMPETENCE, 2), Reason.NOT_OUR_COMPETENCE, None),
        (Item("C01.Q01", "C01", 1, State.NOT_OUR_COMPETENCE), Reason.NOT_OUR_COMPETENCE, Reason.NO_LEVEL),
        (Item("C01.Q01", "C01", 1, State.NOT_KNOWN, 2), Reason.NOT_KNOWN, Reason.NOT_KNOWN),
        (Item("C01.Q01", "C01", 1), Reason.UNANSWERED, Reason.UNANSWERED),
    ],
)
def test_every_exclusion_has_its_reason(
    item: Item, municipal: Reason | None, territorial: Reason | None
) -> None:
    assert (reason_of(item, MUNICIPAL), reason_of(item, TERRITORIAL)) == (municipal, territorial)


def test_strengths_and_gaps_are_three_at_most_and_never_the_same() -> None:
    profile = score_profile(whole([4, 1, 3, 2, 0, 3, 2, 1]), MUNICIPAL, minimum_coverage=60)

    assert [score.criterion for score in strengths(profile)] == ["C01", "C03", "C06"]
    assert [score.criterion for score in gaps(profile)] == ["C05", "C02", "C08"]


def test_a_weak_city_has_no_strengths_and_a_strong_one_no_gaps() -> None:
    weak = score_profile(whole([1] * 8), MUNICIPAL, minimum_coverage=60)
    strong = score_profile(whole([3] * 8), MUNICIPAL, minimum_coverage=60)

    assert (strengths(weak), len(gaps(weak))) == ([], 3)
    assert (len(strengths(strong)), gaps(strong)) == (3, [])


def test_what_may_not_be_shown_is_neither_strength_nor_gap() -> None:
    items = [answered("C01.Q01", 1, 4), Item("C01.Q02", "C01", 1)]

    profile = score_profile(items, MUNICIPAL, minimum_coverage=60)

    assert strengths(profile) == gaps(profile) == []


def test_others_are_asked_where_they_share_or_decide_and_something_is_left() -> None:
    items = [
        answered("C01.Q01", 1, 2),
        answered("C01.Q02", 1, 2, "shared"),
        answered("C01.Q03", 1, 4, "other_level"),
        answered("C01.Q04", 1, 3, "other_level"),
        Item("C01.Q05", "C01", 1, State.NOT_OUR_COMPETENCE),
        Item("C01.Q06", "C01", 1, State.NOT_KNOWN, None, "other_level"),
    ]

    assert [item.code for item in asked_of_others(items)] == ["C01.Q02", "C01.Q04", "C01.Q05"]


def whole(levels: list[int]) -> list[Item]:
    return [answered(f"C{n:02}.Q01", 1, level) for n, level in enumerate(levels, 1)]


def test_overall_is_the_mean_of_what_may_be_shown() -> None:
    profile = score_profile(whole([1, 2, 3, 4, 1, 2, 3, 3]), MUNICIPAL, minimum_coverage=60)

    assert profile.overall == Fraction(19, 8)


def test_overall_needs_eight_criteria() -> None:
    items = [*whole([4] * 7), *(Item(f"C{n:02}.Q01", f"C{n:02}", 1) for n in (8, 9, 10))]

    profile = score_profile(items, MUNICIPAL, minimum_coverage=60)

    assert profile.overall is None
    assert len(profile.shown) == 7


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(9, 4), "2.3"), (Fraction(449, 200), "2.2"), (Fraction(0), "0.0"), (Fraction(79, 20), "4.0")],
)
def test_shown_rounds_half_up_to_one_decimal(value: Fraction, text: str) -> None:
    assert shown(value) == Decimal(text)


def test_percent_is_exact() -> None:
    assert percent(Fraction(7, 3)) == Fraction(175, 3)


ITEMS = st.lists(
    st.builds(
        Item,
        code=st.text("Q0123456789", min_size=1, max_size=5),
        criterion=st.sampled_from([f"C{n:02}" for n in range(1, 11)]),
        weight=st.integers(1, 3),
        state=st.sampled_from(State),
        level=st.integers(0, 4),
        competence=st.sampled_from(["municipal", "shared", "other_level", "unclear"]),
    ),
    max_size=60,
)


@given(items=ITEMS, reading=st.sampled_from(Reading))
def test_scores_and_coverage_stay_in_their_range(items: list[Item], reading: Reading) -> None:
    profile = score_profile(items, reading, minimum_coverage=60)

    for result in profile.criteria.values():
        assert 0 <= result.coverage <= 1
        assert result.score is None or 0 <= result.score <= 4
        assert not result.is_shown or result.coverage >= Fraction(6, 10)
    assert profile.overall is None or 0 <= profile.overall <= 4


@given(items=ITEMS, reading=st.sampled_from(Reading))
def test_order_of_the_answers_changes_nothing(items: list[Item], reading: Reading) -> None:
    there = score_profile(items, reading, minimum_coverage=60)
    back = score_profile(items[::-1], reading, minimum_coverage=60)

    assert there.overall == back.overall
    assert {code: result.score for code, result in there.criteria.items()} == {
        code: result.score for code, result in back.criteria.items()
    }


@given(items=ITEMS, reading=st.sampled_from(Reading))
def test_what_is_not_applicable_never_matters(items: list[Item], reading: Reading) -> None:
    rest = [item for item in items if item.state != State.NOT_APPLICABLE]

    def scores(given_items: list[Item]) -> dict[str, tuple[Fraction | None, Fraction]]:
        profile = score_profile(given_items, reading, minimum_coverage=60)
        return {code: (result.score, result.coverage) for code, result in profile.criteria.items()}

    everything = scores(items)
    assert all(everything[code] == value for code, value in scores(rest).items())


@given(items=ITEMS, raised=st.integers(0, 59))
def test_a_higher_level_never_lowers_a_score(items: list[Item], raised: int) -> None:
    if raised >= len(items) or items[raised].level == 4:
        return
    item = items[raised]
    better = Item(item.code, item.criterion, item.weight, item.state, (item.level or 0) + 1, item.competence)
    after = [*items[:raised], better, *items[raised + 1 :]]

    for reading in Reading:
        old = score_profile(items, reading, minimum_coverage=60).criteria[item.criterion].score
        new = score_profile(after, reading, minimum_coverage=60).criteria[item.criterion].score
        assert (old is None and new is None) or (old is not None and new is not None and new >= old)


@given(items=ITEMS, reading=st.sampled_from(Reading))
def test_every_number_follows_from_what_explains_it(items: list[Item], reading: Reading) -> None:
    for result in score_profile(items, reading, minimum_coverage=60).criteria.values():
        assert result.score == (Fraction(result.points, result.weight) if result.weight else None)
        assert result.coverage == (Fraction(result.weight, result.base) if result.base else 0)
        assert all((entry.place == Place.COUNTED) == (entry.reason is None) for entry in result.items)


@given(items=ITEMS, reading=st.sampled_from(Reading))
def test_strengths_and_gaps_never_overlap(items: list[Item], reading: Reading) -> None:
    profile = score_profile(items, reading, minimum_coverage=60)

    strong = {score.criterion for score in strengths(profile)}
    assert not strong & {score.criterion for score in gaps(profile)}
    assert all(score.is_shown for score in (*strengths(profile), *gaps(profile)))
