"""Sample agreements of four cities, each at another step. Made only where DEMO is on."""

import datetime

from django.db import transaction
from django.utils import timezone

from agreements.actions import (
    Signer,
    add_document,
    bring_into_force,
    create_agreement,
    record_approval,
    sign_agreement,
    start_negotiation,
)
from agreements.models import Agreement
from agreements.sample_paper import sample_paper
from networks.demo import NothingLoaded
from networks.models import Municipality, Term
from solidarity.accounts.models import User

NOTE = "Datos de muestra: acuerdo inventado para demostración."
QUIET_DAYS = 120
UNHCR = "Representación de ACNUR"
Days = int  # counted back from today


def make_demo() -> int:
    """Make the sample agreements unless there are any; how many were made."""
    if Agreement.objects.filter(is_sample=True).exists():
        return 0
    if not Term.objects.of("instrument_kinds").exists():
        raise NothingLoaded("The sample agreements need the reference data: run load_reference first.")
    with transaction.atomic():
        _montevideo()
        _montevideo_training()
        _rosario()
        _la_calera()
        _quiet_candidates()
    return Agreement.objects.filter(is_sample=True).count()


def _montevideo() -> None:
    """In force, approved by the departmental council."""
    officer = _person("officer.uruguay")
    agreement = _enter(
        officer,
        "uy-montevideo",
        "Convenio marco de cooperación (muestra)",
        began=820,
        reference="MUESTRA-UY-001",
        areas=("livelihoods", "housing", "education", "participation"),
        groups=("refugees", "asylum_seekers"),
    )
    agreement = _sign(agreement, officer, 640, "Montevideo", "Intendencia de Montevideo")
    _approve(agreement, officer, 570, "Junta Departamental de Montevideo", "decree")
    agreement = bring_into_force(
        agreement, by=officer, valid_from=_ago(560), valid_to=_ago(-900), note="Dato de muestra"
    )
    add_document(
        agreement,
        by=officer,
        received=sample_paper("anexo-de-muestra.pdf", "Anexo: plan de trabajo", NOTE),
        kind="annex",
        title="Anexo: plan de trabajo (muestra)",
    )


def _montevideo_training() -> None:
    """In force, and over in 142 days."""
    officer = _person("officer.uruguay")
    agreement = _enter(
        officer,
        "uy-montevideo",
        "Adenda de formación laboral (muestra)",
        began=600,
        kind="addendum",
        areas=("livelihoods",),
    )
    agreement = _sign(agreement, officer, 500, "Montevideo", "Intendencia de Montevideo")
    _approve(agreement, officer, 470, "Junta Departamental de Montevideo", "council_vote")
    bring_into_force(agreement, by=officer, valid_from=_ago(460), valid_to=_ago(-142))


def _rosario() -> None:
    """Signed, and the approval of the council is missing."""
    officer = _person("officer.argentina")
    agreement = _enter(
        officer,
        "ar-rosario",
        "Convenio de cooperación (muestra)",
        began=300,
        kind="cooperation_agreement",
        areas=("health", "documentation"),
    )
    _sign(agreement, officer, 45, "Rosario", "Intendencia de Rosario")


def _la_calera() -> None:
    """Being negotiated."""
    officer = _person("officer.chile")
    _enter(officer, "cl-la-calera", "Convenio de colaboración (muestra)", began=30, areas=("housing",))


def _quiet_candidates() -> None:
    """Candidates that nobody has touched for months."""
    for login, city in (
        ("officer.uruguay", "uy-municipio-de-muestra"),
        ("officer.chile", "cl-comuna-de-muestra"),
    ):
        agreement = _enter(_person(login), city, "Candidatura a Ciudades Solidarias (muestra)")
        quiet_since = timezone.now() - datetime.timedelta(days=QUIET_DAYS)
        Agreement.objects.filter(pk=agreement.pk).update(updated_at=quiet_since)


def _enter(
    officer: User,
    city: str,
    title: str,
    *,
    began: Days | None = None,
    kind: str = "framework_agreement",
    reference: str = "",
    areas: tuple[str, ...] = (),
    groups: tuple[str, ...] = ("refugees",),
) -> Agreement:
    agreement = create_agreement(
        by=officer,
        municipality=Municipality.objects.get(slug=city),
        candidate_on=_ago((began or QUIET_DAYS) + 60),
        kind=Term.objects.of("instrument_kinds").get(code=kind),
        title=title,
        reference=reference,
        notes=NOTE,
        areas=Term.objects.of("strategic_areas").filter(code__in=areas),
        groups=Term.objects.of("population_groups").filter(code__in=groups),
        is_sample=True,
    )
    return agreement if began is None else start_negotiation(agreement, by=officer, began_on=_ago(began))


def _sign(agreement: Agreement, officer: User, days: Days, place: str, authority: str) -> Agreement:
    return sign_agreement(
        agreement,
        by=officer,
        signed_on=_ago(days),
        place=place,
        signers=[Signer("authority", authority), Signer("unhcr", UNHCR)],
        document=sample_paper("acuerdo-de-muestra.pdf", agreement.title, NOTE),
    )


def _approve(agreement: Agreement, officer: User, days: Days, body: str, act: str) -> None:
    record_approval(
        agreement,
        by=officer,
        body_kind="council",
        body=body,
        act=Term.objects.of("act_kinds").get(code=act),
        number="de muestra 00.000",
        decided_on=_ago(days),
        decided_precision="day",
        votes_for=28,
        votes_against=2,
        votes_abstained=1,
        note="Sesión ordinaria. Dato de muestra.",
        document=sample_paper("acto-de-muestra.pdf", f"{body}: acto de muestra", NOTE),
    )


def _ago(days: Days) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _person(login: str) -> User:
    return User.objects.get(email=f"{login}@demo.example")
