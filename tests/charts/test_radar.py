"""The profile of a city: nothing cut, nothing covered, no value invented."""

import re
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from solidarity.charts.chart import Box
from solidarity.charts.radar import BADGE, NUMBERED, TITLED, RadarChart, radar_chart
from solidarity.charts.series import Criterion, Series
from tests.charts.drawing import criteria, draw, figure, words

VALUE = st.one_of(st.none(), st.floats(0, 4))
FULL = (3.2, 2.8, 2.6, 2.3, 3.0, 2.2, 1.9, 1.6, 2.9, 3.1)


def radar(values, **options) -> RadarChart:
    named = [Criterion(number, f"Criterion {number}") for number in range(1, len(values) + 1)]
    return radar_chart(named, Series("2026", values), prefix="profile", title="Profile", **options)


def points(path: str) -> list[Box]:
    return [Box(float(x), float(y), 0, 0) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


@given(st.lists(VALUE, min_size=3, max_size=12), st.booleans())
def test_every_point_is_inside_the_view(values, titled):
    chart = radar(values, titled=titled)
    drawn = [point for trace in chart.traces for point in points(trace.line + trace.area)]
    drawn += [Box(dot.x, dot.y, 0, 0) for trace in chart.traces for dot in trace.dots]
    assert all(chart.layout.view.holds(point) for point in drawn)


@given(st.integers(3, 12), st.booleans())
def test_badges_are_whole_and_apart(count, titled):
    chart = radar([1] * count, titled=titled)
    circles = [Box(a.badge.x - BADGE, a.badge.y - BADGE, 2 * BADGE, 2 * BADGE) for a in chart.axes]
    assert all(chart.layout.view.holds(circle) for circle in circles)
    assert not any(one.meets(other) for one, other in combinations(circles, 2))


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_the_ten_titles_are_whole_and_never_overlap(language):
    titles = criteria(language)
    chart = radar_chart(titles, Series("2026", FULL), prefix="profile", title="Profile", titled=True)
    labels = [axis.label for axis in chart.axes if axis.label]
    web = Box(
        TITLED.centre.x - TITLED.radius, TITLED.centre.y - TITLED.radius, 2 * TITLED.radius, 2 * TITLED.radius
    )
    assert [" ".join(label.lines) for label in labels] == [criterion.title for criterion in titles]
    assert all(TITLED.view.holds(label.box) for label in labels)
    assert not any(one.box.meets(other.box) for one, other in combinations(labels, 2))
    upright = [labels[0], labels[5]]
    assert not any(label.box.meets(web) for label in upright)


@given(st.lists(st.text(max_size=300), min_size=3, max_size=12))
def test_no_title_however_long_leaves_the_view_or_meets_another(texts):
    named = [Criterion(number, text) for number, text in enumerate(texts, 1)]
    chart = radar_chart(named, Series("2026", [1] * len(texts)), prefix="p", title="P", titled=True)
    boxes = [axis.label.box for axis in chart.axes if axis.label and axis.label.lines]
    assert all(chart.layout.view.holds(box) for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_missing_value_is_a_gap_and_not_zero():
    trace = radar([2, 2, None, 2, 2]).traces[0]
    centre = Box(NUMBERED.centre.x, NUMBERED.centre.y, 0, 0)
    assert len(trace.dots) == 4
    assert trace.line.count("M") == 1
    assert "z" not in trace.line
    assert centre not in points(trace.line)


def test_a_value_of_zero_is_drawn():
    assert len(radar([0, 2, 2]).traces[0].dots) == 3


def test_a_whole_series_is_a_closed_line():
    assert radar(FULL).traces[0].line.endswith("z")


def test_a_lone_value_between_gaps_is_a_dot_without_a_line():
    trace = radar([None, 2, None]).traces[0]
    assert (trace.line, trace.area, len(trace.dots)) == ("", "", 1)


def test_this_round_is_drawn_over_the_others():
    chart = radar(FULL, previous=Series("2024", FULL), peers=Series("Peers", FULL))
    assert [trace.look.dot for trace in chart.traces] == ["f-peer", "f-prev", "f-now"]


def test_series_differ_by_line_and_dot_and_not_only_by_colour():
    chart = radar(FULL, previous=Series("2024", FULL), peers=Series("Peers", FULL))
    assert len({(trace.look.dashes, trace.look.shape, trace.look.hollow) for trace in chart.traces}) == 3
    assert len({trace.look.dashes for trace in chart.traces}) == 3


@pytest.mark.parametrize(
    ("language", "row"), [("en", ["3.2", "2.8", "–no value"]), ("es", ["3,2", "2,8", "–sin valor"])]
)
def test_the_table_has_the_same_numbers_as_the_language_writes_them(language, row):
    before, peers = Series("2024", (2.8, *FULL[1:])), Series("Peers", (None, *FULL[1:]))
    with translation.override(language):
        first = figure(radar(FULL, previous=before, peers=peers)).find(".//tbody/tr")
    assert [words(cell) for cell in first.findall("td")] == row


def test_numbers_of_the_picture_keep_their_point_where_prices_have_a_comma():
    with translation.override("es"):
        lines = figure(radar(FULL)).findall(".//line")
    assert all(float(line.get("x2")) for line in lines)


def test_the_caption_names_the_criteria_without_a_value():
    with translation.override("en"):
        assert "Without a value in this round: 2, 5." in draw(radar([1, None, 1, 1, None]))


def test_no_values_at_all_is_said_instead_of_drawn():
    with translation.override("en"):
        drawn = draw(radar([None] * 10))
    assert "There are no values yet." in drawn
    assert "<svg" not in drawn


@pytest.mark.parametrize("value", [-0.1, 4.1, float("nan"), float("inf")])
def test_a_value_off_the_scale_is_refused(value):
    with pytest.raises(ValueError, match="not on the scale"):
        radar([1, 2, value])


def test_another_count_of_values_is_refused():
    with pytest.raises(ValueError, match="2 values for 3 criteria"):
        radar([1, 2, 3], previous=Series("2024", [1, 2]))


def test_two_axes_are_no_radar():
    with pytest.raises(ValueError, match="axes"):
        radar([1, 2])
