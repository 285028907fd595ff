"""Housekeeping of the API."""

from django.utils.translation import gettext_lazy as _

from solidarity.api.models import ThrottleWindow
from solidarity.jobs.kinds import job
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress


@job("api.forget_callers", _("Forgetting how often callers asked"), every="day")
def forget_callers(_job: Job, _progress: Progress) -> None:
    """Delete the counts of callers who have not asked for a day."""
    ThrottleWindow.objects.forget_old()
