"""Settings for the type checker: without the translated columns, which replace managers at run time."""

from solidarity.settings import *  # noqa: F403
from solidarity.settings import INSTALLED_APPS as APPS

MODELTRANSLATION_ENABLE_REGISTRATIONS = False
# The administration of translated records needs those columns, so it is not discovered here.
UNDISCOVERED = "django.contrib.admin.apps.SimpleAdminConfig"
INSTALLED_APPS = [UNDISCOVERED if app.endswith("AdminConfig") else app for app in APPS]
