"""The time zones to choose from: those of one's own countries first."""

import zoneinfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.access import services_of
from networks.models import Country
from networks.search import fold
from solidarity.accounts.models import User

Groups = list[tuple[str, list[tuple[str, str]]]]
NAMES: dict[str, str | Promise] = {  # where the code is not what people call the place
    "America/Argentina/Buenos_Aires": "Buenos Aires",
    "America/Asuncion": gettext_lazy("Asunción"),
    "America/Belem": "Belém",
    "America/Belize": gettext_lazy("Belize"),
    "America/Bogota": "Bogotá",
    "America/Cancun": "Cancún",
    "America/Cuiaba": "Cuiabá",
    "America/Guyana": gettext_lazy("Guyana"),
    "America/Havana": gettext_lazy("Havana"),
    "America/Mexico_City": gettext_lazy("Mexico City"),
    "America/Panama": gettext_lazy("Panama"),
    "America/Port-au-Prince": gettext_lazy("Port-au-Prince"),
    "America/Port_of_Spain": gettext_lazy("Port of Spain"),
    "America/Sao_Paulo": "São Paulo",
    "Pacific/Easter": gettext_lazy("Easter Island"),
    "Pacific/Galapagos": gettext_lazy("Galápagos Islands"),
}
CONTINENTS = ("Africa", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones_for(user: User) -> Groups:
    """Time zones by country of the programme, the person's own first, then all others. One query.

    What is stored now is always among them.
    """
    own = {service.country for service in services_of(user)}
    countries = sorted(
        Country.objects.visible_to(user).only("name", "time_zones"),
        key=lambda country: (country.pk not in own, fold(country.name)),
    )
    groups = [(country.name, [_choice(zone) for zone in country.time_zones.split()]) for country in countries]
    listed = {zone for _name, zones in groups for zone, _label in zones}
    rest = [zone for zone in sorted(zoneinfo.available_timezones()) if zone.split("/")[0] in CONTINENTS]
    others = sorted({"UTC", user.time_zone} - listed) + [zone for zone in rest if zone not in listed]
    return [*groups, (_("Elsewhere"), [_choice(zone) for zone in dict.fromkeys(others)])]


def _choice(zone: str) -> tuple[str, str]:
    """The code, and how people call it: a name, else the part after the continent."""
    return zone, str(NAMES.get(zone) or zone.split("/", 1)[-1].replace("_", " ").replace("/", ", "))
