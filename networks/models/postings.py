"""Who serves where: a posting ties a person to a role and to a territory."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.places import Country, Municipality
from networks.roles import COUNTRY_ROLES, MUNICIPAL_ROLES, REGIONAL_ROLES, Role


class Organisation(models.Model):
    """A partner of one or more cities: civil society, a university, a public body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """One role of one person, over one municipality, one country or the whole region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=21, choices=Role.choices)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("municipality"),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("organisation"),
    )

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("user", "role")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    role__in=MUNICIPAL_ROLES,
                    municipality__isnull=False,
                    country__isnull=True,
                    organisation__isnull=True,
                )
                | models.Q(
                    role="partner",
                    municipality__isnull=False,
                    country__isnull=True,
                    organisation__isnull=False,
                )
                | models.Q(
                    role__in=COUNTRY_ROLES,
                    municipality__isnull=True,
                    country__isnull=False,
                    organisation__isnull=True,
                )
                | models.Q(
                    role__in=REGIONAL_ROLES,
                    municipality__isnull=True,
                    country__isnull=True,
                    organisation__isnull=True,
                )
                | models.Q(role="api_client", municipality__isnull=True, organisation__isnull=True),
                name="posting_role_fits_territory",
                violation_error_message=_(
                    "Role and place do not fit: a municipal role needs a municipality, a partner also an "
                    "organisation, a country role a country, and a regional role none of these."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "municipality"],
                condition=models.Q(municipality__isnull=False),
                name="posting_unique_in_municipality",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "country"],
                condition=models.Q(country__isnull=False),
                name="posting_unique_in_country",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(municipality__isnull=True, country__isnull=True),
                name="posting_unique_in_region",
            ),
        )

    def __str__(self) -> str:
        place = self.municipality or self.country or _("The Americas")
        return f"{self.get_role_display()} · {place}"
