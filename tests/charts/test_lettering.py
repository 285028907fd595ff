"""Widths of letters, which decide what fits where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidarity.charts.advances import BOLD, REGULAR
from solidarity.charts.lettering import width, wrap
from tests.charts.measure import widths


@pytest.mark.parametrize(("weight", "table"), [(400, REGULAR), (700, BOLD)])
def test_the_table_of_widths_is_that_of_the_font(weight, table):
    assert table == widths(weight)


def test_a_bold_name_is_wider():
    assert width("Quito", 15, bold=True) > width("Quito", 15)


def test_a_letter_the_font_does_not_have_counts_as_a_wide_one():
    assert width("漢", 10) == 7


@given(st.text(max_size=200), st.integers(1, 4))
def test_no_line_is_wider_than_the_room(text, lines):
    wrapped = wrap(text, 100, 14, lines=lines)
    assert len(wrapped) <= lines
    assert all(width(line, 14) <= 100 for line in wrapped)


def test_lines_break_between_words():
    assert wrap("Coherencia con procesos nacionales", 130, 14) == ("Coherencia con", "procesos nacionales")


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrap("uno dos tres cuatro", 40, 14, lines=1) == ("uno…",)
