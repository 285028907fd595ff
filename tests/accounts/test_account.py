"""One's own name, language, time zone and appearance."""

from typing import Any

import pytest
from django.test import Client

from solidarity.accounts.models import User
from solidarity.audit.models import Event
from tests.cast import Cast

PAGE = "/en/account/"
FORM = {"name": "A person", "language": "pt-br", "time_zone": "UTC", "theme": "system"}


@pytest.fixture
def inside(client: Client, person: User) -> Client:
    """The person's own browser, signed in."""
    client.force_login(person)
    return client


def test_saving_another_language_opens_the_page_in_it(inside: Client, person: User) -> None:
    response = inside.post(PAGE, {**FORM, "language": "es"}, follow=True)

    person.refresh_from_db()
    assert person.language == "es"
    assert response.redirect_chain == [("/es/account/", 302)]


def test_saving_is_written_down_with_what_changed(inside: Client, person: User) -> None:
    inside.post(PAGE, {**FORM, "name": "Another name", "theme": "dark"})

    assert Event.objects.get(verb="user.profile_changed").details == {"fields": ["name", "theme"]}


def test_saving_nothing_new_writes_nothing_down(inside: Client, person: User) -> None:
    inside.post(PAGE, FORM)

    assert not Event.objects.filter(verb="user.profile_changed").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"language": "fr"},
        {"time_zone": "Mars/Base"},
        {"time_zone": ""},
        {"theme": "pink"},
    ],
)
def test_saving_nonsense_shows_the_form_again(inside: Client, person: User, wrong: dict[str, str]) -> None:
    response = inside.post(PAGE, {**FORM, **wrong})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert User.objects.get(pk=person.pk).name == "A person"


@pytest.mark.parametrize("field", ["email", "is_staff", "is_superuser", "is_active", "password"])
def test_saving_changes_nothing_else(inside: Client, person: User, field: str) -> None:
    inside.post(PAGE, {**FORM, field: "1"})

    before, after = getattr(person, field), getattr(User.objects.get(pk=person.pk), field)
    assert before == after


def test_theme_is_on_the_page(inside: Client, person: User) -> None:
    page = inside.post(PAGE, {**FORM, "theme": "dark"}, follow=True).content.decode()

    assert 'dark.css" media="screen"' in " ".join(page.split())


def test_time_zones_of_ones_own_country_come_first(sign_in: Any, cast: Cast) -> None:
    form = sign_in(cast.officer_uruguay).get(PAGE).context["form"]

    name, zones = form.fields["time_zone"].choices[0]
    assert name == "Uruguay"
    assert zones == [("America/Montevideo", "Montevideo")]


def test_time_zones_have_the_names_that_people_use(sign_in: Any, cast: Cast) -> None:
    cast.chile.time_zones = "America/Santiago Pacific/Easter America/Sao_Paulo America/Rio_Branco"
    cast.chile.save()

    form = sign_in(cast.officer_chile).get(PAGE).context["form"]

    _country, zones = form.fields["time_zone"].choices[0]
    assert [name for _zone, name in zones] == ["Santiago", "Easter Island", "São Paulo", "Rio Branco"]


def test_account_page_does_not_ask_more_for_more_countries(
    sign_in: Any, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.officer_uruguay)
    client.get(PAGE)

    with django_assert_max_num_queries(4):
        client.get(PAGE)
