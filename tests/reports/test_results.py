"""The numbers of a report are those of the pages."""

from fractions import Fraction

import pytest

from assessments.content import Content
from assessments.results import whole_percent
from solidarity.reports.progress.results import latest_result
from tests.assessments import building
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_coverage_is_rounded_as_on_the_page_of_the_result(cast: Cast) -> None:
    assessment = building.open_in_montevideo(cast)
    building.answer_all(assessment, by=cast.respondent_montevideo)
    building.save(
        assessment,
        building.CODES[0],
        by=cast.respondent_montevideo,
        content=Content(state="not_known"),
        version=1,
    )
    assessment = building.fresh(assessment)
    building.submit_assessment(assessment, by=cast.coordinator_montevideo)

    result = latest_result(cast.montevideo, cast.officer_uruguay)

    assert result is not None
    assert result.criteria[0].coverage == whole_percent(Fraction(2, 3))
