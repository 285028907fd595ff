"""What holds for a chart of any kind, on a page and in a PDF."""

import gzip
import os
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.utils import translation

from solidarity.charts.bars import Bar, bar_chart
from solidarity.charts.change import change_chart
from solidarity.charts.chart import Chart
from solidarity.charts.map import Mark, Place, local_map, regional_map
from solidarity.charts.radar import radar_chart
from solidarity.charts.samples import gallery_charts
from solidarity.charts.series import Criterion, Series
from tests.charts.drawing import draw, figure

HOSTILE = "\"><script>alert(1)</script>{{7*7}}{% debug %}' onload='x & é 漢字 ẽ g̃"
LANGUAGES = ["es", "pt-br", "en"]


def every_kind(text: str, prefix: str) -> Iterator[Chart]:
    """Each kind of chart with one text wherever a text may stand."""
    criteria = [Criterion(number, text) for number in range(1, 11)]
    now, before = Series(text, [2] * 10), Series(text, [None] * 10)
    place = Place(text, -78.5, -0.2, Mark.MEMBER, text, 5)
    yield radar_chart(
        criteria, now, previous=before, prefix=f"{prefix}-r", title=text, description=text, titled=True
    )
    yield change_chart(criteria, now, previous=before, prefix=f"{prefix}-c", title=text, description=text)
    yield bar_chart([Bar(text, 1, text)], prefix=f"{prefix}-b", title=text, measure=text, description=text)
    yield regional_map([place], prefix=f"{prefix}-m", title=text, description=text)
    yield local_map(place, prefix=f"{prefix}-l", title=text)


def pictures(drawn: Element) -> list[Element]:
    return [svg for svg in drawn.iter("svg") if svg.get("role") == "img"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sample_is_well_formed_in_every_language(language):
    with translation.override(language):
        assert all(figure(chart).tag == "figure" for chart in gallery_charts())


def test_hostile_texts_stay_texts():
    for chart in every_kind(HOSTILE, "x"):
        drawn = figure(chart)
        assert not list(drawn.iter("script"))
        assert HOSTILE in "".join(drawn.itertext())
        assert not any(name.startswith("on") for element in drawn.iter() for name in element.attrib)


def test_nothing_in_a_chart_needs_an_exception_from_the_content_policy():
    for chart in gallery_charts():
        for element in figure(chart).iter():
            assert element.tag not in {"style", "script"}
            assert "style" not in element.attrib


def test_two_of_each_kind_on_a_page_share_no_id():
    charts = [*every_kind("One", "first"), *every_kind("Two", "second")]
    ids = Counter(
        element.get("id") for chart in charts for element in figure(chart).iter() if element.get("id")
    )
    assert max(ids.values()) == 1


def test_every_picture_is_named_by_elements_that_exist_and_say_something():
    for chart in gallery_charts():
        drawn = figure(chart)
        texts = {element.get("id"): "".join(element.itertext()).strip() for element in drawn.iter()}
        for picture in pictures(drawn):
            assert all(texts[name] for name in picture.get("aria-labelledby", "").split())
            assert picture.get("aria-labelledby")


def test_pictures_without_a_name_are_hidden_from_readers():
    for chart in gallery_charts():
        outer = [
            svg for parent in figure(chart).iter() if parent.tag != "svg" for svg in parent.findall("svg")
        ]
        assert all(svg.get("role") == "img" or svg.get("aria-hidden") == "true" for svg in outer)


@pytest.mark.parametrize("prefix", ["", "9", "a b", 'a"b', "é", "A"])
def test_a_prefix_that_makes_no_id_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        regional_map([], prefix=prefix, title="Map")


def test_colours_stand_in_the_svg_itself_and_never_as_variables():
    for chart in gallery_charts():
        for element in figure(chart).iter():
            assert not any("var(" in value for value in element.attrib.values())
            if element.tag in {"circle", "path", "polygon", "rect", "text"}:
                assert element.get("fill"), (chart.prefix, element.tag, element.attrib)


def test_the_map_of_sixty_places_costs_a_page_less_than_eight_kilobytes():
    places = [Place(f"Ciudad {i}", -75 + i / 3, -i / 2, Mark.MEMBER, f"/es/cities/c-{i}/") for i in range(60)]
    drawn = draw(regional_map(places, prefix="map", title="Map"))
    assert len(gzip.compress(drawn.encode())) < 8_000


def test_a_pdf_shows_every_chart_with_its_alternative_text():
    try:
        from weasyprint import HTML
    except OSError as missing:  # the libraries of Pango
        if os.environ.get("REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"no PDF without Pango: {missing}")
    import io

    import pikepdf

    with translation.override("en"):
        body = "".join(draw(chart) for chart in gallery_charts())
    page = f"<html lang='en'><head><title>Charts</title></head><body>{body}</body></html>"
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        alternatives = list(_alternatives(pdf.Root.StructTreeRoot.K))
    assert {"Profile across the criteria", "Map of the region", "Where Quito is"} <= set(alternatives)
    assert all(alternatives)


def _alternatives(node) -> Iterator[str]:
    """Alternative texts of all figures below a node of the PDF's structure."""
    import pikepdf

    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _alternatives(child)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == "/Figure":
            yield str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _alternatives(node["/K"])
