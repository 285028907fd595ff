"""Charts that are tables: every row says in words what it draws."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from solidarity.charts.bars import Bar, bar_chart
from solidarity.charts.change import change_chart, position
from solidarity.charts.series import Criterion, Series
from tests.charts.drawing import draw, figure, words

CRITERIA = [Criterion(1, "Institutional capacity"), Criterion(2, "Legal inclusion")]


def change(now, before=None, peers=None):
    return change_chart(
        CRITERIA,
        Series("2026", now),
        previous=Series("2024", before) if before else None,
        peers=Series("Peers", peers) if peers else None,
        prefix="change",
        title="Change",
    )


def cells(chart) -> list[list[str]]:
    with translation.override("en"):
        rows = figure(chart).findall(".//tbody/tr")
    return [[words(cell) for cell in row.findall("td")[1:]] for row in rows]


@given(st.floats(0, 4))
def test_dots_stay_inside_their_cell(value):
    assert 4 <= position(value) <= 96


def test_a_row_says_now_before_and_what_changed():
    assert cells(change([3.2, 1.9], [2.8, 2.0]))[0] == ["3.2", "2.8", "up +0.4"]


def test_a_fall_has_a_word_and_a_sign():
    assert cells(change([3.2, 1.9], [2.8, 2.0]))[1] == ["1.9", "2.0", "down −0.1"]


def test_the_change_is_the_difference_of_the_numbers_shown():
    assert cells(change([3.24, 1], [2.75, 1]))[0] == ["3.2", "2.8", "up +0.4"]


def test_the_same_value_is_no_change():
    assert cells(change([2, 2], [2, 2]))[0][-1] == "no change 0.0"


def test_without_a_value_nothing_is_drawn_and_no_change_claimed():
    chart = change([None, 2], [2, 2])
    assert chart.rows[0].move is None
    assert [reading.series.label for reading in chart.rows[0].drawn] == ["2024"]
    assert cells(chart)[0] == ["–no value", "2.0", "–no value"]


def test_a_first_round_has_no_column_of_change():
    assert cells(change([3, 2], peers=[2, 2]))[0] == ["3.0"]


def test_the_picture_of_a_row_names_every_value():
    with translation.override("en"):
        title = figure(change([3.2, None], [2.8, 2], [2.4, 2])).find(".//tbody//title")
    assert title.text == "2026: 3.2; 2024: 2.8; Peers: 2.4"


def test_a_change_chart_without_values_says_so():
    with translation.override("en"):
        assert "There are no values yet." in draw(change([None, None], [None, None]))


def bars(*values, **options):
    made = [Bar(f"Place {index}", value) for index, value in enumerate(values)]
    return bar_chart(made, prefix="bars", title="Bars", measure="Agreements", **options)


@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=30))
def test_no_bar_is_longer_than_its_cell(values):
    assert all(0 <= drawn.length <= 100 for drawn in bars(*values).bars)


def test_the_longest_bar_fills_its_cell_and_half_as_much_half_of_it():
    assert [drawn.length for drawn in bars(14, 7).bars] == [100, 50]


def test_a_full_bar_of_maturity_is_level_four():
    assert [drawn.length for drawn in bars(2, 1, maturity=True).bars] == [50, 25]


@pytest.mark.parametrize(
    ("value", "css"), [(0, "fm0"), (1.4, "fm1"), (1.5, "fm2"), (2.5, "fm3"), (3.5, "fm4")]
)
def test_a_bar_of_maturity_has_the_blue_of_its_level(value, css):
    assert bars(value, maturity=True).bars[0].css == css


def test_numbers_of_bars_are_written_in_the_language():
    with translation.override("es"):
        assert words(figure(bars(1234.5, decimals=1)).find(".//tbody/tr/td[2]")) == "1.234,5"


def test_an_unknown_value_has_no_bar():
    chart = bars(3, None)
    assert chart.bars[1].length is None
    assert cells(chart)[1] == ["–no value"]


@pytest.mark.parametrize("values", [(-1,), (float("nan"),), (float("inf"),)])
def test_what_is_no_length_is_refused(values):
    with pytest.raises(ValueError, match="begins at zero"):
        bars(*values)


def test_maturity_above_four_is_refused():
    with pytest.raises(ValueError, match="ends at 4"):
        bars(5, maturity=True)


def test_no_bars_at_all_are_said_instead_of_drawn():
    with translation.override("en"):
        assert "There are no values yet." in draw(bars())
