"""Documents: handed in, replaced, removed, given out, and refused with the reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.actions import add_document
from agreements.models import Agreement, AgreementDocument
from tests.agreements.making import candidate, in_negotiation, paper, public_fact, signed
from tests.agreements.test_step_pages import SIGNING, act
from tests.cast import Cast
from tests.files.hostile import EXECUTABLE, pdf
from tests.networks.stories import tight


def typed(content: bytes = b"", name: str = "acta.pdf", **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile(name, content or pdf())
    return {"kind": "annex", "title": "Anexo", "language": "es", "received": file, **more}


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return candidate(cast.montevideo, cast.officer_uruguay)


def page_of(agreement: Agreement, rest: str = "") -> str:
    return f"/en/agreements/{agreement.pk}/documents/{rest}"


def test_added_document_is_listed_with_type_size_and_checksum(officer: Client, agreement: Agreement) -> None:
    answer = officer.post(page_of(agreement, "new/"), typed(), follow=True)

    document = agreement.documents.select_related("file").get()
    page = tight(answer.content.decode())
    assert "The document is added." in page
    assert "Annex · PDF" in page
    assert document.file.sha256 in page
    assert "acta.pdf" in page


def test_replaced_document_keeps_its_earlier_version(
    cast: Cast, officer: Client, agreement: Agreement
) -> None:
    first = add_document(
        agreement, by=cast.officer_uruguay, received=paper("One"), kind="annex", title="Anexo"
    )

    answer = officer.post(page_of(agreement, f"{first.pk}/replace/"), typed(), follow=True)

    page = tight(answer.content.decode())
    assert "version 2" in page
    assert "Earlier versions" in page
    assert page_of(agreement, f"{first.pk}/download/") in page
    assert agreement.documents.current().get().replaces == first


def test_removed_document_makes_the_earlier_version_the_latest(
    cast: Cast, officer: Client, agreement: Agreement
) -> None:
    by = cast.officer_uruguay
    first = add_document(agreement, by=by, received=paper("One"), kind="annex", title="Anexo")
    second = add_document(
        agreement, by=by, received=paper("Two"), kind="annex", title="Anexo", replaces=first
    )

    refused = officer.post(page_of(agreement, f"{first.pk}/remove/"), {"note": "Wrong one"})
    silent = officer.post(page_of(agreement, f"{second.pk}/remove/"), {"note": ""})
    done = officer.post(page_of(agreement, f"{second.pk}/remove/"), {"note": "Wrong one"})

    assert (refused.status_code, silent.status_code, done.status_code) == (422, 422, 302)
    assert "Only the latest version of a document can be removed." in refused.content.decode()
    assert agreement.documents.current().get() == first


def test_the_page_that_deletes_names_the_document_and_leads_back_to_the_list(
    cast: Cast, officer: Client, agreement: Agreement
) -> None:
    document = add_document(
        agreement, by=cast.officer_uruguay, received=paper("One"), kind="annex", title="Anexo segundo"
    )

    page = tight(officer.get(page_of(agreement, f"{document.pk}/remove/")).content.decode())

    assert "Anexo segundo</dd>" in page
    assert document.file.name in page
    assert 'class="btn danger"' in page
    assert f'href="{page_of(agreement)}">Cancel' in page


def test_public_fact_without_documents_says_where_its_sources_are(cast: Cast, officer: Client) -> None:
    page = officer.get(page_of(public_fact(cast.montevideo))).content.decode()

    assert "its sources are in the summary" in page
    assert "No document has been added yet." not in page


def test_a_good_file_has_to_be_chosen_again_where_something_else_is_wrong(
    officer: Client, agreement: Agreement
) -> None:
    answer = officer.post(page_of(agreement, "new/"), typed(title=""))

    assert answer.status_code == 422
    assert "Choose the file again: browsers do not keep it" in answer.content.decode()


def test_signed_document_of_a_signed_agreement_cannot_be_removed(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    document = agreement.documents.get()

    answer = officer.post(page_of(agreement, f"{document.pk}/remove/"), {"note": "Wrong one"})

    assert answer.status_code == 422
    assert "Add a new version of it instead." in answer.content.decode()
    assert agreement.documents.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (EXECUTABLE, "acta.pdf"),
        (EXECUTABLE, "acta.exe"),
        (b"<svg onload='alert(1)'/>", "acta.svg"),
        (pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "acta.pdf"),
    ],
)
def test_hostile_file_is_refused_with_the_reason_and_leaves_nothing_behind(
    officer: Client,
    agreement: Agreement,
    settings: LazySettings,
    content: bytes,
    name: str,
) -> None:
    answer = officer.post(page_of(agreement, "new/"), typed(content, name, title="Typed title"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "msg-err" in page
    assert 'value="Typed title"' in page
    assert "browsers do not keep it" not in page
    assert not AgreementDocument.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_download_is_an_attachment_under_its_own_name(
    cast: Cast, officer: Client, agreement: Agreement
) -> None:
    document = add_document(
        agreement, by=cast.officer_uruguay, received=paper("Texto"), kind="annex", title="Anexo"
    )

    answer = officer.get(page_of(agreement, f"{document.pk}/download/"))

    assert b"".join(answer) == b"Texto"  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="convenio.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator_montevideo", 200), ("bureau", 200), ("officer_chile", 404), ("nobody", 404)],
)
def test_download_asks_who_sees_the_agreement(
    cast: Cast, sign_in: Callable[[Any], Client], agreement: Agreement, who: str, status: int
) -> None:
    document = add_document(agreement, by=cast.officer_uruguay, received=paper(), kind="annex", title="Anexo")

    answer = sign_in(getattr(cast, who)).get(page_of(agreement, f"{document.pk}/download/"))

    assert answer.status_code == status
    answer.close()


def test_document_of_another_agreement_is_not_found(
    cast: Cast, officer: Client, agreement: Agreement
) -> None:
    foreign = candidate(cast.la_calera, cast.officer_chile)
    document = add_document(foreign, by=cast.officer_chile, received=paper(), kind="annex", title="Ajeno")

    for what in ("download", "replace", "remove"):
        assert officer.get(page_of(agreement, f"{document.pk}/{what}/")).status_code == 404


def test_sign_asks_for_the_document_and_keeps_it(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)
    address = f"/en/agreements/{agreement.pk}/sign/"

    without = officer.post(address, SIGNING)
    done = officer.post(address, {**SIGNING, "document": SimpleUploadedFile("acuerdo.pdf", pdf())})

    assert without.status_code == 422
    assert "Choose a file." in without.content.decode()
    assert done.status_code == 302
    assert agreement.documents.get().kind == "agreement"


def test_a_refused_file_hides_nothing_else_that_is_wrong_about_a_signature(
    cast: Cast, officer: Client
) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)
    wrong = {"document": SimpleUploadedFile("acuerdo.pdf", EXECUTABLE), "signed_on": "2023-12-31"}

    answer = officer.post(
        f"/en/agreements/{agreement.pk}/sign/", {**SIGNING, **wrong, "signatory_2_party": "other"}
    )

    page = tight(answer.content.decode())
    assert answer.status_code == 422
    for sentence in (
        "The content is not what the name of the file says.",
        "The signature cannot be before the negotiation began (4 Feb 2024).",
        "Name who signed for UNHCR, with the office.",
    ):
        assert page.count(sentence) >= 1
    assert "for the local authority, with" not in page
    assert not agreement.signatories.exists()


def test_a_missing_office_is_told_once(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)

    page = officer.post(f"/en/agreements/{agreement.pk}/sign/", {**SIGNING, "signatory_2_office": ""})

    assert "Write the office" in page.content.decode()
    assert "Name who signed" not in page.content.decode()


def test_a_refused_paper_does_not_hide_the_wrong_day_of_an_act(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    wrong = {"document": SimpleUploadedFile("decreto.pdf", EXECUTABLE), "decided_on": "2098-01-01"}

    answer = officer.post(f"/en/agreements/{agreement.pk}/approvals/new/", act(wrong))  # type: ignore[arg-type]

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The content is not what the name of the file says." in page
    assert "The act cannot be of a day still to come." in page


def test_sign_does_not_ask_for_a_document_that_is_there(cast: Cast, officer: Client) -> None:
    agreement = in_negotiation(cast.montevideo, cast.officer_uruguay)
    add_document(
        agreement, by=cast.officer_uruguay, received=paper(), kind="agreement", title="Texto firmado"
    )

    assert officer.post(f"/en/agreements/{agreement.pk}/sign/", SIGNING).status_code == 302


def test_approval_comes_with_its_paper(cast: Cast, officer: Client) -> None:
    agreement = signed(cast.montevideo, cast.officer_uruguay)
    sent = act({"document": SimpleUploadedFile("decreto.pdf", pdf())})  # type: ignore[dict-item]

    answer = officer.post(f"/en/agreements/{agreement.pk}/approvals/new/", sent, follow=True)

    document = agreement.documents.get(kind="approval")
    assert page_of(agreement, f"{document.pk}/download/") in answer.content.decode()


def test_queries_of_the_documents_do_not_grow(
    cast: Cast, officer: Client, agreement: Agreement, count_queries: Callable[[Client, str], int]
) -> None:
    def grow(rows: int) -> None:
        for number in range(rows):
            add_document(
                agreement, by=cast.officer_uruguay, received=paper(str(number)), kind="annex", title="Anexo"
            )

    grow(3)
    count_queries(officer, page_of(agreement))
    few = count_queries(officer, page_of(agreement))

    grow(9)

    assert count_queries(officer, page_of(agreement)) == few <= 10
