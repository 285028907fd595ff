"""The sample assessments: one in each stage, whole, marked as samples."""

import io

import pytest
from django.core.management import call_command

from assessments.demo import make_demo
from assessments.freezing import result_of
from assessments.models import Answer, Assessment, Evidence, Round
from assessments.scoring import gaps, strengths

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(reference: None, settings, tmp_path) -> None:
    settings.DEMO = True
    settings.MEDIA_ROOT = str(tmp_path)
    call_command("load_demo", stdout=io.StringIO())


def test_there_is_one_in_each_stage_and_nothing_is_made_twice(demo: None, django_assert_num_queries) -> None:
    rows = Assessment.objects.order_by("municipality__slug")
    assert [(row.municipality.slug, row.state, row.answered, row.items) for row in rows] == [
        ("ar-rosario", "submitted", 60, 60),
        ("cl-la-calera", "open", 18, 60),
        ("uy-montevideo", "validated", 60, 60),
    ]
    with django_assert_num_queries(1):
        assert make_demo() == 0


def test_everything_is_marked_as_a_sample(demo: None) -> None:
    assert not Assessment.objects.exclude(is_sample=True).exists()
    assert not Round.objects.exclude(is_sample=True).exists()
    assert not Evidence.objects.filter(file__is_sample=False).exists()


def test_the_samples_have_something_to_show(demo: None) -> None:
    result = result_of(Assessment.objects.get(municipality__slug="uy-montevideo"))

    assert result.municipal.overall is not None
    assert result.territorial.overall is not None
    assert strengths(result.municipal)
    assert gaps(result.municipal)
    assert result.asked_of_others
    assert len(result.commitments) >= 8
    assert set(Answer.objects.values_list("state", flat=True)) == set(Answer.State.values)
