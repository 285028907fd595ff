"""The region: where places stand, how they are told apart, and what must be said beside them."""

from itertools import combinations
from math import dist

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from solidarity.charts.chart import Box
from solidarity.charts.crowd import spread
from solidarity.charts.map import GAP, VIEW, Mark, Place, local_map, regional_map
from solidarity.charts.outline import outline
from solidarity.charts.projection import FRAME, Point, project
from tests.charts.drawing import draw, figure, words

QUITO = Place("Quito", -78.5, -0.2, Mark.MEMBER, "/es/cities/ec-quito/", 2781641)
ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
IN_THE_REGION = st.tuples(st.floats(-110, -40), st.floats(-50, 25))


def test_quito_stands_where_the_design_says():
    assert project(-78.5, -0.2) == Point(285.3, 284.2)


@given(ANYWHERE)
def test_every_place_on_the_globe_is_on_the_outline_or_left_out(place):
    point = project(*place)
    assert point is None or (0 <= point.x <= 640 and 0 <= point.y <= 760)


@pytest.mark.parametrize("place", [(float("nan"), 0), (0, float("inf")), (181, 0), (0, -91)])
def test_what_is_no_place_on_the_globe_is_refused(place):
    with pytest.raises(ValueError, match="no such place"):
        project(*place)


def test_the_other_side_of_the_globe_is_not_on_the_map():
    assert project(105, 12) is None


@given(st.lists(IN_THE_REGION, max_size=40))
def test_marks_and_names_stay_inside_the_map(places):
    named = [Place(f"Ciudad {i}", *place, Mark.MEMBER, population=i + 1) for i, place in enumerate(places)]
    chart = regional_map(named, prefix="map", title="Map")
    assert all(VIEW.holds(Box(dot.at.x, dot.at.y, 0, 0)) for dot in chart.dots)
    assert all(VIEW.holds(label.box) for label in chart.labels)


@given(st.lists(IN_THE_REGION, max_size=40))
def test_names_never_cover_one_another(places):
    named = [Place(f"Ciudad {i}", *place, Mark.MEMBER, population=i + 1) for i, place in enumerate(places)]
    labels = regional_map(named, prefix="map", title="Map").labels
    assert not any(one.box.meets(other.box) for one, other in combinations(labels, 2))


def test_cities_on_one_spot_move_apart_a_little():
    moved = spread([Point(300, 300)] * 6, GAP, VIEW)
    assert min(dist((a.x, a.y), (b.x, b.y)) for a, b in combinations(moved, 2)) > 0.9 * GAP
    assert max(dist((a.x, a.y), (300, 300)) for a in moved) < 3 * GAP


def test_a_city_with_room_stays_where_it_is():
    assert spread([Point(300, 300), Point(400, 300)], GAP, VIEW) == [Point(300, 300), Point(400, 300)]


def test_ten_thousand_places_are_drawn_without_comparing_each_with_each():
    places = [Place(str(i), -70 + i / 1000, -20 + i / 1000, Mark.MEMBER, population=i) for i in range(10_000)]
    assert len(regional_map(places, prefix="map", title="Map").dots) == 10_000


@pytest.mark.parametrize(
    ("route", "standing", "mark"),
    [
        ("agreement", "member", Mark.MEMBER),
        ("recognition", "member", Mark.RECOGNITION),
        ("agreement", "agreement_annulled", Mark.ANNULLED),
        ("agreement", "candidate", Mark.CANDIDATE),
        ("agreement", "observer", Mark.OBSERVER),
        ("recognition", "unknown", Mark.NOT_ESTABLISHED),
        ("agreement", "a state of tomorrow", Mark.NOT_ESTABLISHED),
    ],
)
def test_a_municipality_has_the_mark_of_its_standing(route, standing, mark):
    assert Mark.of(route, standing) is mark


def test_marks_that_meet_on_a_map_differ_in_shape():
    together = (
        Mark.MEMBER,
        Mark.RECOGNITION,
        Mark.CANDIDATE,
        Mark.OBSERVER,
        Mark.NOT_ESTABLISHED,
        Mark.ANNULLED,
    )
    assert len({(mark.shape.data, mark.shape.dashes) for mark in together}) == len(together)


def test_the_table_lists_every_place_with_its_status_and_page():
    lost = Place("Provincia <b>de</b> Salta", None, None, Mark.NOT_ESTABLISHED)
    with translation.override("en"):
        table = figure(regional_map([QUITO, lost], prefix="map", title="Map")).find(".//tbody")
    rows = [words(row) for row in table]
    assert rows == [
        "QuitoMember by agreement",
        "Provincia <b>de</b> SaltaStatus of the agreement not established No point on the map",
    ]
    assert [link.get("href") for link in table.iter("a")] == ["/es/cities/ec-quito/"]


def test_a_page_with_its_own_list_gets_a_link_instead_of_a_table():
    drawn = figure(regional_map([QUITO], prefix="map", title="Map", listed_at="#cities"))
    assert drawn.find(".//table") is None
    assert drawn.find(".//figcaption/a").get("href") == "#cities"


def test_the_legend_has_the_marks_that_occur_and_no_others():
    drawn = figure(regional_map([QUITO], prefix="map", title="Map"))
    assert len(drawn.findall("ul/li")) == 1


@pytest.mark.parametrize(
    "chart", [regional_map([QUITO], prefix="a", title="A"), local_map(QUITO, prefix="b")]
)
def test_every_map_carries_the_disclaimer_and_the_note_on_the_malvinas(chart):
    with translation.override("en"):
        caption = words(figure(chart).find("figcaption"))
    assert "do not imply official endorsement or acceptance by the United Nations" in caption
    assert "Falkland Islands (Malvinas)" in caption


def test_a_map_of_nothing_says_so():
    with translation.override("en"):
        assert "There is no place to show yet." in draw(regional_map([], prefix="map", title="Map"))


@given(st.sampled_from(["Quito", "Ciudad Autónoma de Buenos Aires", "Ñ" * 90]), IN_THE_REGION)
def test_the_name_on_a_local_map_is_never_cut(name, place):
    chart = local_map(Place(name, *place, Mark.MEMBER), prefix="here")
    assert chart.label is None or (chart.view.holds(chart.label.box) and chart.label.lines)


def test_a_local_map_tells_its_point_in_words():
    with translation.override("es"):
        assert local_map(QUITO, prefix="here").where == "0,20° sur, 78,50° oeste"


def test_a_place_without_a_point_has_no_local_map():
    with translation.override("en"):
        drawn = draw(local_map(Place("Salta", None, None, Mark.MEMBER), prefix="here"))
    assert "<svg" not in drawn
    assert "no point on the map" in drawn


def test_the_outline_keeps_to_half_a_unit_and_stays_small():
    whole = outline(FRAME)
    assert sum(len(part) for part in (whole.north, whole.around, whole.land, whole.borders)) < 15_000


def test_a_piece_of_the_outline_leaves_out_what_is_far_away():
    assert len(outline(Box(190, 200, 250, 210)).land) < 0.7 * len(outline(FRAME).land)
