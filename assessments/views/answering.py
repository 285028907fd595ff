"""Answering: one item per page, saved by script while it is written or by a plain button."""

import uuid
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views import View

from assessments import actions, items
from assessments.catalog import Item, items_of
from assessments.content import Content
from assessments.forms.answers import AnswerForm, EvidenceForm
from assessments.models import Answer, Assessment, Question
from networks.models import Criterion
from solidarity.accounts.person import person_of
from solidarity.files.kinds import ACCEPT
from solidarity.web.fragments import wants_piece
from solidarity.web.readonly import reading_only
from solidarity.web.texts import in_language
from solidarity.web.views import UNPROCESSABLE, Scoped
from solidarity.workflow import NotAllowed

CONFLICT, FORBIDDEN = 409, 403


class ItemPage(Scoped, View):
    """One item of an assessment. POST saves the whole answer; a script gets a short reply, not a page."""

    model = Assessment
    template_name = "assessments/item/page.html"
    form_classes = (AnswerForm, EvidenceForm)
    conflict_piece = "assessments/item/_conflict_piece.html"

    shows = ("for_page",)

    @cached_property
    def object(self) -> Assessment:
        """The assessment with what a page shows, or 404."""
        found: Assessment = self.find("pk", self.kwargs["pk"])
        return found

    @cached_property
    def code(self) -> str:
        """The code of the item, as the address has it."""
        return str(self.kwargs["code"])

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The page; showing it changes nothing."""
        with reading_only():
            return self.page(AnswerForm.of(self.answer)).render()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save. Nobody sends in the name of somebody else who had the page open."""
        self.row = self.row_to_save()
        if request.POST.get("person") != str(request.user.pk):
            raise PermissionDenied
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.invalid(form)
        try:
            return self.saved(form, self.record(form))
        except actions.StaleAnswer as stale:
            return self.stale(form, stale)
        except NotAllowed as refusal:
            return self.refused(form, refusal)

    def row_to_save(self) -> Assessment:
        """What a save needs of the assessment, or 404."""
        try:
            return Assessment.objects.get_visible_to(self.request.user, self.kwargs["pk"])
        except Assessment.DoesNotExist:
            raise Http404 from None

    def record(self, form: AnswerForm) -> actions.Saved | None:
        """Call the action; None when an untouched page was sent."""
        if form.content == Content() and not form.cleaned_data["version"]:
            return None
        sent = {
            "by": person_of(self.request),
            "content": form.content,
            "version": form.cleaned_data["version"],
        }
        try:
            try:
                return actions.record_answer(self.row, self.code, **sent, key=form.cleaned_data["key"])
            except actions.KeyReused:  # an old page that was sent again with another text
                return actions.record_answer(self.row, self.code, **sent, key=uuid.uuid4())
        except actions.UnknownVersion:
            raise NotAllowed([_("This page is out of date. Load it again.")], kind="state") from None
        except Question.DoesNotExist:
            raise Http404 from None

    # Replies -----------------------------------------------------------------------------------------

    def saved(self, form: AnswerForm, saved: actions.Saved | None) -> HttpResponse:
        """To the script its new version; otherwise on to where the button led."""
        if wants_piece(self.request) and saved is not None:
            at = time_format(timezone.localtime(saved.at), "TIME_FORMAT")
            told = {"version": saved.version, "saved": at, "answered": saved.answered}
            return JsonResponse({**told, "missing": form.missing})
        then = self.request.POST.get("then", "")
        return self.add_evidence() if then == "evidence" else redirect(self.onward(then))

    def add_evidence(self) -> HttpResponse:
        """The answer is saved; now the file or link. Refused, it is said why beside the field."""
        evidence = EvidenceForm(self.request.POST, self.request.FILES)
        if evidence.is_valid():
            data = evidence.cleaned_data
            given = {"title": data["title"], "received": data["file"], "address": data["link"]}
            try:
                actions.add_evidence(self.object, self.code, by=person_of(self.request), **given)
            except NotAllowed as refusal:
                evidence.add_error(None, refusal.sentences)
            else:
                messages.success(self.request, _("The evidence was added."))
                return redirect(self.request.path + "#evidence")
        fresh = AnswerForm.of(self.answer)
        return self.page(fresh, UNPROCESSABLE, evidence_form=evidence)

    def invalid(self, form: AnswerForm) -> HttpResponse:
        """422, with what is wrong at each field."""
        if wants_piece(self.request):
            return JsonResponse({"errors": form.errors}, status=UNPROCESSABLE)
        return self.page(form, UNPROCESSABLE)

    def refused(self, form: AnswerForm, refusal: NotAllowed) -> HttpResponse:
        """The role or the state does not allow it (any more): why, with everything typed still there."""
        status = FORBIDDEN if refusal.kind == "permission" else CONFLICT
        if wants_piece(self.request):
            return JsonResponse({"sentences": refusal.sentences}, status=status)
        form.add_error(None, refusal.sentences)
        return self.page(form, status, unsaved=form.content)

    def stale(self, form: AnswerForm, stale: actions.StaleAnswer) -> HttpResponse:
        """409, with both texts. On the page the form holds one's own, ready to be saved over the other."""
        labels = items.labels_of(self.object)
        conflict = items.conflict_of(stale.current, stale.mine, labels, self.request.user)
        if wants_piece(self.request):
            context = {"conflict": conflict}
            return TemplateResponse(
                self.request, "assessments/item/_conflict_piece.html", context, status=CONFLICT
            )
        form.show_again(version=conflict.version)
        return self.page(form, CONFLICT, conflict=conflict)

    def page(self, form: AnswerForm, status: int = 200, **more: Any) -> TemplateResponse:
        """The whole page around `form`."""
        if form.is_bound:
            form.show_again()
        context = {**self.shown, "form": form, **more}
        return TemplateResponse(self.request, self.template_name, context, status=status)

    # What the page shows -----------------------------------------------------------------------------

    @cached_property
    def item(self) -> Item:
        """The item of the address, or 404."""
        found = items_of(self.object.questionnaire_id).get(self.code)
        if found is None:
            raise Http404
        return found

    @cached_property
    def beside(self) -> list[Item]:
        """The items of its criterion."""
        criterion = self.item.question.criterion_id
        every = items_of(self.object.questionnaire_id).values()
        return [item for item in every if item.question.criterion_id == criterion]

    @cached_property
    def answers(self) -> dict[Any, Answer]:
        """What is stored for each of them, by question."""
        questions = [item.question.pk for item in self.beside]
        stored = self.object.answers.filter(question__in=questions).order_by()
        return {answer.question_id: answer for answer in stored.select_related("updated_by")}

    @property
    def answer(self) -> Answer | None:
        """What is stored for this one."""
        return self.answers.get(self.item.question.pk)

    @property
    def shown(self) -> dict[str, Any]:
        """Everything but the form."""
        question = self.item.question
        review = items.review_of(self.object, question)
        closed = items.why_closed(self.object, review)
        names = items.level_names(self.object)
        return {
            "object": self.object,
            "item": self.item,
            "question": question,
            "criterion": Criterion.objects.get(pk=question.criterion_id),
            "levels": items.levels_of(self.item, names),
            "items": self.beside,
            "given": {pk for pk, answer in self.answers.items() if answer.state},
            "answer": self.answer,
            "said": self.answer and items.said(Content.of(self.answer), names, items.labels_of(self.object)),
            "review": review,
            "closed": closed,
            "may_answer": not closed and items.answers_here(self.request.user, self.object),
            "kinds": items.named(self.object.questionnaire.answer_states, items.KINDS),
            "competences": items.named(self.object.questionnaire.competences, items.COMPETENCES),
            "hints": in_language(question.evidence),
            "evidence": self.object.evidence.filter(question=question).for_page(),
            "evidence_form": EvidenceForm(initial=self.request.POST.dict()),
            "accept": ACCEPT,
        }

    def onward(self, then: str) -> str:
        """The address of the page that the button names."""
        messages.success(self.request, _("Your answer was saved."))
        if then not in {"before", "after"}:
            return self.request.path
        code = getattr(self.item, then)
        if code is None:
            return reverse("assessments:detail", args=[self.object.pk])
        return reverse("assessments:item", args=[self.object.pk, code])
