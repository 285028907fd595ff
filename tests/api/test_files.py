"""Whole lists as CSV, XLSX and GeoJSON: every row, honest types, no formulas."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.records import QUESTIONNAIRE
from networks import records
from networks.models import Municipality
from solidarity.web import records as web_records
from solidarity.web.outputs import INTEGER, Output
from solidarity.web.records import Table
from solidarity.web.sheets import Sheet, is_formula, write_csv, write_xlsx
from tests.api.conftest import RESOURCES, Get, body
from tests.api.test_lists import places
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
TRIGGERS = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "  =1+1",
    '=HYPERLINK("http://evil.example")',
    "=cmd|' /C calc'!A0",
)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def xlsx_cells(content: bytes, sheet: int = 1) -> list[list[tuple[str, str]]]:
    """Each row as (type, text) of its cells, read from the parts of the file themselves."""
    book = zipfile.ZipFile(io.BytesIO(content))
    strings: list[str] = []
    if "xl/sharedStrings.xml" in book.namelist():
        root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iterfind(".//m:t", NAMESPACE)) for item in root]
    rows = []
    for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iterfind(
        ".//m:row", NAMESPACE
    ):
        rows.append([cell(item, strings) for item in row.iterfind("m:c", NAMESPACE)])
    return rows


def cell(item: ElementTree.Element, strings: list[str]) -> tuple[str, str]:
    assert item.find("m:f", NAMESPACE) is None
    kind = item.get("t", "n")
    text = "".join(t.text or "" for t in item.iterfind(".//m:t", NAMESPACE)) or item.findtext(
        "m:v", "", NAMESPACE
    )
    return (kind, strings[int(text)]) if kind == "s" else (kind, text)


def test_every_list_is_a_whole_file(get: Get, reference: None) -> None:
    for resource in RESOURCES:
        count = get(f"{resource}/?count=true").json()["count"]

        table = get(f"{resource}/?format=csv&page_size=1")
        book = get(f"{resource}/?format=xlsx&page_size=1")
        assert len(csv_rows(body(table))) == count + 1
        assert len(xlsx_cells(body(book))) == count + 1
        assert re.fullmatch(
            rf'attachment; filename="{resource}-\d{{4}}-\d\d-\d\d.csv"', table["Content-Disposition"]
        )
        assert table["Content-Type"] == "text/csv; charset=utf-8"


def test_files_hold_what_json_holds(get: Get, reference: None) -> None:
    for resource in RESOURCES:
        listed = get(f"{resource}/?lang=pt&page_size=1000").json()["results"]

        head, *rows = csv_rows(body(get(f"{resource}/?lang=pt&format=csv")))
        assert head == list(listed[0])
        for row, wanted in zip(rows, listed, strict=True):
            for text, value in zip(row, wanted.values(), strict=True):
                assert text.removeprefix("'") == plain(value)


def plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return str(value)


def test_files_are_narrowed_like_lists(get: Get, cast: Cast) -> None:
    rows = csv_rows(body(get("municipalities/?format=csv&country=CL")))

    assert [row[1] for row in rows[1:]] == ["cl-la-calera"]


def test_files_know_the_territory(get: Get, cast: Cast, token_of: Any) -> None:
    token = token_of(cast.officer_chile)

    assert b"Canary of Chile" in body(get("municipalities/?format=csv", token))
    assert b"Canary" not in body(get("municipalities/?format=csv"))
    assert b"Canary" not in body(
        get("municipalities/?format=geojson", token_of(cast.officer_uruguay))
    ).replace(b"Canary of Uruguay", b"")


def test_files_hold_more_than_a_page(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_records, "CHUNK", 5)
    places(cast, 23)

    rows = csv_rows(body(get("municipalities/?format=csv")))
    assert [row[1] for row in rows[1:]] == sorted(
        Municipality.objects.filter(is_public=True).values_list("slug", flat=True)
    )


def test_pages_of_a_file_are_all_in_one_language(
    get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_records, "CHUNK", 5)
    places(cast, 23)

    rows = csv_rows(body(get("municipalities/?format=csv&lang=pt")))
    assert {row[4] for row in rows[1:]} == {"Município"}


def test_file_takes_a_query_for_each_thousand_rows(get: Get, cast: Cast) -> None:
    places(cast, 1100)
    with CaptureQueriesContext(connection) as queries:
        content = body(get("municipalities/?format=csv"))

    assert len(csv_rows(content)) == 1103
    assert len(queries) <= 5


def test_hxl_row_stands_under_the_head(get: Get, cast: Cast) -> None:
    head, tags, first, *_rest = csv_rows(body(get("municipalities/?format=csv&hxl=true")))

    assert dict(zip(head, tags, strict=True))["admin1_name"] == "#adm1+name"
    assert dict(zip(head, tags, strict=True))["is_sample"] == ""
    assert first[1] == "cl-la-calera"
    assert [text for _kind, text in xlsx_cells(body(get("municipalities/?format=xlsx&hxl=true")))[1]] == tags


def test_hxl_tags_are_confirmed_ones_of_the_vocabulary() -> None:
    file = ROOT / "networks" / "data" / "vocabularies.yaml"
    items = yaml.safe_load(file.read_text(encoding="utf-8"))["vocabularies"]["hxl_tags"]["items"]
    confirmed = {item["code"] for item in items if item["confirmed"]}
    used = {
        output.hxl
        for record in (*(getattr(records, name) for name in records.__all__), QUESTIONNAIRE)
        for output in record.outputs()
    } - {""}

    assert used
    assert used <= confirmed


@pytest.mark.parametrize("text", TRIGGERS)
def test_formula_is_defused(get: Get, cast: Cast, text: str) -> None:
    Municipality.objects.filter(slug="uy-montevideo").update(name=text, notes=text)

    row = csv_rows(body(get("municipalities/?format=csv&slug=uy-montevideo")))[1]
    cells = xlsx_cells(body(get("municipalities/?format=xlsx&slug=uy-montevideo")))[1]
    kinds = {kind for kind, shown in cells if shown.replace("_x000D_", "\r").strip("\r\n\t ") == text.strip()}
    assert row[2] == f"'{text}"
    assert is_formula(text)
    assert kinds <= {"s", "inlineStr", "str"}
    assert kinds


@pytest.mark.parametrize("text", ["Montevideo", "100 %", "'quoted'", "a=b", "", "#tag", "10-12"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert not is_formula(text)


def test_negative_numbers_stay_numbers() -> None:
    sheet = Sheet("t", [Output(name="n", meaning="", kind=INTEGER)], [Table(["n"], [[-5]], ["k"])])

    assert csv_rows(b"".join(write_csv(sheet))) == [["n"], ["-5"]]
    assert xlsx_cells(write_xlsx(sheet).read())[1] == [("n", "-5")]


def test_xlsx_has_real_dates_numbers_and_truths(get: Get, cast: Cast) -> None:
    Municipality.objects.filter(slug="uy-montevideo").update(
        joined_on="2019-06-20",
        joined_precision="day",
        population=1319108,
        latitude="-34.90328",
        longitude="-56.18816",
    )
    head, row = xlsx_cells(body(get("municipalities/?format=xlsx&slug=uy-montevideo")))
    kinds = [kind for kind, _text in row]
    values = [text for _kind, text in row]

    assert len(head) == len(records.MUNICIPALITY.outputs())
    assert ("n", "1319108") in row
    assert ("n", "-34.90328") in row
    assert ("n", "43636") in row  # 2019-06-20
    assert ("b", "0") in row
    assert kinds.count("n") >= 5
    assert "2019-06-20" not in values


def test_partial_date_stays_text_in_xlsx(get: Get, cast: Cast) -> None:
    Municipality.objects.filter(slug="uy-montevideo").update(joined_on="2019-01-01", joined_precision="year")

    row = xlsx_cells(body(get("municipalities/?format=xlsx&slug=uy-montevideo")))[1]
    assert any(text == "2019" and kind != "n" for kind, text in row)


def test_head_is_frozen(get: Get, cast: Cast) -> None:
    book = zipfile.ZipFile(io.BytesIO(body(get("municipalities/?format=xlsx&hxl=true"))))

    assert b'state="frozen"' in book.read("xl/worksheets/sheet1.xml")
    assert b'ySplit="2"' in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("language", "name"), [("es", "Léame"), ("pt", "Leia-me"), ("en", "Read me")])
def test_workbook_says_what_it_is(get: Get, cast: Cast, language: str, name: str) -> None:
    content = body(get(f"municipalities/?format=xlsx&country=UY&lang={language}"))

    notes = dict(tuple(text for _kind, text in row) for row in xlsx_cells(content, 2))
    assert f'name="{name}"'.encode() in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    assert any("country=UY" in text for text in notes.values())
    assert any("GeoNames" in text for text in notes.values())
    assert notes.keys() >= {output.name for output in records.MUNICIPALITY.outputs()}
    assert any("is_sample" in text for text in notes.values())


def test_map_layer_has_every_place_with_a_point(get: Get, cast: Cast) -> None:
    Municipality.objects.filter(slug="uy-montevideo").update(latitude="-34.90328", longitude="-56.18816")

    answer = get("municipalities/?format=geojson")
    layer = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert (layer["type"], layer["without_point"]) == ("FeatureCollection", 1)
    assert [item["properties"]["slug"] for item in layer["features"]] == ["uy-montevideo"]
    assert layer["features"][0]["geometry"] == {"type": "Point", "coordinates": [-56.18816, -34.90328]}
    assert layer["features"][0]["id"] == str(cast.montevideo.pk)


def test_map_layer_is_whole_and_narrowed(get: Get, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_records, "CHUNK", 2)
    places(cast, 5)

    layer = get("municipalities/?format=geojson&country=UY&page_size=1").json()
    assert layer["without_point"] == 6


def test_sample_rows_are_marked(get: Get, cast: Cast, token_of: Any) -> None:
    rows = csv_rows(body(get("municipalities/?format=csv", token_of(cast.officer_chile))))

    marks = {row[1]: row[rows[0].index("is_sample")] for row in rows[1:]}
    assert marks["cl-canary-of-chile"] == "true"
    assert marks["cl-la-calera"] == "false"
