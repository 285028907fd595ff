"""What the document says, and that whatever people typed stands in it as text."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone, translation

from solidarity.reports.html import BAR_MARK, STYLE_MARK, for_screen, progress_html, standalone
from solidarity.reports.progress.contents import Progress
from tests.reports import samples

HOSTILE = '<script>alert(1)</script><img src=x onerror=x()><a href="http://evil.example">{{ 7 }} {% now %}'


class Tags(HTMLParser):
    """Which tags, attributes and addresses a document really has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses |= {value for name, value in attrs if name in {"href", "src"}}


def html_of(contents: Progress, language: str = "en") -> str:
    with translation.override(language):
        return progress_html(contents, samples.IMPRINT)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_opens_with_the_finding_and_the_figures() -> None:
    text = text_of(html_of(samples.progress()))

    assert "Montevideo reaches 2.7 on a scale from 0 to 4 in what the city itself can do" in text
    assert "93% of 60 questions known" in text
    assert "22 Jul 2022" in text


def test_numbers_and_dates_are_in_the_readers_manner() -> None:
    text = text_of(html_of(samples.progress(), "es"))

    assert "2,7" in text
    assert "1.270.737" in text
    assert "julio de 2022" in text
    assert "2.7" not in text


def test_a_draft_and_sample_data_are_marked_on_every_page() -> None:
    html = html_of(samples.progress(validated=False))

    assert 'data-draft="Draft: not validated"' in html
    assert 'data-sample="Sample data, do not cite"' in html
    assert "Nobody has validated the result yet" in html


def test_what_is_validated_is_no_draft_and_says_by_which_office() -> None:
    html = html_of(samples.progress(validated=True))

    assert 'data-draft=""' in html
    assert "ACNUR Uruguay validated the result on 14 May 2026" in text_of(html)


def test_real_facts_carry_no_mark() -> None:
    whole = samples.progress()
    real = dataclasses.replace(
        whole,
        agreements=(samples.agreement(is_sample=False),),
        result=dataclasses.replace(samples.result(), is_sample=False),
    )

    assert "ample data" not in html_of(real)


def test_without_a_result_it_says_how_far_the_answers_are() -> None:
    text = text_of(html_of(samples.bare()))

    assert "18 of 60 questions so far" in text
    assert "No agreement between this city and UNHCR is recorded" in text
    assert "Score by criterion" not in text


def test_a_score_that_may_not_be_shown_is_no_zero() -> None:
    row = re.search(r"<tr>(?:(?!</tr>).)*derivación</th>.*?</tr>", html_of(samples.progress()), re.DOTALL)

    assert row
    assert "too little is known" in row[0]
    assert "52%" in row[0]
    assert not re.search(r"\b0\.0\b", text_of(row[0]))


def test_the_link_of_every_source_is_printed() -> None:
    assert text_of(html_of(samples.progress())).count("https://montevideo.example/convenio") == 2


def everything_hostile() -> Progress:
    whole = samples.progress()

    def poisoned(value: object) -> object:
        if isinstance(value, str):
            return HOSTILE
        if isinstance(value, tuple):
            return tuple(poisoned(item) for item in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {field.name: poisoned(getattr(value, field.name)) for field in dataclasses.fields(value)}
            return dataclasses.replace(value, **fields)
        return value

    made = poisoned(whole)
    assert isinstance(made, Progress)
    return made


@pytest.mark.parametrize("language", ["es", "pt-br", "en"])
def test_hostile_text_in_every_field_stands_there_as_text(language: str) -> None:
    html = html_of(everything_hostile(), language)

    reader = Tags()
    reader.feed(html)
    assert not reader.tags & {"script", "img", "object", "iframe"}
    assert not [name for name in reader.attributes if name.startswith("on") or name == "style"]
    assert "http://evil.example" not in reader.addresses
    assert html.count("&lt;script&gt;") > 40
    assert "{{ 7 }} {% now %}" in html


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    source = samples.Source("A page", "javascript:alert(1)")
    html = html_of(
        dataclasses.replace(samples.progress(), agreements=(samples.agreement(sources=(source,)),))
    )

    assert 'href="javascript' not in html
    assert "javascript:alert(1)" in html


def test_typed_marks_are_not_taken_for_ours() -> None:
    forged = dataclasses.replace(samples.progress().city, name=f"{STYLE_MARK}{BAR_MARK}")
    html = html_of(dataclasses.replace(samples.progress(), city=forged))

    assert html.count(STYLE_MARK) == html.count(BAR_MARK) == 1
    assert html.index(STYLE_MARK) < html.index("</head>") < html.index(BAR_MARK)


def test_on_the_screen_it_has_the_portals_style_and_a_way_back() -> None:
    with translation.override("en"):
        shown = for_screen(html_of(samples.progress()), back="/en/reports/")

    assert '<link rel="stylesheet" href="/static/css/report.css">' in shown
    assert '<a href="/en/reports/">Back to the portal</a>' in shown
    assert '<link rel="icon" href="/static/img/mark.svg"' in shown
    assert "<style" not in shown
    assert " style=" not in shown


def test_the_file_stands_alone() -> None:
    alone = standalone(html_of(samples.progress()))

    assert "<link" not in alone
    assert "url(data:font/ttf;base64," in alone
    assert not re.search(r"url\((?!data:)", alone)
    assert "Back to the portal" not in alone


@pytest.mark.parametrize(("language", "month"), [("es", "may"), ("pt-br", "mai."), ("en", "May")])
def test_every_time_names_its_zone(language: str, month: str) -> None:
    with timezone.override("America/Montevideo"):
        text = text_of(html_of(samples.progress(), language))

    assert text.count(f"14 {month} 2026, 12:00 (UTC−3)") == 2  # on the cover and beside the data
    assert not re.search(r"\d\d:\d\d(?! \(UTC)", text)
