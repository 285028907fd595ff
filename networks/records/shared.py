"""Columns that several resources have."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models import Municipality, Tombstone
from solidarity.web.columns import Field, Linked, Many, Person, Translated
from solidarity.web.outputs import ADDRESS, CODE, ID, TIME, Output

EXAMPLE_ID = "3f1c9a52-5d0e-4b7a-9a41-6f0f5f1f7c11"
EXAMPLE_TIME = "2026-05-14T09:30:00Z"
PAGE = "https://www.acnur.org/"

IDENTIFIER = Field("id", _("Permanent identifier."), ID, path="pk", example=EXAMPLE_ID)
CHANGED = Field("updated_at", _("When the row last changed, in UTC."), TIME, example=EXAMPLE_TIME)
IN_COUNTRY = (
    Field(
        "country_iso2",
        _("Country: ISO 3166-1 code of two letters."),
        CODE,
        path="country__iso2",
        hxl="#country+code+v_iso2",
        example="CL",
        nullable=True,
    ),
    Field(
        "country_iso3",
        _("Country: ISO 3166-1 code of three letters."),
        CODE,
        path="country__iso3",
        hxl="#country+code",
        example="CHL",
        nullable=True,
    ),
    Translated(
        "country_name", _("Name of the country."), path="country__name", hxl="#country+name", example="Chile"
    ),
)
FROM_SOURCE = (
    Field(
        "source_title",
        _("Title of the page or document that states the facts."),
        path="source__title",
        hxl="#meta+source",
        example="ACNUR: Ciudades Solidarias",
        nullable=True,
    ),
    Field(
        "source_address",
        _("Address of that page; empty for a document that is not online."),
        ADDRESS,
        path="source__address",
        example=PAGE,
        nullable=True,
    ),
)


def sources(model: type[models.Model], relation: str) -> Many:
    """Titles and addresses of several sources."""
    return Many(
        model,
        relation,
        {
            "title": Output(
                name="source_titles",
                meaning=_("Titles of the pages or documents that state the facts."),
                many=True,
                hxl="#meta+source",
                example=["ACNUR: Ciudades Solidarias"],
            ),
            "address": Output(
                name="source_addresses",
                meaning=_("Their addresses in the same order; empty for a document that is not online."),
                kind=ADDRESS,
                many=True,
                example=[PAGE],
            ),
        },
        order="title",
    )


def countries(model: type[models.Model], relation: str) -> Many:
    """Codes and names of several countries."""
    return Many(
        model,
        relation,
        {
            "iso2": Output(
                name="countries",
                meaning=_("Countries: ISO 3166-1 codes of two letters."),
                kind=CODE,
                many=True,
                hxl="#country+code+v_iso2",
                example=["AR", "UY"],
            ),
            "name": Output(
                name="countries_label",
                meaning=_("Names of the countries, in the same order."),
                many=True,
                hxl="#country+name",
                example=["Argentina", "Uruguay"],
            ),
        },
        order="iso2",
        translated=("name",),
    )


def municipalities(model: type[models.Model], relation: str, name: str) -> Many:
    """Keys and names of the places this person may see, as `name` and `name`_label."""
    return Many(
        model,
        relation,
        {
            "slug": Output(
                name=name,
                meaning=_("Permanent keys of the municipalities."),
                kind=CODE,
                many=True,
                example=["uy-montevideo"],
            ),
            "name": Output(
                name=f"{name}_label",
                meaning=_("Names of the municipalities, in the same order."),
                many=True,
                example=["Montevideo"],
            ),
        },
        order="slug",
        scope=Municipality,
    )


def one_municipality(path: str, name: str) -> Linked:
    """Key and name of the place that `path` points to, where this person may see it."""
    return Linked(
        path,
        Municipality,
        {
            "slug": Output(
                name=name,
                meaning=_("Permanent key of the municipality; empty where it is not one of the portal."),
                kind=CODE,
                example="uy-montevideo",
                nullable=True,
            ),
            "name": Output(
                name=f"{name}_label",
                meaning=_("Name of the municipality."),
                example="Montevideo",
                nullable=True,
            ),
        },
    )


def removed(
    resource: str, model: type[models.Model]
) -> Callable[[datetime.datetime, Person], list[dict[str, Any]]]:
    """What was taken back since a time, but for what this person still sees."""

    def since(moment: datetime.datetime, user: Person) -> list[dict[str, Any]]:
        seen = model._default_manager.visible_to(user).order_by().values("pk")  # type: ignore[attr-defined]
        gone = Tombstone.objects.filter(resource=resource, removed_at__gte=moment).exclude(object_id__in=seen)
        return [{"id": pk, "removed_at": at} for pk, at in gone.values_list("object_id", "removed_at")]

    return since
