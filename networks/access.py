"""Where a person serves, and what a person may do there: the two gates of the portal.

*Seeing* is by queryset, and failing it is "not found". *Doing* is by permission, and failing it is
"forbidden" for someone who can see the object.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from networks.roles import GRANTS, Permission, Role
from solidarity.accounts.models import User
from solidarity.statements import Reading

if TYPE_CHECKING:
    from networks.models import Municipality

Q = TypeVar("Q", bound="models.QuerySet")  # type: ignore[type-arg]
Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Service:
    """One posting, read once: a role and the ids of its place (both None: the whole region)."""

    role: Role
    country: UUID | None
    municipality: UUID | None

    def covers(self, municipality: UUID, country: UUID | None) -> bool:
        """Whether the place lies in the territory of this posting."""
        if self.municipality is not None:
            return self.municipality == municipality
        return self.country is None or self.country == country


@dataclass(frozen=True, slots=True)
class Territory:
    """Everything a person may look into, as a small value that needs no further query."""

    everywhere: bool = False
    countries: frozenset[UUID] = field(default_factory=frozenset)
    municipalities: frozenset[UUID] = field(default_factory=frozenset)

    def contains(self, municipality: "Municipality") -> bool:
        """Whether this municipality lies in the territory."""
        return (
            self.everywhere
            or municipality.country_id in self.countries
            or municipality.pk in self.municipalities
        )

    def condition(self, path: str = "") -> models.Q:
        """The condition "lies in my territory", for a model that reaches its municipality by `path`.

        `path` is a lookup such as "municipality"; empty for the municipality itself.
        """
        if self.everywhere:
            return models.Q(pk__isnull=False)
        prefix = f"{path}__" if path else ""
        condition = models.Q(pk__in=[])
        if self.countries:
            condition |= models.Q(**{f"{prefix}country__in": self.countries})
        if self.municipalities:
            condition |= models.Q(**{f"{path or 'pk'}__in": self.municipalities})
        return condition

    def narrow(self, queryset: Q, path: str = "") -> Q:
        """Only the rows of `queryset` that lie in the territory."""
        return queryset.filter(self.condition(path))


POSTINGS = Reading(
    lambda user: (
        apps.get_model("networks", "Posting")  # models stand on this module
        .objects.filter(user=user)
        .order_by()
        .values_list("role", "country_id", "municipality_id")
    )
)


def services_of(user: Person) -> tuple[Service, ...]:
    """The postings of `user`, read once per request and kept on the user object."""
    if not user.is_authenticated or not user.is_active:
        return ()
    kept: tuple[Service, ...] | None = user.__dict__.get("_services")
    if kept is None:
        kept = tuple(Service(Role(role), *place) for role, *place in POSTINGS.rows(user=user.pk))
        user.__dict__["_services"] = kept
    return kept


def territory_of(user: Person, permission: Permission = Permission.READ_CITIES) -> Territory:
    """Where `user` may look, or do what `permission` says: the sum of the postings whose role allows it."""
    services = [item for item in services_of(user) if permission in GRANTS[item.role]]
    return Territory(
        everywhere=any(item.country is None and item.municipality is None for item in services),
        countries=frozenset(item.country for item in services if item.country),
        municipalities=frozenset(item.municipality for item in services if item.municipality),
    )


def may(user: Person, permission: Permission, municipality: "Municipality | None" = None) -> bool:
    """Whether `user` has `permission` at `municipality`, or somewhere when none is given."""
    return any(
        permission in GRANTS[item.role]
        and (municipality is None or item.covers(municipality.pk, municipality.country_id))
        for item in services_of(user)
    )


def may_in_country(user: Person, permission: Permission, country: UUID | None) -> bool:
    """Whether `user` has `permission` over a whole country, or over the whole region for None."""
    return any(
        permission in GRANTS[item.role]
        and item.municipality is None
        and (item.country is None or item.country == country)
        for item in services_of(user)
    )


def roles_of(user: Person) -> Collection[Role]:
    """The roles that `user` holds anywhere."""
    return {item.role for item in services_of(user)}
