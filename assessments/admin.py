"""The questionnaire in the administration pages: to read. A published version is frozen."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from assessments.models import Level, Question, Questionnaire, SuggestedCommitment


class ReadOnly:
    """Looking is all: versions come from files, through load_reference."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False


class LevelInline(ReadOnly, admin.TabularInline[Level, Question]):
    model = Level
    fields = ("value", "description_es", "description_pt_br", "description_en")


class CommitmentInline(ReadOnly, admin.TabularInline[SuggestedCommitment, Question]):
    model = SuggestedCommitment
    fields = ("code", "text_es", "text_pt_br", "text_en", "unit")


@admin.register(Questionnaire)
class QuestionnaireAdmin(ReadOnly, admin.ModelAdmin[Questionnaire]):
    list_display = ("version", "is_official", "published_at")


@admin.register(Question)
class QuestionAdmin(ReadOnly, admin.ModelAdmin[Question]):
    list_display = ("code", "questionnaire", "criterion", "facet", "weight", "is_key")
    list_filter = ("questionnaire", "criterion", "facet")
    list_select_related = ("questionnaire", "criterion")
    search_fields = ("code", "text_en", "text_es", "text_pt_br")
    exclude = ("competence_note", "text", "guidance")  # shown language by language
    inlines = (LevelInline, CommitmentInline)
