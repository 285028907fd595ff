"""Charts as a page gets them: drawn, then read back as XML."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import yaml
from django.template import Context, Template

from solidarity.charts.chart import Chart
from solidarity.charts.series import Criterion

CRITERIA = Path(__file__).resolve().parents[2] / "networks" / "data" / "criteria.yaml"


def draw(chart: Chart) -> str:
    """The chart's figure as it is included by a page."""
    page = Template("{% include chart.template with chart=chart only %}")
    return page.render(Context({"chart": chart})).strip()


def figure(chart: Chart) -> Element:
    """The figure as a tree; fails when it is not well-formed XML."""
    drawn = draw(chart)
    return fromstring(drawn[drawn.index("<figure") :])


def words(element: Element) -> str:
    """All text inside, in one line."""
    return " ".join("".join(element.itertext()).split())


def criteria(language: str = "en") -> list[Criterion]:
    """The ten real criteria."""
    data = yaml.safe_load(CRITERIA.read_text("utf-8"))
    return [Criterion(item["order"], item["title"][language]) for item in data["criteria"]]
