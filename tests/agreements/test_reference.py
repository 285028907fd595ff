"""The instruments of public sources in the tables: whole, repeatable, and told as the sources tell them."""

import shutil
from pathlib import Path

import pytest

from agreements.models import Agreement, AgreementEvent, Approval, RelatedInstrument, Ruling, Signatory
from agreements.reference import load as instruments
from assessments.reference import load_everything
from networks.models import Event, Municipality, Tombstone
from networks.reference.reading import BrokenData

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data file that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(instruments.DATA, folder)
    monkeypatch.setattr(instruments, "DATA", folder)
    return folder / "agreements.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_record_of_the_file_is_loaded(reference: None) -> None:
    models = (Agreement, Ruling, RelatedInstrument, Signatory, Approval, AgreementEvent)

    assert [model.objects.count() for model in models] == [42, 1, 5, 20, 2, 57]
    assert not Agreement.objects.exclude(origin="public_source", is_public=True).exists()
    assert not Agreement.objects.filter(sources=None).exists()
    assert not Agreement.objects.filter(is_sample=True).exists()


def test_what_the_ruling_found_unlawful_is_told_as_it_is(reference: None) -> None:
    ruling = Ruling.objects.get()
    found = Agreement.objects.filter(events__ruling=ruling)

    assert (ruling.number, ruling.decided_precision) == ("E267186/2022", "day")
    assert "60 días hábiles" in ruling.summary_es  # type: ignore[attr-defined]
    assert found.count() == 11
    assert set(found.values_list("state", flat=True)) == {"not_established"}  # what came after was not found
    assert not found.exclude(end_reason="").exists()
    standing = set(found.values_list("municipality__standing", flat=True))
    assert standing == {Municipality.Standing.AGREEMENT_ANNULLED}


def test_status_says_no_more_than_the_sources(reference: None) -> None:
    status = dict(Agreement.objects.with_status().values_list("slug", "status"))

    assert status["mx-tapachula-2020"] == "expired"  # a term that the agreement states
    assert status["ar-rosario-2007"] == "not_established"
    assert status["br-maringa-recognition-2022"] == "not_established"  # a recognition is no agreement
    assert status["uy-montevideo-2009"] == "signed"  # approved by the executive, not by the council
    assert not {"in_force", "renewal", "ratified"} & set(status.values())


def test_partial_dates_stay_partial(reference: None) -> None:
    mendoza = Agreement.objects.get(slug="ar-mendoza-2021")
    first = Agreement.objects.get(slug="mx-saltillo-first")

    assert (str(mendoza.signed_on), mendoza.signed_precision) == ("2021-11-01", "month")
    assert (first.signed_on, first.signed_not_after_precision) == (None, "month")
    renewed = first.events.get(kind__code="renewed")
    assert renewed.later_agreement
    assert renewed.later_agreement.slug == "mx-saltillo-2025"


def test_every_signing_of_an_event_names_an_instrument(reference: None) -> None:
    named = set(Event.objects.exclude(agreement_key="").values_list("agreement_key", flat=True))

    assert named
    assert named <= set(Agreement.objects.values_list("slug", flat=True))


def test_a_second_load_leaves_everything(reference: None) -> None:
    before = list(Agreement.objects.values_list("pk", "updated_at"))
    versions = Agreement.history.count()

    counts = load_everything()

    assert counts is not None
    assert {(count.added, count.changed, count.removed) for count in counts.values()} == {(0, 0, 0)}
    assert list(Agreement.objects.values_list("pk", "updated_at")) == before
    assert Agreement.history.count() == versions


def test_a_changed_record_changes_alone_and_a_part_that_left_goes(reference: None, file: Path) -> None:
    edit(file, "place: Puerto Barrios", "place: Puerto Barrios, Izabal")
    edit(
        file, "      - {party: unhcr, office: Representante de ACNUR en Guatemala, name: Besem Obenson}\n", ""
    )

    counts = load_everything()

    assert counts is not None
    assert (counts["agreements"].changed, counts["agreements"].left) == (1, 41)
    assert counts["signatories"].removed == 1
    assert "izabal" in Agreement.objects.get(slug="gt-puerto-barrios-2021").search_text


def test_an_instrument_that_left_the_file_is_withdrawn(reference: None, file: Path) -> None:
    edit(file, "key: mx-tijuana-2025", "key: mx-tijuana-of-2025")

    load_everything()

    gone = Agreement.objects.get(slug="mx-tijuana-2025")
    assert not gone.is_public
    assert Tombstone.objects.filter(resource="agreements", object_id=gone.pk).exists()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("authority: ar-rosario\n", "authority: ar-atlantis\n", "authority", "known municipality"),
        ("kind: letter_of_intent", "kind: promise", "kind", "not a known term"),
        ("signed_on: '2007-09-25'", "signed_on: '2007-13'", "signed_on", "month must be"),
        ("signed_not_after: '2009'", "signed_not_after: around 2009", "signed_not_after", "not a date"),
        ("to: '2022-12-31', precision: day", "to: '2022-12-31', precision: year", "term.precision", "day"),
        ("body_kind: executive", "body_kind: king", "approvals.body_kind", "not a valid choice"),
        ("    state: not_established\n", "    state: in_force\n", "state", "public source"),
        ("ruling: cl-contraloria-e267186-2022}", "ruling: none-such}", "events.ruling", "known ruling"),
        ("by: mx-saltillo-2025", "by: mx-saltillo-2052", "events.by", "known agreement"),
        ("place: Bogotá", "plaza: Bogotá", "plaza", "not a field"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_line_and_field(
    file: Path, old: str, new: str, place: str, message: str
) -> None:
    edit(file, old, new)

    with pytest.raises(BrokenData) as broken:
        load_everything()

    told = [str(problem) for problem in broken.value.problems]
    named = [text for text in told if text.startswith("agreements.yaml, line ") and f".{place}: " in text]
    assert any(message in text for text in named), told
    assert not Agreement.objects.exists()
