"""Results: a preview while answering, frozen at submission, explained down to each answer."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.actions import submit_assessment, validate_assessment
from assessments.content import Content
from assessments.freezing import preview, result_of, thaw
from assessments.models import Assessment, Snapshot
from assessments.results import Report
from assessments.scoring import Place, Reading, Reason
from tests.assessments.building import (
    ANSWERED,
    answer_all,
    fresh,
    make_questionnaire,
    make_round,
    open_in_montevideo,
    returned,
    save,
    submitted,
)
from tests.cast import Cast

EIGHT = tuple(f"C{number:02}.Q01" for number in range(1, 9))
THEIRS = Content(
    state="not_our_competence",
    level=1,
    competence="other_level",
    competent_body="Ministry",
    commitment="Ask.",
)


def eight_criteria(cast: Cast) -> Assessment:
    """One item in each of eight criteria, all at level 2."""
    in_round = make_round(make_questionnaire("eight", EIGHT))
    return answer_all(open_in_montevideo(cast, in_round), by=cast.respondent_montevideo)


def test_a_preview_follows_the_answers_and_is_no_snapshot(cast: Cast) -> None:
    assessment = open_in_montevideo(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo)

    result = result_of(fresh(assessment))

    first = result.municipal.criteria["C01"]
    assert (first.score, first.coverage, first.is_shown) == (Fraction(2), Fraction(1, 3), False)
    assert result.snapshot is None
    assert [(entry.item.code, entry.place, entry.reason) for entry in first.items] == [
        ("C01.Q01", Place.COUNTED, None),
        ("C01.Q02", Place.MISSING, Reason.UNANSWERED),
    ]


def test_what_was_frozen_reads_back_as_it_was_computed(cast: Cast) -> None:
    assessment = eight_criteria(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo, content=replace(ANSWERED, level=4), version=1)
    save(assessment, "C02.Q01", by=cast.respondent_montevideo, content=THEIRS, version=1)
    save(assessment, "C03.Q01", by=cast.respondent_montevideo, content=Content(state="not_known"), version=1)
    computed = preview(fresh(assessment))

    submit_assessment(assessment, by=cast.coordinator_montevideo)

    frozen = result_of(fresh(assessment))
    assert frozen.profiles == computed.profiles
    assert frozen.answers == computed.answers
    assert frozen.snapshot is not None
    assert frozen.snapshot.is_intact


def test_the_snapshot_shows_overall_scores_as_people_see_them(cast: Cast) -> None:
    assessment = eight_criteria(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo, content=replace(ANSWERED, level=4), version=1)
    submit_assessment(assessment, by=cast.coordinator_montevideo)

    snapshot = Snapshot.objects.get()

    assert thaw(snapshot).municipal.overall == Fraction(9, 4)  # 4 and seven times 2, over eight
    assert str(snapshot.overall_municipal) == "2.3"  # half up
    row = Assessment.objects.with_latest_score().get()
    assert (row.latest_municipal, row.latest_territorial) == (Decimal("2.3"), Decimal("2.3"))


def test_the_overall_number_opens_to_its_sum(cast: Cast, sign_in: Any) -> None:
    assessment = eight_criteria(cast)
    save(assessment, "C01.Q01", by=cast.respondent_montevideo, content=replace(ANSWERED, level=4), version=1)
    submit_assessment(assessment, by=cast.coordinator_montevideo)

    overall, _people = Report(fresh(assessment), result_of(fresh(assessment))).overall
    page = sign_in(cast.officer_uruguay).get(f"/en/assessments/{assessment.pk}/result/").content.decode()

    assert [exact for _criterion, exact in overall.terms] == [Decimal(4), *[Decimal(2)] * 7]
    assert (overall.total, overall.exact, overall.score.value) == (18, Decimal("2.25"), Decimal("2.3"))
    assert (overall.weight, overall.base, overall.left_out) == (15, 15, [])
    assert "18.000 ÷ 8 = 2.250." in page


def test_too_few_criteria_have_no_overall_number_and_say_so(cast: Cast, sign_in: Any) -> None:
    assessment = open_in_montevideo(cast, make_round(make_questionnaire("eight", EIGHT)))
    save(assessment, EIGHT[0], by=cast.respondent_montevideo)
    assessment = fresh(assessment)

    overall, _people = Report(assessment, result_of(assessment)).overall
    page = sign_in(cast.officer_uruguay).get(f"/en/assessments/{assessment.pk}/result/").content.decode()

    assert (overall.exact, len(overall.terms), len(overall.left_out)) == (None, 1, 7)
    assert "An overall number needs at least 8 criteria." in page


def test_a_validated_result_is_not_computed_again(cast: Cast) -> None:
    assessment = validate_assessment(submitted(cast), by=cast.officer_uruguay)
    before = result_of(assessment)
    assessment.answers.update(level=4)  # behind the portal's back

    assert result_of(fresh(assessment)).profiles == before.profiles


def test_each_submission_has_its_own_result_and_the_latest_counts(cast: Cast) -> None:
    assessment = returned(cast, "C01.Q01")
    save(assessment, "C01.Q01", by=cast.respondent_montevideo, content=replace(ANSWERED, level=4), version=1)
    submit_assessment(assessment, by=cast.coordinator_montevideo)

    first, second = (
        thaw(snapshot).municipal.criteria["C01"] for snapshot in Snapshot.objects.order_by("number")
    )
    assert (first.score, second.score) == (Fraction(2), Fraction(8, 3))
    assert result_of(fresh(assessment)).municipal.criteria["C01"] == second


def test_a_changed_snapshot_shows(cast: Cast) -> None:
    submitted(cast)
    snapshot = Snapshot.objects.get()

    snapshot.content["minimum_coverage"] = 1

    assert not snapshot.is_intact


def test_what_others_have_to_do_and_the_commitments(cast: Cast) -> None:
    assessment = eight_criteria(cast)
    save(assessment, "C02.Q01", by=cast.respondent_montevideo, content=THEIRS, version=1)

    result = result_of(fresh(assessment))

    assert [(stated.item.code, stated.content.competent_body) for stated in result.asked_of_others] == [
        ("C02.Q01", "Ministry")
    ]
    assert [stated.content.commitment for stated in result.commitments] == ["Ask."]
    assert "C02" in result.territorial.criteria
    assert result.territorial.criteria["C02"].score == 1
    assert result.profiles[Reading.MUNICIPAL].criteria["C02"].score is None
