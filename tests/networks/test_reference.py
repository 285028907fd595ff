"""Loading the real places: once, twice, interrupted, broken, and what happens to what left the files."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agreements.reference import load as instruments
from assessments.reference import load as questions
from assessments.reference import load_everything
from assessments.reference.publish import PublishedDiffers
from networks.models import (
    Country,
    Criterion,
    Event,
    Municipality,
    Network,
    Practice,
    Source,
    Term,
    Tombstone,
)
from networks.reference import load as places
from networks.reference.reading import BrokenData

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data files that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(places.DATA, folder)
    monkeypatch.setattr(places, "DATA", folder)
    return folder


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems() -> list[str]:
    """What a load complains of; it must load nothing."""
    with pytest.raises(BrokenData) as caught:
        load_everything()
    assert not Source.objects.exists()
    return str(caught.value).splitlines()


def test_everything_is_there(reference: None) -> None:
    models = (Country, Municipality, Network, Practice, Event, Criterion, Term)
    assert [model.objects.count() for model in models] == [24, 62, 10, 22, 35, 10, 172]


def test_members_are_public_facts_with_a_source(reference: None) -> None:
    assert not Municipality.objects.exclude(
        is_public=True, origin="public_source", source__isnull=False
    ).exists()


def test_dates_are_as_partial_as_their_source(reference: None) -> None:
    mendoza = Municipality.objects.get(slug="ar-mendoza")
    assert (mendoza.joined_on, mendoza.joined_precision) == (datetime.date(2021, 11, 1), "month")


def test_cities_belong_to_the_province_that_is_itself_a_member(reference: None) -> None:
    parts = Municipality.objects.filter(part_of__isnull=False).values_list("slug", "part_of__slug")
    assert len(parts) == 11
    assert ("ar-maipu", "ar-provincia-de-mendoza") in parts
    assert "ar-rosario" not in dict(parts)


def test_portuguese_texts_are_kept_as_brazilian(reference: None) -> None:
    assert Country.objects.get(iso2="BR").name_pt_br == "Brasil"


def test_recommendations_are_in_three_languages(reference: None) -> None:
    texts = [item["text"] for row in Criterion.objects.all() for item in row.recommendations]
    assert len(texts) == 17  # one of the sixteen belongs to two criteria
    assert all(text.keys() == {"en", "es", "pt-br"} and all(text.values()) for text in texts)


def test_a_practice_elsewhere_keeps_its_place_by_name(reference: None) -> None:
    practice = Practice.objects.get(slug="sao-paulo-municipal-policy")
    assert (practice.municipality, practice.place, practice.country.iso2) == (None, "São Paulo", "BR")


def test_no_internal_code_can_be_seen(reference: None) -> None:
    internal = re.compile(r"seed-\d|\.yaml|\.csv|README")
    for model in (Country, Municipality, Network, Practice, Event, Term, Source):
        for values in model.objects.values():
            assert not internal.search(str(values)), values


def test_founding_documents_have_a_title_and_no_address(reference: None) -> None:
    source = Municipality.objects.get(slug="cl-la-calera").source
    assert source is not None
    assert (source.title.startswith("UNHCR article"), source.address) == (True, "")


def stamps() -> list[tuple[object, object]]:
    """When each record was last changed."""
    models = (Country, Municipality, Network, Practice, Event)
    return [row for model in models for row in model.objects.order_by("pk").values_list("pk", "updated_at")]


def test_a_second_load_touches_nothing(reference: None) -> None:
    before, versions = stamps(), Municipality.history.count()
    counts = load_everything()
    assert counts is not None
    assert {(count.added, count.changed, count.removed) for count in counts.values()} == {(0, 0, 0)}
    assert stamps() == before
    assert Municipality.history.count() == versions


def test_a_changed_field_changes_its_row_alone(reference: None, files: Path) -> None:
    before = Municipality.objects.get(slug="cl-arica")
    edit(files / "members.csv", "cl-nunoa,Ñuñoa,", "cl-nunoa,Ñuñoa nueva,")
    counts = load_everything()
    assert counts is not None
    assert (counts["municipalities"].changed, counts["municipalities"].left) == (1, 61)
    changed = Municipality.objects.get(slug="cl-nunoa")
    assert "nunoa nueva" in changed.search_text
    assert changed.history.count() == 2
    assert Municipality.objects.get(slug="cl-arica").updated_at == before.updated_at


def test_a_changed_link_marks_its_row_as_updated(reference: None, files: Path) -> None:
    before = Network.objects.get(slug="ar-red-ciudades-solidarias")
    edit(files / "networks.yaml", "members: [ar-salta, ar-avellaneda]", "members: [ar-salta]")
    load_everything()
    after = Network.objects.get(slug="ar-red-ciudades-solidarias")
    assert [member.slug for member in after.members.all()] == ["ar-salta"]
    assert after.updated_at > before.updated_at


def test_a_member_that_left_the_file_is_hidden_and_not_deleted(reference: None, files: Path) -> None:
    path = files / "members.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("gt-esquipulas")), encoding="utf-8")
    counts = load_everything()
    assert counts is not None
    assert counts["municipalities"].removed == 1
    gone = Municipality.objects.get(slug="gt-esquipulas")
    assert not gone.is_public
    assert Tombstone.objects.filter(resource="municipalities", object_id=gone.pk).exists()
    path.write_text("".join(lines), encoding="utf-8")
    load_everything()
    assert Municipality.objects.get(slug="gt-esquipulas").is_public
    assert not Tombstone.objects.exists()


def test_what_people_entered_is_never_withdrawn(reference: None) -> None:
    term = Term.objects.of("network_kinds").get(code="coalition")
    Network.objects.create(slug="ours", name_en="Ours", kind=term, link="neighbour", is_public=True)
    load_everything()
    assert Network.objects.get(slug="ours").is_public


def test_a_term_that_left_the_file_is_retired(
    reference: None, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(instruments.DATA, tmp_path / "instruments")
    monkeypatch.setattr(instruments, "DATA", tmp_path / "instruments")
    edit(files / "vocabularies.yaml", "      - {code: culture,", "      # - {code: culture,")
    edit(files / "practices.yaml", "culture", "awareness")
    with pytest.raises(BrokenData, match="culture is not a known term"):
        load_everything()
    for path in (files / "practices.yaml", tmp_path / "instruments" / "agreements.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(areas: \[.*)\bculture\b", r"\1awareness", text), encoding="utf-8")
    load_everything()
    assert Term.objects.of("strategic_areas").get(code="culture").is_retired


def test_a_load_that_fails_at_its_last_step_changes_nothing(
    reference: None, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(questions.DATA, tmp_path / "questions")
    monkeypatch.setattr(questions, "DATA", tmp_path / "questions")
    edit(files / "members.csv", "cl-nunoa,Ñuñoa,", "cl-nunoa,Ñuñoa nueva,")
    edit(tmp_path / "questions" / "questionnaire" / "C01.yaml", "unit: yes_no", "unit: percent")
    with pytest.raises(PublishedDiffers):  # the questionnaire comes last
        load_everything()
    assert Municipality.objects.get(slug="cl-nunoa").name == "Ñuñoa"


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "message"),
    [
        (
            "members.csv",
            "ar-rosario,Rosario,AR",
            "ar-rosario,Rosario,XX",
            "country_iso2",
            "XX is not a known country",
        ),
        ("members.csv", "2021-11,month", "2021-13,month", "joined_on", "month must be in 1..12"),
        ("members.csv", "2021-11,month", "2021-11,day", "joined_precision", "is known to the month"),
        ("members.csv", "-32.94682", "-132.94682", "latitude", "not between -90 and 90"),
        ("members.csv", "-32.94682", "north", "latitude", "not a number of degrees"),
        ("members.csv", "3838583,948312", "3838583,many", "population", "a whole number is expected"),
        ("members.csv", "ar-pilar,", "ar-quilmes,", "key", "ar-quilmes stands here twice"),
        ("members.csv", "AR,province,", "AR,planet,", "kind", "'planet' is not a valid choice"),
        ("countries.csv", "America/Belize", "America/Atlantis", "time_zones", "is not a time zone"),
        ("criteria.yaml", "      es: Capacidad institucional\n", "", "criteria.title.es", "is missing"),
        ("criteria.yaml", "code: C10", "code: C11", "criteria.code", "'C11' is not one of C01 to C10"),
        (
            "practices.yaml",
            "{member: ec-quito}",
            "{member: ec-atlantis}",
            "practices.place.member",
            "not a known",
        ),
        (
            "practices.yaml",
            "people_reached: null",
            "people_reached: many",
            "practices.people_reached",
            "a whole number",
        ),
        ("practices.yaml", "recognised: null", "recognized: null", "practices.recognized", "is not a field"),
        ("events.yaml", "starts_on: '2009'", "starts_on: 2009", "events.starts_on", "a code is expected"),
        (
            "events.yaml",
            "ends_on: '2007-09-25'",
            "ends_on: '2007-09-24'",
            "events.ends_on",
            "ends before it starts",
        ),
        (
            "networks.yaml",
            "address: seed-001",
            "address: seed-009",
            "networks.source.address",
            "not a founding document",
        ),
        ("networks.yaml", "kind: coalition", "kind: [coalition]", "networks.kind", "a code is expected"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(
    files: Path, file: str, old: str, new: str, field: str, message: str
) -> None:
    line = edit(files / file, old, new)
    found = problems()
    exact = [text for text in found if text.startswith(f"{file}, line ") and f", {field}: " in text]
    assert exact, found
    assert message in exact[0]
    if new:  # a field that is missing is named by the line of what lacks it
        assert abs(int(exact[0].split("line ")[1].split(",")[0]) - line) <= 1


def test_text_that_is_no_yaml_is_named_by_its_line(files: Path) -> None:
    line = edit(files / "networks.yaml", "    link: programme", "    link: [programme")
    broken = [text for text in problems() if ": this is not YAML" in text]
    assert [text.split(":")[0] for text in broken] == [f"networks.yaml, line {line + 1}"]


def test_bytes_that_are_no_text_are_named_by_their_line(files: Path) -> None:
    path = files / "countries.csv"
    path.write_bytes(path.read_bytes().replace(b"Belize,Belice", b"Belize,Belic\xe9", 1))
    assert "countries.csv, line 5: this is not UTF-8 text" in problems()


def test_a_field_too_many_is_named_by_its_line(files: Path) -> None:
    line = edit(files / "countries.csv", "BZ,BLZ,", "BZ,BLZ,extra,")
    assert f"countries.csv, line {line}: 16 fields where the header names 15" in problems()


def test_a_missing_file_is_not_an_empty_one(files: Path) -> None:
    (files / "events.yaml").unlink()
    assert "events.yaml, line 0: the file is missing" in problems()


def test_a_list_that_lost_its_name_does_not_withdraw_everything(files: Path) -> None:
    edit(files / "practices.yaml", "\npractices:\n", "\npractice:\n")
    assert any("practices: holds no records" in text for text in problems())


def test_many_mistakes_are_listed_up_to_twenty(files: Path) -> None:
    path = files / "members.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",agreement,", ",by plane,"), encoding="utf-8")
    found = problems()
    assert len(found) == 21
    assert re.fullmatch(r"… and \d+ more\.", found[-1])


def test_the_command_says_what_is_wrong_and_fails(files: Path) -> None:
    edit(files / "members.csv", "ar-rosario,Rosario,AR", "ar-rosario,Rosario,XX")
    with pytest.raises(CommandError, match=r"members.csv, line 3, country_iso2") as caught:
        call_command("load_reference")
    assert caught.value.returncode == 1


def test_nothing_is_read_when_the_files_are_the_same(reference: None) -> None:
    assert load_everything(if_changed=True) is None


def test_an_edited_file_is_noticed(reference: None, files: Path) -> None:
    edit(files / "members.csv", "cl-nunoa,Ñuñoa,", "cl-nunoa,Ñuñoa nueva,")
    assert load_everything(if_changed=True) is not None
