"""The items of the published questionnaires, a row each: the form in which a spreadsheet can hold them."""

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from assessments.models import Level, Question
from assessments.records.questionnaires import COMMITMENT, EXAMPLE_ID
from solidarity.web.columns import Choice, Column, Field, Person, Read, Translated, Worded, localized
from solidarity.web.outputs import BOOLEAN, CODE, ID, INTEGER, TEXT, Output
from solidarity.web.records import Nested, Record

LEVELS = range(5)


class LevelTexts(Column):
    """What each of the five levels looks like: a column each, where JSON elsewhere has a list."""

    def outputs(self) -> Sequence[Output]:
        return tuple(
            Output(
                name=f"level_{value}",
                meaning=_("What this level looks like here."),
                kind=TEXT,
                example="An approved rule…",
                nullable=True,
            )
            for value in LEVELS
        )

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        texts = Level.objects.filter(question=OuterRef("pk")).order_by()
        words = texts.annotate(words=localized("description")).values("words")
        return [Subquery(words.filter(value=value)[:1]) for value in LEVELS]


QUESTIONNAIRE_ITEM = Record(
    name="QuestionnaireItem",
    model=Question,
    key="place",  # by with_place()
    columns=(
        Field("id", _("Permanent identifier."), ID, path="pk", example=EXAMPLE_ID),
        Field(
            "questionnaire",
            _("Version of the questionnaire."),
            CODE,
            path="questionnaire__version",
            example="2026.1",
        ),
        Field("code", _("Permanent code."), CODE, example="C01.Q01"),
        Field("position", _("Place in the questionnaire."), INTEGER, example=1),
        Field("criterion", _("Code of the criterion."), CODE, path="criterion__code", example="C01"),
        Translated(
            "criterion_label", _("Title of the criterion."), path="criterion__title", example="Capacity"
        ),
        Choice("facet", _("Asked about: rule, practice or reach."), Question.Facet, example="norm"),
        Field("is_key", _("Whether it is a key item."), BOOLEAN, example=True),
        Field("weight", _("Weight, 1 to 3."), INTEGER, example=3),
        Choice("competence", _("Whose competence it usually is."), Question.Competence, example="municipal"),
        Translated("competence_note", _("Note on the competence."), example=""),
        Translated("text", _("The question."), example="How far do local rules…?"),
        Translated("guidance", _("How to find out."), example="Look at ordinances…"),
        LevelTexts(),
        Worded("evidence", _("Evidence that may be given."), many=True, example=["Ordinance in force"]),
        Field("tags", _("Codes of the strategic areas."), CODE, many=True, example=["protection"]),
    ),
    details=(Nested("commitments", _("Commitments that are suggested."), COMMITMENT, order="code"),),
)
