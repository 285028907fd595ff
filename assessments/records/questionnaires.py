"""What the questionnaires show: a list of versions, and one version whole."""

from django.utils.translation import gettext_lazy as _

from assessments.models import Level, Question, Questionnaire, SuggestedCommitment
from solidarity.web.columns import Choice, Field, Translated, Worded
from solidarity.web.outputs import BOOLEAN, CODE, ID, INTEGER, TIME, Output, Sentence, shape
from solidarity.web.records import Nested, Record

EXAMPLE_ID = "3f1c9a52-5d0e-4b7a-9a41-6f0f5f1f7c11"
NAME = Output(name="name", meaning=_("Name."), example="Established")
MEANING = Output(name="meaning", meaning=_("Meaning."), example="Working across the city…")
CODED = Output(name="code", meaning=_("Permanent code."), kind=CODE, example="norm")
STEP = Output(name="value", meaning=_("Level, 0 to 4."), kind=INTEGER, example=3)
EFFECT = Output(name="effect", meaning=_("How it counts."), example="counts in the score and in the coverage")

LEVEL = Record(
    name="Level",
    model=Level,
    key="question",
    columns=(
        Field("value", _("Level, 0 to 4."), INTEGER, example=3),
        Translated("description", _("What the level looks like here."), example="An approved rule…"),
    ),
)
COMMITMENT = Record(
    name="SuggestedCommitment",
    model=SuggestedCommitment,
    key="question",
    columns=(
        Field("code", _("Permanent code."), CODE, example="C01.Q01.A"),
        Translated("text", _("The commitment that is suggested."), example="Approve within 12 months…"),
        Translated("indicator", _("How it is measured."), example="Ordinance in force"),
        Choice("unit", _("Unit of the indicator."), SuggestedCommitment.Unit, example="yes_no"),
    ),
)
ITEM = Record(
    name="Item",
    model=Question,
    key="questionnaire",
    columns=(
        Field("code", _("Permanent code."), CODE, example="C01.Q01"),
        Field("position", _("Place in the questionnaire."), INTEGER, example=1),
        Field("criterion", _("Code of the criterion."), CODE, path="criterion__code", example="C01"),
        Translated(
            "criterion_label", _("Title of the criterion."), path="criterion__title", example="Capacity"
        ),
        Choice(
            "facet",
            _("Asked about: rule, practice or reach."),
            Question.Facet,
            example="norm",
        ),
        Field("is_key", _("Whether it is a key item."), BOOLEAN, example=True),
        Field("weight", _("Weight, 1 to 3."), INTEGER, example=3),
        Choice("competence", _("Whose competence it usually is."), Question.Competence, example="municipal"),
        Translated("competence_note", _("Note on the competence."), example=""),
        Translated("text", _("The question."), example="How far do local rules…?"),
        Translated("guidance", _("How to find out."), example="Look at ordinances…"),
        Worded("evidence", _("Evidence that may be given."), many=True, example=["Ordinance in force"]),
        Field("tags", _("Codes of the strategic areas."), CODE, many=True, example=["protection"]),
        Nested("levels", _("The five levels."), LEVEL, order="value"),
        Nested("commitments", _("Commitments that are suggested."), COMMITMENT, order="code"),
    ),
)


def _list_of(name: str, meaning: Sentence, *members: Output) -> Worded:
    example = [{member.name: member.example for member in members}]
    return Worded(name, meaning, shape=shape(members), many=True, example=example)


QUESTIONNAIRE = Record(
    name="Questionnaire",
    model=Questionnaire,
    key="version",
    columns=(
        Field("id", _("Permanent identifier."), ID, path="pk", example=EXAMPLE_ID),
        Field("version", _("Version."), CODE, example="2026.1"),
        Field(
            "is_official",
            _("Whether it is the official text."),
            BOOLEAN,
            example=False,
        ),
        Field("published_at", _("When it was published, in UTC."), TIME, example="2026-05-14T09:30:00Z"),
        Field("updated_at", _("When the row last changed, in UTC."), TIME, example="2026-05-14T09:30:00Z"),
    ),
    details=(
        _list_of("levels", _("The scale."), STEP, NAME, MEANING),
        _list_of("facets", _("What items ask about."), CODED, NAME, MEANING),
        _list_of("competences", _("Whose competence a thing may be."), CODED, NAME),
        _list_of("answer_states", _("How an item may be answered."), CODED, NAME, EFFECT),
        Nested("items", _("The items, in their order."), ITEM, order="position"),
    ),
)
