"""Places, people's postings and the words of the programme in the administration pages."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin
from simple_history.admin import SimpleHistoryAdmin

from networks.actions import give_posting, withdraw_posting
from networks.models import (
    Country,
    Criterion,
    Event,
    Municipality,
    Network,
    Organisation,
    Posting,
    Practice,
    Source,
    Term,
    Tombstone,
    Vocabulary,
)

AnyForm = ModelForm[Any]


class Kept:
    """Records that are never deleted: others rest on them, and their keys are permanent."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False


class Fixed(Kept):
    """Records whose number is fixed by the programme: only their words change."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        """Never."""
        return False


class Published(Kept):
    """Records that can be public: withdrawing one leaves a tombstone for API clients."""

    list_filter: Any = ("is_public", "origin")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """Where a record comes from; and its key, once it has one."""
        return ("origin", "slug") if obj else ("origin",)

    def save_model(self, request: HttpRequest, obj: Any, form: AnyForm, change: bool) -> None:
        """Save, and keep the tombstone true."""
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        if change and "is_public" in form.changed_data:
            Tombstone.objects.follow(obj)


@admin.register(Country)
class CountryAdmin(Fixed, TranslationAdmin[Country]):
    list_display = ("iso2", "name", "default_language", "route", "ratification_usual")
    readonly_fields = ("iso2", "iso3", "numeric")
    search_fields = ("iso2", "name_en", "name_es", "name_pt_br")
    autocomplete_fields = ("sources",)


@admin.register(Municipality)
class MunicipalityAdmin(Published, SimpleHistoryAdmin):
    list_display = ("name", "country", "kind", "standing", "is_public", "is_sample")
    list_filter = ("is_public", "is_sample", "origin", "kind", "standing", "country")
    list_select_related = ("country",)
    search_fields = ("search_text", "slug")
    autocomplete_fields = ("country", "part_of", "source")


@admin.register(Network)
class NetworkAdmin(Published, TranslationAdmin[Network]):
    list_display = ("name", "kind", "link", "is_public")
    list_select_related = ("kind",)
    search_fields = ("slug", "name_en", "name_es", "name_pt_br")
    autocomplete_fields = ("kind", "as_member", "countries", "sources")


@admin.register(Practice)
class PracticeAdmin(Published, TranslationAdmin[Practice]):
    list_display = ("title", "municipality", "place_name", "country", "is_public")
    list_select_related = ("municipality", "country")
    search_fields = ("search_text", "slug")
    autocomplete_fields = ("municipality", "country", "theme", "areas", "criteria", "source", "other_sources")


@admin.register(Event)
class EventAdmin(Published, TranslationAdmin[Event]):
    list_display = ("title", "kind", "starts_on", "country", "is_public")
    list_select_related = ("kind", "country")
    search_fields = ("slug", "title_en", "title_es", "title_pt_br")
    autocomplete_fields = ("kind", "country", "municipalities", "networks", "source", "other_sources")


@admin.register(Criterion)
class CriterionAdmin(Fixed, TranslationAdmin[Criterion]):
    list_display = ("number", "code", "title")
    readonly_fields = ("code", "number", "slug")
    search_fields = ("code", "title_en", "title_es", "title_pt_br")
    autocomplete_fields = ("source",)


@admin.register(Vocabulary)
class VocabularyAdmin(Fixed, admin.ModelAdmin[Vocabulary]):
    list_display = ("code", "is_official", "source")
    list_select_related = ("source",)
    readonly_fields = ("code",)
    autocomplete_fields = ("source",)
    search_fields = ("code",)


@admin.register(Term)
class TermAdmin(Kept, TranslationAdmin[Term]):
    list_display = ("name", "vocabulary", "code", "is_retired")
    list_filter = ("is_retired", "vocabulary")
    list_select_related = ("vocabulary",)
    search_fields = ("code", "name_en", "name_es", "name_pt_br")
    autocomplete_fields = ("vocabulary", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """The code of a term is permanent."""
        return ("vocabulary", "code") if obj else ()


@admin.register(Source)
class SourceAdmin(Kept, admin.ModelAdmin[Source]):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("title", "address")
    search_fields = ("title", "address")


@admin.register(Organisation)
class OrganisationAdmin(Kept, admin.ModelAdmin[Organisation]):
    list_display = ("name", "is_sample")
    search_fields = ("name",)


@admin.register(Posting)
class PostingAdmin(admin.ModelAdmin[Posting]):
    """Who serves where. Every change is recorded."""

    list_display = ("user", "role", "municipality", "country", "organisation")
    list_filter = ("role", "country")
    list_select_related = ("user", "municipality", "country", "organisation")
    search_fields = ("user__email", "user__name", "municipality__search_text")
    autocomplete_fields = ("user", "municipality", "country", "organisation")

    def save_model(self, request: HttpRequest, obj: Posting, form: AnyForm, change: bool) -> None:  # noqa: ARG002
        """Give or change the posting."""
        give_posting(obj, by=request.user)  # type: ignore[arg-type]  # nobody else gets here

    def delete_model(self, request: HttpRequest, obj: Posting) -> None:
        """Withdraw one posting."""
        withdraw_posting(obj, by=request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Posting]) -> None:
        """Withdraw several, each with its own event."""
        for posting in queryset.select_related("user", "municipality", "country"):
            self.delete_model(request, posting)
