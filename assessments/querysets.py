"""What can be seen of questionnaires and self-assessments, and named ways to narrow and annotate them."""

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models.functions import Concat

from networks.access import Person, territory_of
from solidarity.statements import Reading

if TYPE_CHECKING:
    from assessments.models import (  # noqa: F401
        Answer,
        AnswerRevision,
        Assessment,
        Evidence,
        ItemReview,
        Question,
        Questionnaire,
        Round,
    )


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, user: Person) -> "QuestionnaireQuerySet":  # noqa: ARG002
        """Published versions are public; drafts are nobody's until they are published."""
        return self.filter(published_at__isnull=False)

    def newest(self) -> "Questionnaire | None":
        """The published version in use today, or None."""
        return self.filter(published_at__isnull=False).order_by("-version").first()


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Person) -> "QuestionQuerySet":  # noqa: ARG002
        """The items of published versions."""
        return self.filter(questionnaire__published_at__isnull=False)

    def with_place(self) -> "QuestionQuerySet":
        """`place`: version and code, which is unique, permanent and in the order of the questionnaire."""
        place = Concat("questionnaire__version", models.Value("/"), "code", output_field=models.TextField())
        return self.annotate(**{"place": place})


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Person) -> "RoundQuerySet":
        """Rounds of the region for whoever serves anywhere, and those of one's own countries."""
        territory = territory_of(user)
        if territory.everywhere:
            return self.all()
        if not (territory.countries or territory.municipalities):
            return self.none()
        places = apps.get_model("networks", "Municipality").objects.filter(pk__in=territory.municipalities)
        return self.filter(
            models.Q(country__isnull=True)
            | models.Q(country__in=territory.countries)
            | models.Q(country__in=places.values("country"))
        )

    def for_country(self, iso2: str) -> "RoundQuerySet":
        """Rounds that a city of this country can take part in."""
        return self.filter(models.Q(country__isnull=True) | models.Q(country__iso2=iso2))

    def not_over(self, day: datetime.date) -> "RoundQuerySet":
        """Rounds whose last day, if they have one, has not passed on `day`."""
        return self.filter(models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=day))

    def under_way(self, day: datetime.date) -> "RoundQuerySet":
        """Rounds that have begun and are not over on `day`."""
        return self.not_over(day).filter(opens_on__lte=day)

    def to_come(self, day: datetime.date) -> "RoundQuerySet":
        """Rounds that begin after `day`."""
        return self.filter(opens_on__gt=day)

    def over(self, day: datetime.date) -> "RoundQuerySet":
        """Rounds whose last day lies before `day`."""
        return self.filter(closes_on__lt=day)

    def for_page(self) -> "RoundQuerySet":
        """With what a list row shows, `asks` being the version of the questionnaire; the newest first."""
        version = models.F("questionnaire__version")  # alone: the rest of a questionnaire is large
        return self.select_related("country").annotate(asks=version).order_by("-opens_on", "id")

    def with_assessments_of(self, user: Person) -> "RoundQuerySet":
        """`open`, `submitted`, `validated`: how many of the self-assessments this person may see are so."""
        mine = territory_of(user).condition("assessments__municipality")
        return self.annotate(
            **{
                state: models.Count("assessments", filter=models.Q(assessments__state=state) & mine)
                for state in ("open", "submitted", "validated")
            }
        )

    def twin_of(self, row: "Round") -> "Round | None":
        """Another round for the same cities that begins on the same day with the same questionnaire."""
        same = self.filter(
            country=row.country_id,
            questionnaire=row.questionnaire_id,
            opens_on=row.opens_on,
            is_sample=row.is_sample,
        )
        return same.exclude(pk=row.pk).first()


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Person) -> "AssessmentQuerySet":
        """Those of one's own territory: what a city enters is not public."""
        return territory_of(user).narrow(self, "municipality")

    def get_visible_to(self, user: Person, pk: UUID) -> "Assessment":
        """What a save needs of one row, as `visible_to(user).get(pk=pk)` finds it, by a statement ready made.

        The other fields are deferred. Raises DoesNotExist when it is absent or out of sight.
        """
        row = _TO_SAVE.first(pk=pk)
        if row is None:
            raise self.model.DoesNotExist
        found = self.model.from_db(self.db, _SAVES, row[:-1])
        place = apps.get_model("networks", "Municipality")
        found.municipality = place.from_db(self.db, ("id", "country_id"), (found.municipality_id, row[-1]))
        if not territory_of(user).contains(found.municipality):
            raise self.model.DoesNotExist
        return found

    def with_municipality(self) -> "AssessmentQuerySet":
        """With the place, which every question of permission needs."""
        return self.select_related("municipality")

    def under_way(self) -> "AssessmentQuerySet":
        """Open or submitted."""
        return self.filter(state__in=["open", "submitted"])

    def to_validate(self) -> "AssessmentQuerySet":
        """Submitted, waiting for an officer."""
        return self.filter(state="submitted")

    def reopened(self) -> "AssessmentQuerySet":
        """Open again because an officer returned items."""
        return self.filter(state="open", returned_at__isnull=False)

    def for_page(self) -> "AssessmentQuerySet":
        """With what a list row shows, in one query."""
        return self.select_related("municipality__country", "round", "questionnaire")

    def newest_first(self) -> "AssessmentQuerySet":
        """In the order of a list: the latest opened first."""
        return self.order_by("-opened_at", "id")

    def with_progress(self) -> "AssessmentQuerySet":
        """`progress`: the share of answered items, 0 to 1."""
        share = models.F("answered") * 1.0 / models.F("items")
        return self.annotate(progress=models.ExpressionWrapper(share, models.FloatField()))

    def with_latest_score(self) -> "AssessmentQuerySet":
        """`latest_municipal`, `latest_territorial`: overall scores as shown, of the latest submission."""
        return self.annotate(
            latest_municipal=self._latest("overall_municipal"),
            latest_territorial=self._latest("overall_territorial"),
        )

    def with_returned(self) -> "AssessmentQuerySet":
        """`returned_items`: how many items are open again."""
        still = models.Q(reviews__closed_at__isnull=True)
        return self.annotate(returned_items=models.Count("reviews", filter=still, distinct=True))

    def _latest(self, field: str) -> models.Subquery:
        from assessments.models import Snapshot  # models stand on this module

        latest = Snapshot.objects.filter(assessment=models.OuterRef("pk")).order_by("-number")
        return models.Subquery(latest.values(field)[:1])


_SAVES = ("id", "municipality_id", "questionnaire_id", "state", "answered", "items", "returned_at")
_TO_SAVE = Reading(
    lambda pk: (
        apps.get_model("assessments", "Assessment")  # models stand on this module
        .objects.filter(pk=pk)
        .order_by()
        .values_list(*_SAVES, "municipality__country_id")
    )
)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Person) -> "AnswerQuerySet":
        """Those of the assessments of one's own territory."""
        return self.filter(territory_of(user).condition("assessment__municipality"))

    def given(self) -> "AnswerQuerySet":
        """Those with one of the four states, without drafts."""
        return self.exclude(state="")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Person) -> "EvidenceQuerySet":
        """That of the assessments of one's own territory."""
        return self.filter(territory_of(user).condition("assessment__municipality"))

    def for_page(self) -> "EvidenceQuerySet":
        """With what an item page shows, in one query."""
        return self.select_related("file", "question", "added_by")


class RevisionQuerySet(models.QuerySet["AnswerRevision"]):
    def about(self, assessment: "Assessment", question: "Question") -> "RevisionQuerySet":
        """The history of one answer, newest first, with who saved it."""
        return (
            self.filter(assessment=assessment, question=question)
            .select_related("by")
            .order_by("-at", "-version")
        )


class ReviewQuerySet(models.QuerySet["ItemReview"]):
    def open(self) -> "ReviewQuerySet":
        """Those the city has to deal with now."""
        return self.filter(closed_at__isnull=True)

    def with_answered(self) -> "ReviewQuerySet":
        """`is_answered`: whether the answer was saved again after the return."""
        return self.annotate(is_answered=self._saved_again())

    def untouched(self) -> "ReviewQuerySet":
        """Those whose answer was not saved again after the return."""
        return self.filter(~self._saved_again())

    @staticmethod
    def _saved_again() -> models.Exists:
        from assessments.models import Answer  # models stand on this module

        again = Answer.objects.filter(
            assessment=models.OuterRef("assessment"),
            question=models.OuterRef("question"),
            updated_at__gt=models.OuterRef("returned_at"),
        )
        return models.Exists(again.exclude(state=""))
