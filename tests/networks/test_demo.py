"""The demo accounts of the README, and the first administrator."""

import io

import pytest
from django.core.management import CommandError, call_command

from networks.demo import ACCOUNTS, PASSWORD, make_demo
from networks.models import Municipality, Organisation, Posting
from networks.roles import Role
from solidarity.accounts.models import User
from solidarity.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(reference: None, settings) -> None:
    settings.DEMO = True
    call_command("load_demo", stdout=io.StringIO())


def test_each_account_has_its_posting(demo: None) -> None:
    assert Posting.objects.filter(user__email__endswith="@demo.example").count() == len(ACCOUNTS) == 15


@pytest.mark.parametrize(
    ("login", "role", "place", "language", "time_zone"),
    [
        ("officer.brazil", Role.COUNTRY_OFFICER, "BR", "pt-br", "America/Sao_Paulo"),
        ("reader.chile", Role.COUNTRY_READER, "CL", "es", "America/Santiago"),
        (
            "coordinator.rosario",
            Role.MUNICIPAL_COORDINATOR,
            "ar-rosario",
            "es",
            "America/Argentina/Buenos_Aires",
        ),
        ("partner.la-calera", Role.PARTNER, "cl-la-calera", "es", "America/Santiago"),
        ("bureau", Role.BUREAU, None, "en", "America/Panama"),
    ],
)
def test_an_account_serves_where_its_name_says(
    demo: None, login: str, role: Role, place: str | None, language: str, time_zone: str
) -> None:
    user = User.objects.get(email=f"{login}@demo.example")
    posting = user.postings.get()
    where = posting.municipality.slug if posting.municipality else posting.country and posting.country.iso2
    assert (posting.role, where, user.language, user.time_zone) == (role, place, language, time_zone)


def test_the_password_opens_every_account(demo: None) -> None:
    assert all(user.check_password(PASSWORD) for user in User.objects.filter(email__endswith="@demo.example"))


def test_partners_belong_to_organisations_marked_as_samples(demo: None) -> None:
    assert list(Organisation.objects.values_list("is_sample", flat=True)) == [True, True]


def test_a_second_time_makes_and_hashes_nothing(demo: None, django_assert_num_queries) -> None:
    before = list(User.objects.order_by("email").values_list("pk", "password"))
    with django_assert_num_queries(4):  # savepoint, accounts, candidates, release
        assert make_demo() == 0
    assert list(User.objects.order_by("email").values_list("pk", "password")) == before


def test_sample_candidates_are_seen_by_their_own_country_office_only(demo: None) -> None:
    def sees(login: str) -> set[str]:
        user = User.objects.get(email=f"{login}@demo.example")
        return set(
            Municipality.objects.visible_to(user).filter(is_sample=True).values_list("slug", flat=True)
        )

    assert sees("officer.uruguay") == {"uy-municipio-de-muestra"}
    assert sees("coordinator.montevideo") == set()
    assert not Municipality.objects.filter(is_sample=True, is_public=True).exists()


def test_demo_accounts_are_refused_on_a_real_portal(reference: None, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_demo_accounts_need_the_places_first(db: None, settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="run load_reference first"):
        call_command("load_demo")


def test_the_first_administrator_signs_in_with_the_printed_password(db: None) -> None:
    out = io.StringIO()
    call_command("create_admin", "Chief@Example.org", stdout=out)
    user = User.objects.get(email="chief@example.org")
    assert user.check_password(out.getvalue().rsplit(" ", 1)[-1].strip())
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.postings.get().role == Role.ADMINISTRATOR
    assert Event.objects.about(user.postings.get()).get().verb == "posting.given"


def test_an_administrator_is_not_made_twice(db: None) -> None:
    call_command("create_admin", "chief@example.org", stdout=io.StringIO())
    with pytest.raises(CommandError, match=r"There is an account for chief@example\.org already"):
        call_command("create_admin", "CHIEF@example.org")


def test_a_weak_password_is_refused_by_name(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="at least 12 characters"):
        call_command("create_admin", "chief@example.org", "--password-stdin")
    assert not User.objects.exists()


def test_an_address_that_is_none_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="Enter a valid email address"):
        call_command("create_admin", "chief")
