"""Which columns exist in Spanish, Portuguese and English."""

from modeltranslation.translator import TranslationOptions, register

from assessments.models import Level, Question, Round, SuggestedCommitment


@register(Question)
class QuestionTexts(TranslationOptions):
    fields = ("competence_note", "text", "guidance")


@register(Level)
class LevelTexts(TranslationOptions):
    fields = ("description",)


@register(SuggestedCommitment)
class SuggestedCommitmentTexts(TranslationOptions):
    fields = ("text", "indicator")


@register(Round)
class RoundTexts(TranslationOptions):
    fields = ("name",)
