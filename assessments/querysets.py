"""What can be seen of questionnaires, and named ways to narrow it."""

from typing import TYPE_CHECKING

from django.db import models

from networks.access import Person

if TYPE_CHECKING:
    from assessments.models import Questionnaire


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: Person) -> "QuestionnaireQuerySet":  # noqa: ARG002
        """Published versions are public; drafts are nobody's until they are published."""
        return self.filter(published_at__isnull=False)

    def newest(self) -> "Questionnaire | None":
        """The published version in use today, or None."""
        return self.filter(published_at__isnull=False).order_by("-version").first()
