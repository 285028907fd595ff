"""Template tags: dates as far as they are known, numbers, chips, pages."""

import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation

from networks.models import Event
from solidarity.web.templatetags import portal

DAY = datetime.date(2021, 11, 3)


@pytest.mark.parametrize(
    ("language", "precision", "text"),
    [
        ("es", "year", "2021"),
        ("es", "month", "noviembre de 2021"),
        ("es", "day", "3 nov 2021"),
        ("pt-br", "month", "novembro de 2021"),
        ("pt-br", "day", "3 nov. 2021"),
        ("en", "month", "November 2021"),
        ("en", "day", "3 Nov 2021"),
    ],
)
def test_date_is_shown_as_far_as_known(language: str, precision: str, text: str) -> None:
    with translation.override(language):
        assert portal.partial_date(DAY, precision) == text


@pytest.mark.parametrize(
    ("language", "precision", "text"),
    [("es", "day", "el 3 nov 2021"), ("es", "year", "2021"), ("pt-br", "day", "3 nov. 2021")],
)
def test_spanish_writes_an_article_between_a_preposition_and_a_day(
    language: str, precision: str, text: str
) -> None:
    with translation.override(language):
        assert portal.after_preposition(DAY, precision) == text


def test_terms_in_a_row_begin_small_but_for_the_first() -> None:
    terms = ["Educación", "Salud", "LGBTIQ+", "Ética"]

    assert portal.in_a_row(terms) == "Educación, salud, LGBTIQ+, ética"
    assert portal.in_a_row([]) == ""


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("es", "1 abr 2026", "abril de 2026", "1 abr 2026, 01:11"),
        ("pt-br", "1º abr. 2026", "abril de 2026", "1º abr. 2026, 01:11"),
        ("en", "1 Apr 2026", "April 2026", "1 Apr 2026, 01:11"),
    ],
)
def test_first_of_a_month_is_counted_in_portuguese_alone(
    language: str, day: str, month: str, moment: str
) -> None:
    first = datetime.datetime(2026, 4, 1, 1, 11, tzinfo=datetime.UTC)

    with translation.override(language):
        assert portal.partial_date(first) == day
        assert portal.partial_date(first, "month") == month
        assert portal.moment(first) == moment


def test_other_days_and_months_are_written_as_numbers() -> None:
    with translation.override("pt-br"):
        assert portal.partial_date(datetime.date(2026, 1, 11)) == "11 jan. 2026"
        assert portal.partial_date(datetime.date(2026, 1, 1), "year") == "2026"
        assert portal.short_month(datetime.date(2026, 1, 1)) == "jan"


@pytest.mark.parametrize(("language", "text"), [("es", "1–3 abr 2026"), ("pt-br", "1º–3 abr. 2026")])
def test_days_of_an_event_begin_with_the_first(language: str, text: str) -> None:
    event = Event(starts_on=datetime.date(2026, 4, 1), ends_on=datetime.date(2026, 4, 3), precision="day")

    with translation.override(language):
        assert render_to_string("components/event_days.html", {"event": event}).strip() == text


def test_inputs_and_machines_get_plain_days() -> None:
    first = datetime.date(2026, 4, 1)

    with translation.override("pt-br"):
        field = forms.DateField(initial=first).widget.render("day", first)
        machine = Template("{{ day|date:'Y-m-d' }} {{ day|date:'c' }}").render(Context({"day": first}))

    assert "º" not in field + machine


def test_unknown_date_is_nothing() -> None:
    assert portal.partial_date(None, "") == ""


def test_moment_is_in_the_time_zone_of_the_reader() -> None:
    noon = datetime.datetime(2026, 10, 3, 13, 43, tzinfo=datetime.UTC)

    template = Template("{% load portal %}{{ noon|moment }}")

    with translation.override("es"), timezone.override("America/Montevideo"):
        assert template.render(Context({"noon": noon})) == "3 oct 2026, 10:43"


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "3 oct 2026, 13:43 (UTC)"),
        ("America/Montevideo", "3 oct 2026, 10:43 (UTC−3)"),
        ("America/St_Johns", "3 oct 2026, 11:13 (UTC−2:30)"),
        ("Asia/Kathmandu", "3 oct 2026, 19:28 (UTC+5:45)"),
    ],
)
def test_moment_on_paper_names_its_zone(zone: str, text: str) -> None:
    moment = datetime.datetime(2026, 10, 3, 13, 43, tzinfo=datetime.UTC)

    template = Template("{% load portal %}{{ moment|zoned_moment }}{{ nothing|zoned_moment }}")

    with translation.override("es"), timezone.override(zone):
        assert template.render(Context({"moment": moment, "nothing": None})) == text


@pytest.mark.parametrize(("language", "text"), [("es", "1.234,5"), ("pt-br", "1.234,5"), ("en", "1,234.5")])
def test_number_follows_the_language(language: str, text: str) -> None:
    with translation.override(language):
        assert portal.number(1234.5, 1) == text


def test_lead_is_whole_sentences() -> None:
    text = "One thing is done. Another follows it. " + "word " * 40

    assert portal.lead(text) == "One thing is done. Another follows it."


def test_lead_keeps_a_long_first_sentence() -> None:
    assert portal.lead("word " * 60).split() == ["word"] * 60


class Filter(forms.Form):
    q = forms.CharField(required=False)
    kind = forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")], required=False)


def test_chip_names_the_choice_and_leads_to_the_rest() -> None:
    query = QueryDict("q=lima&kind=a&kind=b&page=3")

    chips = portal.chips_of(Filter(query), query)

    assert [chip["label"] for chip in chips] == ["lima", "First", "Second"]
    assert chips[1]["address"] == "?q=lima&kind=b"


def test_chip_of_an_unknown_choice_is_left_out() -> None:
    query = QueryDict("kind=<script>")

    assert portal.chips_of(Filter(query), query) == []


def test_page_numbers_leave_out_the_middle() -> None:
    pages = list(portal.elided(Paginator(range(500), 25).page(10)))

    assert pages == [1, Paginator.ELLIPSIS, 8, 9, 10, 11, 12, Paginator.ELLIPSIS, 20]
