"""The numbers of a report are those of the pages."""

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import timezone

from assessments.content import Content
from assessments.results import whole_percent
from solidarity.reports.progress.agreements import agreements_of
from solidarity.reports.progress.quality import quality_of
from solidarity.reports.progress.results import latest_result
from tests.agreements import making
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


def test_how_old_the_data_is_is_told_in_the_zone_of_who_asked(cast: Cast) -> None:
    with timezone.override("America/Montevideo"):
        quality = quality_of(cast.montevideo, (), None, None)

    assert [text.partition(" (")[2] for _label, text in quality.dates] == ["UTC−3)"]


def test_questions_are_called_what_people_call_them(cast: Cast) -> None:
    assessment = building.open_in_montevideo(cast)
    building.answer_all(assessment, by=cast.respondent_montevideo)
    theirs = Content(state="not_our_competence", competent_body="Ministry")
    promised = replace(building.ANSWERED, commitment="A council for housing.")
    for code, content in ((building.CODES[1], theirs), (building.CODES[2], promised)):
        building.save(assessment, code, by=cast.respondent_montevideo, content=content, version=1)
    building.submit_assessment(building.fresh(assessment), by=cast.coordinator_montevideo)

    result = latest_result(cast.montevideo, cast.officer_uruguay)

    assert result is not None
    assert [(item.label, item.criterion) for item in result.other_levels] == [("1.2", 1)]
    assert [(item.label, item.criterion) for item in result.commitments] == [("2.1", 2)]


def test_the_agreement_that_says_most_about_today_comes_first(cast: Cast) -> None:
    making.public_fact(cast.montevideo, signed_on=datetime.date(2009, 6, 20), signed_precision="year")
    making.in_negotiation(cast.montevideo, cast.officer_uruguay)

    first, second = agreements_of(cast.montevideo, cast.officer_uruguay)

    assert (first.status, first.is_signed) == ("negotiation", False)
    assert (second.status, second.is_signed) == ("not_established", True)
