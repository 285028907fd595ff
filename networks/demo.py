"""Demo accounts: one for each role, named by role and never by person. Made only where DEMO is on."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from networks.models import Country, Municipality, Organisation, Posting, Route
from networks.roles import Role
from solidarity.accounts.models import User

PASSWORD = "solidarity-demo"  # noqa: S105 - meant to be known: it opens sample data on a demo instance
BUREAU_TIME_ZONE = "America/Panama"
LANGUAGES = {"BR": "pt-br"}  # of accounts in a country; Spanish elsewhere


class NothingLoaded(Exception):
    """The places of the accounts are missing: the reference data must be loaded first."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its name, its role, and its territory (a country code, a city's key, or nothing)."""

    login: str
    name: str
    role: Role
    country: str = ""
    city: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.login}@demo.example"


ACCOUNTS = (
    Account("bureau", "Regional Bureau for the Americas", Role.BUREAU),
    Account("bureau.reader", "Regional Bureau reader", Role.BUREAU_READER),
    Account("officer.uruguay", "Oficial de ACNUR en Uruguay", Role.COUNTRY_OFFICER, "UY"),
    Account("officer.argentina", "Oficial de ACNUR en Argentina", Role.COUNTRY_OFFICER, "AR"),
    Account("officer.chile", "Oficial de ACNUR en Chile", Role.COUNTRY_OFFICER, "CL"),
    Account("officer.brazil", "Oficial do ACNUR no Brasil", Role.COUNTRY_OFFICER, "BR"),
    Account("reader.chile", "Consulta de ACNUR en Chile", Role.COUNTRY_READER, "CL"),
    Account(
        "coordinator.montevideo",
        "Coordinación municipal de Montevideo",
        Role.MUNICIPAL_COORDINATOR,
        "UY",
        "uy-montevideo",
    ),
    Account(
        "coordinator.rosario",
        "Coordinación municipal de Rosario",
        Role.MUNICIPAL_COORDINATOR,
        "AR",
        "ar-rosario",
    ),
    Account(
        "coordinator.la-calera",
        "Coordinación municipal de La Calera",
        Role.MUNICIPAL_COORDINATOR,
        "CL",
        "cl-la-calera",
    ),
    Account(
        "respondent.montevideo",
        "Participante municipal de Montevideo",
        Role.MUNICIPAL_RESPONDENT,
        "UY",
        "uy-montevideo",
    ),
    Account(
        "respondent.la-calera",
        "Participante municipal de La Calera",
        Role.MUNICIPAL_RESPONDENT,
        "CL",
        "cl-la-calera",
    ),
    Account("partner.montevideo", "Organización socia de Montevideo", Role.PARTNER, "UY", "uy-montevideo"),
    Account("partner.la-calera", "Organización socia de La Calera", Role.PARTNER, "CL", "cl-la-calera"),
    Account("admin", "Portal administrator", Role.ADMINISTRATOR),
)
CANDIDATES = (  # not public: they show what only one's own country office sees
    ("uy-municipio-de-muestra", "Municipio de muestra", "UY"),
    ("cl-comuna-de-muestra", "Comuna de muestra", "CL"),
)


def make_demo() -> int:
    """Make the accounts and sample candidates that are missing; how many accounts were made.

    What exists is left as it is. Raises NothingLoaded when a country or city is not there yet.
    """
    with transaction.atomic():
        there = set(User.objects.filter(email__endswith="@demo.example").values_list("email", flat=True))
        missing = [account for account in ACCOUNTS if account.email not in there]
        if missing:
            _make_accounts(missing)
        slugs = [slug for slug, _name, _country in CANDIDATES]
        if Municipality.objects.filter(slug__in=slugs).count() < len(CANDIDATES):
            _make_candidates()
    return len(missing)


def _make_accounts(accounts: list[Account]) -> None:
    countries = {country.iso2: country for country in Country.objects.all()}
    cities = {city.slug: city for city in Municipality.objects.filter(slug__in=[a.city for a in accounts])}
    if any(a.country not in {"", *countries} or a.city not in {"", *cities} for a in accounts):
        raise NothingLoaded("The demo accounts need the reference data: run load_reference first.")
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    for account in accounts:
        country, city = countries.get(account.country), cities.get(account.city)
        administers = account.role == Role.ADMINISTRATOR
        user = User.objects.create(
            email=account.email,
            name=account.name,
            password=password,
            language=LANGUAGES.get(account.country, "es") if country else "en",
            time_zone=country.time_zone if country else BUREAU_TIME_ZONE,
            is_staff=administers,
            is_superuser=administers,
        )
        Posting.objects.create(
            user=user,
            role=account.role,
            country=None if city else country,
            municipality=city,
            organisation=_partner_of(city) if account.role == Role.PARTNER and city else None,
        )


def _partner_of(city: Municipality) -> Organisation:
    name = f"Organización de muestra de {city.name}"
    return Organisation.objects.get_or_create(name=name, defaults={"is_sample": True})[0]


def _make_candidates() -> None:
    for slug, name, iso2 in CANDIDATES:
        Municipality.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "kind": Municipality.Kind.MUNICIPALITY,
                "country": Country.objects.get(iso2=iso2),
                "route": Route.AGREEMENT,
                "standing": Municipality.Standing.CANDIDATE,
                "is_sample": True,
            },
        )
