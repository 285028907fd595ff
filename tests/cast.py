"""The cast: one fixed person per role and place, so that a test that names them reads like a sentence."""

from dataclasses import dataclass

from networks.models import Country, Municipality, Organisation, Posting, Source
from networks.roles import Role
from solidarity.accounts.models import User


@dataclass(frozen=True, slots=True)
class Cast:
    """Two countries with two cities each; `hidden_*` are not public. People are named by role and place."""

    uruguay: Country
    chile: Country
    montevideo: Municipality
    hidden_uruguay: Municipality
    la_calera: Municipality
    hidden_chile: Municipality
    coordinator_montevideo: User
    respondent_montevideo: User
    partner_montevideo: User
    coordinator_la_calera: User
    coordinator_hidden_chile: User
    officer_uruguay: User
    officer_chile: User
    reader_chile: User
    bureau: User
    bureau_reader: User
    api_client_chile: User
    administrator: User
    nobody: User
    former_officer_chile: User

    def people(self) -> dict[str, User]:
        """Everybody by name."""
        return {name: value for name in self.__slots__ if isinstance(value := getattr(self, name), User)}


def _country(iso2: str, iso3: str, numeric: str, name: str) -> Country:
    return Country.objects.get_or_create(
        iso2=iso2,
        defaults={
            "iso3": iso3,
            "numeric": numeric,
            "unhcr_code": iso3,
            "name_en": name,
            "name_es": name,
            "name_pt_br": name,
            "default_language": "es",
            "time_zones": "America/Montevideo",
            "route": "agreement",
        },
    )[0]


def _place(slug: str, name: str, country: Country, *, public: bool) -> Municipality:
    source = Source.objects.get_or_create(title="A page for tests", address="https://example.org/")[0]
    return Municipality.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "kind": "municipality",
            "country": country,
            "route": "agreement",
            "standing": "member" if public else "candidate",
            "origin": "public_source" if public else "portal",
            "is_public": public,
            "is_sample": not public,
            "source": source,
        },
    )[0]


def _person(name: str, role: Role | None = None, **place: object) -> User:
    user = User.objects.create_user(f"{name.replace('_', '.')}@cast.example", "cast-password-1", name=name)
    if role is not None:
        Posting.objects.create(user=user, role=role, **place)
    return user


def make_cast() -> Cast:
    """Create everybody, beside the reference data or without it."""
    uruguay = _country("UY", "URY", "858", "Uruguay")
    chile = _country("CL", "CHL", "152", "Chile")
    montevideo = _place("uy-montevideo", "Montevideo", uruguay, public=True)
    hidden_uruguay = _place("uy-canary-of-uruguay", "Canary of Uruguay", uruguay, public=False)
    la_calera = _place("cl-la-calera", "La Calera", chile, public=True)
    hidden_chile = _place("cl-canary-of-chile", "Canary of Chile", chile, public=False)
    partner = Organisation.objects.get_or_create(name="A partner for tests", is_sample=True)[0]
    former = _person("former_officer_chile", Role.COUNTRY_OFFICER, country=chile)
    former.is_active = False
    former.save(update_fields=["is_active"])
    administrator = User.objects.create_superuser(
        "administrator@cast.example", "cast-password-1", name="administrator"
    )
    Posting.objects.create(user=administrator, role=Role.ADMINISTRATOR)
    return Cast(
        uruguay=uruguay,
        chile=chile,
        montevideo=montevideo,
        hidden_uruguay=hidden_uruguay,
        la_calera=la_calera,
        hidden_chile=hidden_chile,
        coordinator_montevideo=_person(
            "coordinator_montevideo", Role.MUNICIPAL_COORDINATOR, municipality=montevideo
        ),
        respondent_montevideo=_person(
            "respondent_montevideo", Role.MUNICIPAL_RESPONDENT, municipality=montevideo
        ),
        partner_montevideo=_person(
            "partner_montevideo", Role.PARTNER, municipality=montevideo, organisation=partner
        ),
        coordinator_la_calera=_person(
            "coordinator_la_calera", Role.MUNICIPAL_COORDINATOR, municipality=la_calera
        ),
        coordinator_hidden_chile=_person(
            "coordinator_hidden_chile", Role.MUNICIPAL_COORDINATOR, municipality=hidden_chile
        ),
        officer_uruguay=_person("officer_uruguay", Role.COUNTRY_OFFICER, country=uruguay),
        officer_chile=_person("officer_chile", Role.COUNTRY_OFFICER, country=chile),
        reader_chile=_person("reader_chile", Role.COUNTRY_READER, country=chile),
        bureau=_person("bureau", Role.BUREAU),
        bureau_reader=_person("bureau_reader", Role.BUREAU_READER),
        api_client_chile=_person("api_client_chile", Role.API_CLIENT, country=chile),
        administrator=administrator,
        nobody=_person("nobody"),
        former_officer_chile=former,
    )
