"""The PDF as a machine reads it: tags, language, title, bookmarks, headers of tables, texts of figures."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.utils import translation

from solidarity.jobs import child
from solidarity.jobs.child import run_in_child
from solidarity.reports.html import progress_html
from solidarity.reports.making import RENDER
from solidarity.reports.pdf import unpack
from solidarity.reports.progress.contents import Progress
from tests.reports import samples

MEMORY = "tests.jobs.child_works:memory_used"
TITLES = {
    "es": "Informe de avance 2026 · Montevideo",
    "pt-br": "Relatório de progresso 2026 · Montevideo",
    "en": "Progress report 2026 · Montevideo",
}


@pytest.fixture(scope="module", autouse=True)
def no_child_left() -> Iterator[None]:
    yield
    child._replace(None)


def html_of(language: str, contents: Progress | None = None) -> str:
    with translation.override(language):
        return progress_html(contents or samples.progress(), samples.IMPRINT)


def pdf_of(html: str) -> tuple[int, bytes]:
    return unpack(run_in_child(RENDER, html.encode()))


def elements(node: Any, kind: str) -> Iterator[Any]:
    """Every structure element of a kind below `node`."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if kid["/S"] == kind:
                yield kid
            yield from elements(kid, kind)


@pytest.fixture(scope="module", params=["es", "pt-br", "en"])
def made(request: pytest.FixtureRequest) -> tuple[str, pikepdf.Pdf, int]:
    pages, pdf = pdf_of(html_of(request.param))
    return request.param, pikepdf.open(io.BytesIO(pdf)), pages


Made = tuple[str, pikepdf.Pdf, int]


def test_it_says_that_it_is_tagged_pdf_ua_in_its_language(made: Made) -> None:
    language, pdf, pages = made

    assert pdf.Root["/MarkInfo"]["/Marked"]
    assert str(pdf.Root["/Lang"]) == language
    assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == TITLES[language]
    assert "ACNUR" in str(pdf.docinfo["/Author"]) or "UNHCR" in str(pdf.docinfo["/Author"])
    assert len(pdf.pages) == pages > 4


def test_every_page_has_its_tab_order_and_its_fonts_inside(made: Made) -> None:
    for page in made[1].pages:
        assert page["/Tabs"] == "/S"
        for font in page["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "Solidaria" in str(font["/BaseFont"])
            assert {"/FontFile2", "/FontFile3"} & set(inner.keys())


def test_the_headings_are_bookmarks_in_order(made: Made) -> None:
    with made[1].open_outline() as outline:
        first = outline.root[0]
        names = [item.title for item in first.children]

    assert first.title == "Montevideo"
    assert len(names) == 6
    headings = [str(element["/S"]) for element in elements(made[1].Root["/StructTreeRoot"], "/H1")]
    assert headings == ["/H1"]


def test_every_figure_has_words(made: Made) -> None:
    figures = list(elements(made[1].Root["/StructTreeRoot"], "/Figure"))

    assert len(figures) >= 12  # mark, rooftops, radar, the bars of nine criteria
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_cell_of_a_table_knows_its_headers(made: Made) -> None:
    tables = list(elements(made[1].Root["/StructTreeRoot"], "/Table"))
    cells = [cell for table in tables for cell in elements(table, "/TD")]
    heads = [cell for table in tables for cell in elements(table, "/TH")]

    assert len(tables) >= 6
    assert cells
    names = {str(head["/ID"]) for head in heads}
    assert all(len(cell["/A"]["/Headers"]) for cell in cells)
    assert {str(name) for cell in cells for name in cell["/A"]["/Headers"]} <= names


def test_every_link_says_where_it_leads(made: Made) -> None:
    links = [note for page in made[1].pages for note in page.get("/Annots", [])]

    assert len(links) >= 6  # the list of contents
    assert all(str(note.get("/Contents", "")).strip() for note in links)


def test_equal_input_gives_the_very_same_bytes() -> None:
    html = html_of("es")

    assert pdf_of(html) == pdf_of(html)


@pytest.mark.parametrize("contents", [samples.bare(), samples.progress(validated=False, commitments_=60)])
def test_a_bare_and_a_long_report_are_whole(contents: Progress) -> None:
    pages, pdf = pdf_of(html_of("es", contents))

    assert pdf.startswith(b"%PDF")
    assert pages >= 3


PICTURE = Path(settings.BASE_DIR) / "docs" / "home.png"
HOSTILE = (
    f'<img src="{PICTURE.as_uri()}">',
    '<img src="http://127.0.0.1:1/a.png">',
    '<img src="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:1/a.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<object data="file:///etc/hostname"></object>',
    "<style>@import url(http://127.0.0.1:1/a.css);p{background:url(file:///etc/passwd)}</style>",
)


def is_picture(item: Any) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


@pytest.mark.parametrize("markup", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_but_our_fonts_is_fetched_even_if_markup_came_through(markup: str) -> None:
    """The template escapes everything; this is the second wall."""
    clean = '<html lang="es"><head><title>x</title></head><body><p>text</p>%s</body></html>'

    _pages, pdf = pdf_of(clean % markup)

    document = pikepdf.open(io.BytesIO(pdf))
    assert b"root:" not in pdf
    assert not document.attachments
    assert not [item for item in document.objects if is_picture(item)]


def test_the_child_stays_below_its_memory() -> None:
    for _turn in range(3):
        pdf_of(html_of("es", samples.progress(commitments_=60)))

    assert int(run_in_child(MEMORY, b"")) < 250
