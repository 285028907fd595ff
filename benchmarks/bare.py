"""The baselines: the same rows by the driver alone, with one join, keyset, and no portal around."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import xlsxwriter
from django.db import connection

COLUMNS = {
    "id": "m.id",
    "slug": "m.slug",
    "name": "m.name",
    "kind": "m.kind",
    "country": "c.iso2",
    "country_name": "c.name_en",
    "admin1_name": "m.admin1_name",
    "admin1_code": "m.admin1_code",
    "route": "m.route",
    "standing": "m.standing",
    "joined_on": "m.joined_on",
    "joined_precision": "m.joined_precision",
    "latitude": "m.latitude",
    "longitude": "m.longitude",
    "population": "m.population",
    "is_sample": "m.is_sample",
    "updated_at": "m.updated_at",
}
SELECT = (
    f"SELECT {', '.join(COLUMNS.values())} FROM networks_municipality m "
    "LEFT JOIN networks_country c ON c.id = m.country_id WHERE m.slug > %s ORDER BY m.slug LIMIT %s"
)

ITEM = (
    "SELECT q.*, a.situation, a.version FROM assessments_assessment s "
    "JOIN assessments_question q ON q.questionnaire_id = s.questionnaire_id "
    "LEFT JOIN assessments_answer a ON a.question_id = q.id AND a.assessment_id = s.id "
    "WHERE s.id = %s AND q.code = %s"
)


def make_answers(rows: int) -> None:
    """A table for the bare save: a number, a text, a version."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_answer (id integer PRIMARY KEY, text text, version integer)")
        for number in range(rows):
            cursor.execute("INSERT INTO bench_answer VALUES (%s, '', 0)", [number])


def save(body: bytes) -> bytes:
    """One UPDATE that gives the new version back, between two turns of orjson."""
    sent = orjson.loads(body)
    connection.ensure_connection()
    raw = connection.connection.cursor()
    mark = "%s" if connection.vendor == "postgresql" else "?"
    raw.execute(
        f"UPDATE bench_answer SET text = {mark}, version = version + 1 WHERE id = {mark} RETURNING version",
        (sent["text"], sent["id"]),
    )
    return orjson.dumps({"version": raw.fetchone()[0]})


def fetch(rows: int) -> list[tuple[Any, ...]]:
    """The bare rows by the driver's own cursor."""
    connection.ensure_connection()
    raw = connection.connection.cursor()
    raw.execute(SELECT if connection.vendor == "postgresql" else SELECT.replace("%s", "?"), ("", rows))
    return list(raw.fetchall())


def item(assessment: str, code: str) -> bytes:
    """One question and its answer, as JSON."""
    connection.ensure_connection()
    raw = connection.connection.cursor()
    raw.execute(ITEM if connection.vendor == "postgresql" else ITEM.replace("%s", "?"), (assessment, code))
    return orjson.dumps(raw.fetchone(), default=str)


def as_json(rows: int, _columns: int) -> bytes:
    """The rows into orjson."""
    return orjson.dumps([dict(zip(COLUMNS, row, strict=True)) for row in fetch(rows)], default=float)


def as_csv(rows: int, _columns: int) -> bytes:
    """The rows into the csv module."""
    file = io.StringIO()
    csv.writer(file).writerows(fetch(rows))
    return file.getvalue().encode()


def as_xlsx(rows: int, columns: int) -> bytes:
    """The rows into XlsxWriter, their values repeated up to as many columns as the portal writes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(fetch(rows)):
        for column, value in enumerate((row * columns)[:columns]):
            if isinstance(value, int | float):
                page.write_number(number, column, value)
            elif value is not None:
                page.write_string(number, column, str(value))
    book.close()
    return file.getvalue()


ANSWERS: Mapping[str, Callable[[int, int], bytes]] = {"json": as_json, "csv": as_csv, "xlsx": as_xlsx}
