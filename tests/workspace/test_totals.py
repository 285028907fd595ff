"""Counts by stage and the figures of the region."""

from typing import Any

from solidarity.accounts.models import User
from solidarity.workspace.desk import Desk
from solidarity.workspace.stages import Stages, Totals, stages_of_region, stages_on, totals_of_region
from tests.agreements import making
from tests.assessments import building
from tests.cast import Cast


def people(cast: Cast) -> None:
    """One agreement in force and a sample one signed in Uruguay, a candidate in Chile."""
    making.in_force(cast.montevideo, cast.officer_uruguay)
    making.signed(cast.montevideo, cast.officer_uruguay, is_sample=True)
    making.candidate(cast.la_calera, cast.officer_chile)
    making.public_fact(cast.montevideo)


def numbers(stages: Stages) -> dict[str, int]:
    return {status: number for status, _label, number in stages.rows}


def test_a_country_counts_its_own_agreements(cast: Cast) -> None:
    people(cast)

    uruguay, chile = (stages_on(Desk(user)) for user in (cast.officer_uruguay, cast.reader_chile))

    assert numbers(uruguay) == {
        "candidate": 0,
        "negotiation": 0,
        "signed": 1,
        "ratified": 0,
        "in_force": 1,
        "not_established": 1,
    }
    assert uruguay.samples == 1
    assert numbers(chile)["candidate"] == chile.of("candidate", "negotiation") == 1
    assert chile.samples == 0


def test_the_region_counts_all_in_one_query_each(cast: Cast, django_assert_num_queries: Any) -> None:
    people(cast)
    in_round = building.make_round()
    building.validated(cast, in_round)
    building.open_in_montevideo(cast, in_round)
    bureau = User.objects.get(pk=cast.bureau.pk)

    with django_assert_num_queries(3):  # postings, agreements, self-assessments
        stages = stages_of_region(bureau)
        totals = totals_of_region(bureau, stages)

    assert sum(numbers(stages).values()) == 4
    assert totals == Totals(
        in_force=1,
        after_signature=1,
        under_way=1,
        validated=1,
        sample_agreements=1,
        sample_assessments=0,
    )
    assert totals.samples == 1


def test_a_city_shows_the_agreement_that_tells_most_and_its_latest_score(cast: Cast) -> None:
    people(cast)
    whole = building.make_questionnaire(codes=tuple(f"C{number:02}.Q01" for number in range(1, 11)))
    in_round = building.make_round(whole)
    building.validated(cast, in_round)
    newest = building.open_in_montevideo(cast, in_round)

    row = Desk(cast.coordinator_montevideo).row(cast.montevideo)

    assert row.agreement is not None
    assert row.agreement.status == "in_force"
    assert row.assessment == newest
    assert row.score == 2
