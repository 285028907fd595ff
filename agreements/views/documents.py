"""Documents of an agreement: the list with all versions, adding, replacing, removing, and the download."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agreements import actions
from agreements.forms.documents import DocumentForm, RemovalForm
from agreements.models import Agreement, AgreementDocument
from agreements.views.agreements import AgreementPage
from agreements.views.steps import AgreementForm
from solidarity.accounts.models import User
from solidarity.files.serving import serve
from solidarity.web.views import ReadOnlyView, Scoped


def document_of(agreement: Agreement, key: Any) -> AgreementDocument:
    """The document of a visible agreement; Http404 for one that is not there."""
    found = agreement.documents.select_related("file", "replaces").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


class DocumentList(AgreementPage):
    """Every paper with its type, size, checksum and earlier versions."""

    template_name = "agreements/documents.html"

    def context(self) -> dict[str, Any]:
        """The latest version of each paper, with those before it."""
        every = list(self.object.documents.select_related("file", "added_by").order_by("-version"))
        replaced = {document.replaces_id for document in every}
        papers = [
            {
                "latest": latest,
                "earlier": [item for item in every if item.series == latest.series and item != latest],
            }
            for latest in sorted(every, key=lambda item: item.added_at, reverse=True)
            if latest.pk not in replaced
        ]
        return {**super().context(), "papers": papers}


class DownloadDocument(Scoped, ReadOnlyView):
    """The file, for those who see the agreement."""

    model = Agreement

    def get(self, _request: HttpRequest, pk: Any, document: Any) -> HttpResponseBase:
        """As an attachment under its own name."""
        return serve(document_of(self.find("pk", pk), document).file)


class AddDocument(AgreementForm):
    """One more paper."""

    form_class = DocumentForm
    heading = gettext_lazy("Add a document")
    intro = gettext_lazy("The signed text, the act of a council, an annex or another paper.")
    verb = gettext_lazy("Add the document")
    done = gettext_lazy("The document is added.")

    def build_form(self, *sent: Any) -> DocumentForm:
        """In the language of the agreement, unless something else is chosen."""
        form = DocumentForm(*sent)
        form.initial = {"language": self.object.language}
        return form

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.add_document(self.object, by=by, **typed)

    def after(self) -> str:
        return reverse("agreements:document-list", args=[self.object.pk])


class OfDocument(AgreementForm):
    """A form about one document of the agreement."""

    template_name = "agreements/of_document.html"

    def allowed(self) -> bool:
        """Found among the documents of the agreement first, then as every form."""
        self.document = document_of(self.object, self.kwargs["document"])
        return super().allowed()

    def after(self) -> str:
        return reverse("agreements:document-list", args=[self.object.pk])

    def context(self) -> dict[str, Any]:
        """With the document that it is about."""
        return {**super().context(), "document": self.document}


class ReplaceDocument(OfDocument):
    """A later version of the paper; the earlier one stays readable."""

    form_class = DocumentForm
    heading = gettext_lazy("Replace the document")
    intro = gettext_lazy("The new file becomes the latest version. Earlier versions stay in the list.")
    verb = gettext_lazy("Add the new version")
    done = gettext_lazy("The new version is added.")

    def build_form(self, *sent: Any) -> DocumentForm:
        """With what the present version says."""
        form = DocumentForm(*sent)
        form.initial = {name: getattr(self.document, name) for name in ("kind", "title", "language")}
        return form

    def act(self, by: User, typed: dict[str, Any]) -> object:
        return actions.add_document(self.object, by=by, replaces=self.document, **typed)


class RemoveDocument(OfDocument):
    """The latest version goes, with its file; the one before it is then the latest again."""

    form_class = RemovalForm
    heading = gettext_lazy("Delete the document")
    intro = gettext_lazy("Its latest version is deleted, with the file. This cannot be undone.")
    verb = gettext_lazy("Delete the document")
    done = gettext_lazy("The document is deleted.")
    is_final = True

    def act(self, by: User, typed: dict[str, Any]) -> None:
        actions.remove_document(self.document, by=by, **typed)
