"""Sample agreements: each at another step, marked as samples, never public, made once."""

import io

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from agreements.demo import make_demo
from agreements.models import Agreement, AgreementDocument
from networks.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(reference: None, settings: LazySettings) -> None:
    settings.DEMO = True
    call_command("load_demo", stdout=io.StringIO())


def test_the_samples_stand_at_different_steps(demo: None) -> None:
    rows = Agreement.objects.made_here().with_status()
    found = {
        (row.municipality.slug, row.status, row.is_ratified) for row in rows.select_related("municipality")
    }

    assert found == {
        ("uy-montevideo", "in_force", True),
        ("uy-montevideo", "renewal", True),
        ("ar-rosario", "signed", False),
        ("cl-la-calera", "negotiation", False),
        ("uy-municipio-de-muestra", "candidate", False),
        ("cl-comuna-de-muestra", "candidate", False),
    }


def test_every_sample_is_marked_and_none_is_public(demo: None) -> None:
    samples = Agreement.objects.made_here()

    assert not samples.exclude(is_sample=True, is_public=False).exists()
    assert all("muestra" in row.title for row in samples)
    papers = AgreementDocument.objects.select_related("file")
    assert papers.count() == 6
    assert all(paper.file.is_sample and paper.file.content_type == "application/pdf" for paper in papers)
    assert Municipality.objects.filter(slug="uy-montevideo", is_sample=False).exists()


def test_a_second_start_makes_nothing(demo: None) -> None:
    before = Agreement.objects.count()

    assert make_demo() == 0
    assert Agreement.objects.count() == before
