"""Adding papers to an agreement, replacing one by a later version, and taking one away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.locking import locked, refuse_if, save
from agreements.models import Agreement, AgreementDocument
from agreements.workflow import missing_facts
from solidarity.accounts.models import User
from solidarity.audit.record import record
from solidarity.files.actions import discard, keep
from solidarity.files.received import Received
from solidarity.workflow import NotAllowed


def attach(
    row: Agreement,
    received: Received,
    *,
    by: User,
    replaces: AgreementDocument | None = None,
    **facts: Any,
) -> AgreementDocument:
    """Keep the file as a document of the locked `row`; the caller's transaction owns both."""
    if replaces is not None:
        facts |= {"replaces": replaces, "series": replaces.series, "version": replaces.version + 1}
    file = keep(received, by=by, is_sample=row.is_sample)
    document = AgreementDocument.objects.create(agreement=row, file=file, added_by=by, **facts)
    record("agreement.document_added", row, by=by, name=document.title, version=document.version)
    return document


def add_document(
    agreement: Agreement,
    *,
    by: User,
    received: Received,
    kind: str,
    title: str,
    language: str = "es",
    replaces: AgreementDocument | None = None,
) -> AgreementDocument:
    """Add a paper, or a later version of one. Of two people who replace the same version one wins."""
    with transaction.atomic():
        row = locked(agreement, by)
        if replaces is not None:
            replaces = row.documents.current().filter(pk=replaces.pk).first()
            refuse_if([] if replaces else [_("Another version has replaced this document already.")])
        document = attach(row, received, by=by, kind=kind, title=title, language=language, replaces=replaces)
        save(row)
    return document


def remove_document(document: AgreementDocument, *, by: User, note: str) -> None:
    """Take away the latest version of a paper; the one before is then current again."""
    with transaction.atomic():
        row = locked(document.agreement, by)
        if not note.strip():
            raise NotAllowed([_("Write a note that says why.")], kind="note")
        latest = row.documents.current().filter(pk=document.pk).select_related("file").first()
        if latest is None:
            raise NotAllowed([_("Only the latest version of a document can be removed.")], kind="state")
        label, version = latest.title, latest.version
        latest.delete()
        discard(latest.file)
        missing = missing_facts(row)
        if any("document" in getattr(sentence, "facts", ()) for sentence in missing):
            missing = [_("What was signed keeps its signed text. Add a new version of it instead.")]
        refuse_if(missing)
        save(row)
        record("agreement.document_removed", row, by=by, note=note, name=label, version=version)
