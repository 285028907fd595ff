"""The questionnaire, for reading: what is asked, how it is scored, what each level looks like."""

from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from assessments.catalog import Item, items_of
from assessments.models import Questionnaire
from networks.models import Criterion
from solidarity.web.views import ReadOnlyView, Scoped


class QuestionnairePage(Scoped, ReadOnlyView):
    """A page about one published version: the one in the address, or the newest.

    Context: `questionnaire`, and `criteria` with `items` and `key_items` (counts in this version).
    """

    model = Questionnaire
    template_name: ClassVar[str] = "assessments/questionnaire.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page; "not found" for an unknown version or when none is published."""
        self.questionnaire = self._version(kwargs.get("version"))
        self.criteria: list[Any] = list(self._criteria())
        shown = {"questionnaire": self.questionnaire, "criteria": self.criteria}
        return TemplateResponse(request, self.template_name, shown | self.context(**kwargs))

    def context(self, **_kwargs: Any) -> dict[str, Any]:
        """What the template needs beside them."""
        return {"items": sum(criterion.items for criterion in self.criteria)}

    def questions(self, criterion: Criterion) -> list[Item]:
        """The items of one criterion in their order, with levels and suggested commitments."""
        every = items_of(self.questionnaire.pk).values()
        return [item for item in every if item.question.criterion_id == criterion.pk]

    def _version(self, version: str | None) -> Questionnaire:
        if version is not None:
            found: Questionnaire = self.find("version", version)
            return found
        newest: Questionnaire | None = self.visible().newest()
        if newest is None:
            raise Http404
        return newest

    def _criteria(self) -> QuerySet[Criterion]:
        return (
            Criterion.objects.visible_to(self.request.user)
            .filter(questions__questionnaire=self.questionnaire)
            .annotate(
                items=Count("questions"), key_items=Count("questions", filter=Q(questions__is_key=True))
            )
            .order_by("number")
        )


class QuestionnaireCriterion(QuestionnairePage):
    """The items of one criterion. Context: `criterion`, `questions`, `previous`, `next`."""

    template_name = "assessments/criterion.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        """The criterion of the address and its neighbours; Http404 for an unknown one."""
        slugs = [criterion.slug for criterion in self.criteria]
        if kwargs["slug"] not in slugs:
            raise Http404
        place = slugs.index(kwargs["slug"])
        criterion = self.criteria[place]
        return {
            "criterion": criterion,
            "questions": self.questions(criterion),
            "previous": self.criteria[place - 1] if place else None,
            "next": self.criteria[place + 1] if place + 1 < len(slugs) else None,
        }


class QuestionnairePrint(QuestionnairePage):
    """The whole version on one page, for paper. Context: `chapters`, each criterion with its items."""

    template_name = "assessments/print.html"

    def context(self, **kwargs: Any) -> dict[str, Any]:
        """Every criterion with its items."""
        chapters = [(criterion, self.questions(criterion)) for criterion in self.criteria]
        return {**super().context(**kwargs), "chapters": chapters}
