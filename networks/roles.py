"""Who holds which permission: the one table. docs/roles.md is printed from it by a test."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of the portal. Each rests on one kind of territory (see Posting)."""

    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Municipal coordinator")
    MUNICIPAL_RESPONDENT = "municipal_respondent", _("Municipal respondent")
    PARTNER = "partner", _("Partner")
    COUNTRY_OFFICER = "country_officer", _("Country officer")
    COUNTRY_READER = "country_reader", _("Country reader")
    BUREAU = "bureau", _("Regional bureau")
    BUREAU_READER = "bureau_reader", _("Regional bureau, reading")
    API_CLIENT = "api_client", _("API client")
    ADMINISTRATOR = "administrator", _("System administrator")


MUNICIPAL_ROLES = (Role.MUNICIPAL_COORDINATOR, Role.MUNICIPAL_RESPONDENT)
COUNTRY_ROLES = (Role.COUNTRY_OFFICER, Role.COUNTRY_READER)
REGIONAL_ROLES = (Role.BUREAU, Role.BUREAU_READER, Role.ADMINISTRATOR)


class Permission(models.TextChoices):
    """What a role may allow. Later storeys name theirs here too, so that one table shows all."""

    READ_CITIES = "networks.read", _("See what is known of the cities, also what is not public")
    WRITE_AGREEMENTS = (
        "agreements.write",
        _("Enter agreements with documents and approvals, and take their steps"),
    )
    KEEP_TOKENS = "api.tokens", _("Make tokens for the API")
    OPEN_ROUNDS = "assessments.open_rounds", _("Open rounds of self-assessments and correct them")
    OPEN_ASSESSMENTS = "assessments.open", _("Open the self-assessment of a city")
    ANSWER = "assessments.answer", _("Answer a self-assessment")
    SUBMIT = "assessments.submit", _("Submit a self-assessment")
    VALIDATE = "assessments.validate", _("Validate a self-assessment or return items of it")
    MAKE_REPORTS = "reports.make", _("Ask for reports")
    ADMINISTER = "portal.administer", _("Keep users and reference data")


GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.MUNICIPAL_COORDINATOR: frozenset(
        {
            Permission.READ_CITIES,
            Permission.KEEP_TOKENS,
            Permission.OPEN_ASSESSMENTS,
            Permission.ANSWER,
            Permission.SUBMIT,
            Permission.MAKE_REPORTS,
        }
    ),
    Role.MUNICIPAL_RESPONDENT: frozenset({Permission.READ_CITIES, Permission.ANSWER}),
    Role.PARTNER: frozenset({Permission.READ_CITIES}),
    Role.COUNTRY_OFFICER: frozenset(
        {
            Permission.READ_CITIES,
            Permission.WRITE_AGREEMENTS,
            Permission.KEEP_TOKENS,
            Permission.OPEN_ROUNDS,
            Permission.OPEN_ASSESSMENTS,
            Permission.VALIDATE,
            Permission.MAKE_REPORTS,
        }
    ),
    Role.COUNTRY_READER: frozenset({Permission.READ_CITIES, Permission.MAKE_REPORTS}),
    Role.BUREAU: frozenset(
        {Permission.READ_CITIES, Permission.KEEP_TOKENS, Permission.OPEN_ROUNDS, Permission.MAKE_REPORTS}
    ),
    Role.BUREAU_READER: frozenset({Permission.READ_CITIES, Permission.MAKE_REPORTS}),
    Role.API_CLIENT: frozenset({Permission.READ_CITIES, Permission.KEEP_TOKENS, Permission.MAKE_REPORTS}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}
