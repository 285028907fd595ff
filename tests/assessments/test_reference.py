"""The questionnaire: whole, published once, and then frozen by the database itself."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from assessments.models import Level, Question, Questionnaire, SuggestedCommitment
from assessments.reference import load, load_everything
from networks.reference.reading import BrokenData

pytestmark = pytest.mark.django_db
TABLES = [Questionnaire, Question, Level, SuggestedCommitment]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the questionnaire's files that a test may spoil."""
    shutil.copytree(load.DATA, tmp_path / "data")
    monkeypatch.setattr(load, "DATA", tmp_path / "data")
    return tmp_path / "data" / "questionnaire"


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_version_is_whole(reference: None) -> None:
    assert [model.objects.count() for model in TABLES] == [1, 60, 300, 120]


def test_the_version_is_published(reference: None) -> None:
    newest = Questionnaire.objects.newest()
    assert newest is not None
    assert newest.version == "2026.1"
    assert not newest.is_official


def test_the_rules_come_with_the_version(reference: None) -> None:
    rules = Questionnaire.objects.get().rules
    assert rules["minimum_coverage"] == 60
    assert rules["award_thresholds"]["overall_minimum"] == 70
    assert rules["readings"][0]["name"].keys() == {"en", "es", "pt-br"}


def test_every_text_is_in_three_languages(reference: None) -> None:
    texts = {
        Question: "text guidance competence_note",
        Level: "description",
        SuggestedCommitment: "text indicator",
    }
    for model, fields in texts.items():
        for field in fields.split():
            for language in ("en", "es", "pt_br"):
                assert not model.objects.filter(
                    models.Q(**{f"{field}_{language}": ""}) | models.Q(**{f"{field}_{language}": None})
                ).exists()


def test_the_same_words_again_are_left(reference: None) -> None:
    published_at = Questionnaire.objects.get().published_at
    counts = load_everything()
    assert counts is not None
    assert (counts["questions"].added, counts["questions"].left) == (0, 60)
    assert Questionnaire.objects.get().published_at == published_at


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("C03.yaml", "weight: 3", "weight: 2", "C03.Q"),
        ("C01.yaml", "en: No local rule or policy", "en: Not one local rule or policy", "C01.Q01"),
        ("C01.yaml", "unit: yes_no", "unit: percent", "C01.Q01"),
        ("scale.yaml", "minimum_coverage: 60", "minimum_coverage: 61", "2026.1"),
    ],
)
def test_other_words_for_a_published_version_are_refused(
    reference: None, files: Path, file: str, old: str, new: str, named: str
) -> None:
    edit(files / file, old, new)
    with pytest.raises(CommandError) as caught:
        call_command("load_reference")
    assert re.search(
        rf"is published and can no longer change, but the files differ in {named}", str(caught.value)
    )
    assert "a new version" in str(caught.value)


def test_a_new_version_stands_beside_the_old_one(reference: None, files: Path) -> None:
    for path in files.iterdir():
        edit(path, "version: '2026.1'", "version: '2027.1'")
    edit(files / "C01.yaml", "unit: yes_no", "unit: percent")
    load_everything()
    newest = Questionnaire.objects.newest()
    assert newest is not None
    assert newest.version == "2027.1"
    assert Question.objects.count() == 120


@pytest.mark.parametrize("model", TABLES)
def test_a_published_row_is_not_changed_through_the_orm(reference: None, model: type[models.Model]) -> None:
    with pytest.raises(IntegrityError, match="A published questionnaire is frozen"), transaction.atomic():
        model.objects.update(id=models.F("id"))


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_a_published_row_is_not_changed_by_raw_sql(
    reference: None, model: type[models.Model], statement: str
) -> None:
    with (
        pytest.raises(IntegrityError, match="A published questionnaire is frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=model._meta.db_table))


def test_nothing_is_added_to_a_published_version(reference: None) -> None:
    first = Question.objects.select_related("criterion", "questionnaire").first()
    assert first is not None
    again = {field.attname: getattr(first, field.attname) for field in Question._meta.concrete_fields}
    del again["id"]
    for make in (
        lambda: Question.objects.create(**again | {"code": "C01.Q99", "position": 99}),
        lambda: Level.objects.create(question=first, value=0, description_en="Again"),
        lambda: SuggestedCommitment.objects.create(question=first, code="Z", unit="number"),
    ):
        with pytest.raises(IntegrityError, match="A published questionnaire is frozen"), transaction.atomic():
            make()


def test_a_draft_can_still_change(reference: None) -> None:
    draft = Questionnaire.objects.create(
        version="draft", levels=[], facets=[], competences=[], answer_states=[], rules={}
    )
    Questionnaire.objects.filter(pk=draft.pk).update(version="other draft")
    assert draft.delete()[0] == 1


def test_a_question_cannot_move_into_a_published_version(reference: None) -> None:
    published = Questionnaire.objects.get()
    draft = Questionnaire.objects.create(
        version="draft", levels=[], facets=[], competences=[], answer_states=[], rules={}
    )
    first = published.questions.select_related("criterion").first()
    assert first is not None
    question = Question.objects.create(
        questionnaire=draft, criterion=first.criterion, code="C01.Q99", position=99, facet="norm", weight=1,
        competence="municipal", text_en="Draft",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(questionnaire=published)


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "message"),
    [
        ("C02.yaml", "weight: 3", "weight: 4", "items.weight", "4 is not 1, 2 or 3"),
        ("C02.yaml", "weight: 3", "weight: heavy", "items.weight", "a whole number is expected"),
        ("C02.yaml", "      4:\n", "      5:\n", "items.levels.4", "is missing"),
        ("C02.yaml", "facet: norm", "facet: rule", "items.facet", "'rule' is not a valid choice"),
        (
            "C02.yaml",
            "competence: municipal",
            "competence: ours",
            "items.competence",
            "'ours' is not a valid",
        ),
        ("C02.yaml", "code: C02.Q02", "code: C02.Q01", "items.code", "C02.Q01 stands here twice"),
        ("C02.yaml", "criterion: C02", "criterion: C03", "criterion", "C02 is expected in this file"),
        ("C02.yaml", "version: '2026.1'", "version: '2026.2'", "version", "2026.1 is expected"),
        ("C02.yaml", "key: true", "key: perhaps", "items.key", "true or false is expected"),
        ("scale.yaml", "value: 3", "value: 4", "levels", "the levels 0 to 4 are expected"),
        (
            "scale.yaml",
            "overall_minimum: 70",
            "overall_minimum: 170",
            "award_thresholds.overall_minimum",
            "percentage",
        ),
    ],
)
def test_a_mistake_is_named_and_nothing_is_loaded(
    files: Path, file: str, old: str, new: str, field: str, message: str
) -> None:
    edit(files / file, old, new)
    with pytest.raises(BrokenData) as caught:
        load_everything()
    named = [
        line for line in str(caught.value).splitlines() if re.match(rf"{file}, line \d+, {field}: ", line)
    ]
    assert named, str(caught.value)
    assert message in named[0]
    assert not Questionnaire.objects.exists()
