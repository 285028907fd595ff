"""The administration pages: for administrators, constant in queries, and with a trace of what they do."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.functional import Promise
from modeltranslation.fields import TranslationField

from networks.models import Municipality, Posting, Practice, Tombstone
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from tests.networks.stories import tight

pytestmark = pytest.mark.django_db
OURS = ("accounts", "networks", "assessments")
MODELS = [model for model in admin.site._registry if model._meta.app_label in OURS]


@pytest.fixture
def chief(sign_in):
    """The client of a system administrator."""
    user = User.objects.create_superuser("chief@cast.example", "cast-password-1", name="Chief", language="en")
    Posting.objects.create(user=user, role=Role.ADMINISTRATOR)
    return sign_in(user)


def test_the_door_closes_when_the_posting_is_withdrawn(chief) -> None:
    assert chief.get(reverse("admin:index")).status_code == 200

    Posting.objects.all().delete()

    assert chief.get(reverse("admin:index")).status_code == 302


def address(model, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_list_and_record_opens(reference: None, cast, chief) -> None:
    for model in MODELS:
        first = model._default_manager.first()
        assert first is not None
        for page in (address(model, "changelist"), address(model, "change", first.pk)):
            assert chief.get(page).status_code == 200, page


def test_every_list_costs_the_same_with_more_rows(reference: None, cast, chief, monkeypatch) -> None:
    def cost(model, rows: int) -> int:
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
        with CaptureQueriesContext(connection) as queries:
            chief.get(address(model, "changelist"))
        return len(queries)

    for model in MODELS:
        cost(model, 1)  # content types are looked up once
        assert cost(model, 2) == cost(model, 60), model


def test_others_are_turned_away(cast, sign_in) -> None:
    assert sign_in(cast.bureau).get("/admin/", follow=True).status_code == 403


def test_visitors_are_sent_to_the_one_sign_in(db: None, client) -> None:
    answer = client.get("/admin/", follow=True)
    assert "/account/login/" in answer.redirect_chain[-1][0]


def test_giving_a_posting_is_recorded(cast, chief) -> None:
    chief.post(
        address(Posting, "add"),
        {"user": cast.nobody.pk, "role": Role.COUNTRY_READER, "country": cast.chile.pk},
    )
    posting = cast.nobody.postings.get()
    event = Event.objects.about(posting).get()
    assert (event.verb, event.actor_label) == ("posting.given", "Chief")


def test_a_role_without_its_place_is_explained(cast, chief) -> None:
    answer = chief.post(
        address(Posting, "add"),
        {"user": cast.nobody.pk, "role": Role.COUNTRY_READER},
        HTTP_ACCEPT_LANGUAGE="en",
    )
    assert "Role and place do not fit" in answer.content.decode()
    assert not cast.nobody.postings.exists()


def test_withdrawing_postings_is_recorded_one_by_one(cast, chief) -> None:
    chosen = list(Posting.objects.filter(country=cast.chile).values_list("pk", flat=True))
    chief.post(
        address(Posting, "changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )
    assert not Posting.objects.filter(pk__in=chosen).exists()
    assert Event.objects.filter(verb="posting.withdrawn").count() == len(chosen)


def test_hiding_a_practice_leaves_a_tombstone(reference: None, chief) -> None:
    practice = Practice.objects.get(slug="quito-inclusive-city")
    page = address(Practice, "change", practice.pk)
    form = chief.get(page).context["adminform"].form
    fields = {form.add_prefix(name): form[name].value() for name in form.fields}
    sent = {name: value for name, value in fields.items() if value not in (None, False)}
    sent["partners"] = "[]"
    del sent["is_public"]
    chief.post(page, sent)
    practice.refresh_from_db()
    assert not practice.is_public
    assert Tombstone.objects.filter(resource="practices", object_id=practice.pk).exists()


@pytest.mark.parametrize("model", [Municipality, User])
def test_what_others_rest_on_cannot_be_deleted(reference: None, cast, chief, model) -> None:
    assert chief.post(address(model, "delete", model.objects.first().pk), {"post": "yes"}).status_code == 403


def test_an_address_is_kept_in_lower_case(chief) -> None:
    chief.post(
        address(User, "add"),
        {
            "email": "New@Cast.Example",
            "name": "New",
            "language": "es",
            "time_zone": "UTC",
            "usable_password": "false",
        },
    )
    assert not User.objects.get(email="new@cast.example").has_usable_password()


def test_every_field_that_is_shown_has_words_to_translate() -> None:
    """Django calls a field without words by its name in the code, in every language."""
    untranslated = [
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.editable and not field.auto_created and not isinstance(field.verbose_name, Promise)
        and not isinstance(field, TranslationField)  # named after the field it translates
    ]  # fmt: skip

    assert untranslated == []


@pytest.mark.parametrize(
    ("language", "word", "heading", "form"),
    [("es", "municipios", "País", "Fuente:"), ("pt-br", "municípios", "País", "Fonte:")],
)
def test_places_are_listed_and_shown_in_the_language_of_the_person(
    cast, chief, language: str, word: str, heading: str, form: str
) -> None:
    User.objects.filter(name="Chief").update(language=language)

    listed = chief.get(address(Municipality, "changelist")).content.decode()
    shown = chief.get(address(Municipality, "change", cast.montevideo.pk)).content.decode()

    assert word in listed
    assert "prefeitura" not in listed.lower() + shown.lower()
    assert re.search(rf"column-country.*?>{heading}</a>", listed, re.DOTALL)
    assert f">{form}</label>" in tight(shown)


@pytest.mark.parametrize(
    ("language", "column", "app"),
    [("es", "Motivo del cambio", "Redes"), ("pt-br", "Motivo da mudança", "Redes")],
)
def test_earlier_versions_are_told_in_the_language_of_the_person(
    cast, chief, language: str, column: str, app: str
) -> None:
    User.objects.filter(name="Chief").update(language=language)
    earlier = cast.montevideo.history.first()

    versions = chief.get(address(Municipality, "history", cast.montevideo.pk)).content.decode()
    one = chief.get(address(Municipality, "simple_history", cast.montevideo.pk, earlier.pk)).content.decode()

    assert column in versions
    assert "Choose a date" not in versions
    assert "Press the" not in one
    assert f">{app}</a>" in one.split('class="breadcrumbs"')[1].split("</div>")[0]
    assert ">Historical" not in one
