"""Contents of a report without any database, long and hostile where one asks for that."""

import datetime
from decimal import Decimal

from solidarity.reports.html import Imprint
from solidarity.reports.progress.contents import (
    Agreement,
    Approval,
    City,
    Commitment,
    CriterionResult,
    Day,
    Document,
    OtherLevel,
    Progress,
    Quality,
    Result,
    Source,
)

TITLES = (
    "Capacidad institucional",
    "Compromiso institucional y presupuesto",
    "Coherencia con procesos nacionales y regionales",
    "Inclusión económica",
    "Inclusión sociocultural",
    "Inclusión civil y política",
    "Inclusión jurídica",
    "Sistemas de referencia y derivación",
    "Recepción e información",
    "Redes y promoción",
)
SCORES = ("3.2", "2.8", "2.6", "2.3", "3.0", "2.2", "1.9", None, "2.9", "3.1")
TERRITORIAL = ("3.0", "2.5", "2.2", "1.8", "2.9", "2.2", "1.2", None, "2.9", "3.1")
SOURCE = Source("Intendencia de Montevideo: convenio con ACNUR", "https://montevideo.example/convenio")


def criteria() -> tuple[CriterionResult, ...]:
    return tuple(
        CriterionResult(
            number=number,
            title=title,
            municipal=Decimal(score) if score else None,
            territorial=Decimal(wide) if wide else None,
            coverage=52 if score is None else 90 + number % 10,
            territorial_coverage=50 if wide is None else 88,
            level=("Sin iniciar", "Inicial", "En desarrollo", "Consolidado")[int(score[0])] if score else "",
        )
        for number, (title, score, wide) in enumerate(zip(TITLES, SCORES, TERRITORIAL, strict=True), 1)
    )


def commitments(
    count: int, text: str = "Aprobar un protocolo de derivación entre las seis áreas"
) -> tuple[Commitment, ...]:
    return tuple(
        Commitment(
            label=f"{number % 10 + 1}.{number % 6 + 1}",
            criterion=number % 10 + 1,
            question="¿Existe un protocolo de referencia y derivación que todas las áreas conozcan y usen?",
            text=text,
            area="Desarrollo social" if number % 3 else "",
            time_frame="De 6 a 12 meses" if number % 4 else "",
        )
        for number in range(count)
    )


def result(*, validated: bool = True, commitments_: int = 8) -> Result:
    scores = criteria()
    known = sorted((item for item in scores if item.municipal is not None), key=lambda item: item.municipal)
    return Result(
        round="2026",
        questionnaire="2026.1",
        is_official=False,
        submitted_at=datetime.datetime(2026, 5, 4, 14, 30, tzinfo=datetime.UTC),
        validated_at=datetime.datetime(2026, 5, 14, 9, 0, tzinfo=datetime.UTC) if validated else None,
        validated_by="ACNUR Uruguay" if validated else "",
        municipal=Decimal("2.7"),
        territorial=Decimal("2.4"),
        level="En desarrollo",
        coverage=93,
        items=60,
        unknown=4,
        not_applicable=2,
        minimum_coverage=60,
        criteria=scores,
        strengths=tuple(reversed(known[-3:])),
        gaps=tuple(known[:3]),
        other_levels=tuple(
            OtherLevel(
                label=f"7.{number}",
                criterion=7,
                text="¿Las personas obtienen documentos de identidad en un plazo razonable?",
                competence="Otro nivel del Estado",
                body="Dirección Nacional de Identificación Civil",
                level=1 if number % 2 else None,
            )
            for number in range(1, 4)
        ),
        commitments=commitments(commitments_),
        is_sample=True,
    )


def agreement(**changes: object) -> Agreement:
    fields: dict[str, object] = {
        "title": "Convenio de cooperación entre la Intendencia de Montevideo y el ACNUR",
        "title_language": "es",
        "kind": "Acuerdo marco",
        "status": "in_force",
        "status_label": "Vigente",
        "is_signed": True,
        "signed": Day(datetime.date(2022, 7, 22)),
        "facts": (
            ("Firmado", "22 jul 2022, Montevideo"),
            ("Firmantes", "Intendencia de Montevideo · ACNUR, Oficina Regional"),
            ("Vigente hasta", "3 oct 2026"),
        ),
        "approvals": (
            Approval(
                body="Junta Departamental de Montevideo",
                act="Resolución n.º 14.207",
                on=Day(datetime.date(2022, 9, 29)),
                outcome="Aprobado",
                votes="25 a favor, 3 en contra",
            ),
        ),
        "approval_note": "",
        "documents": (Document(title="Convenio firmado", kind="Acuerdo", version=2, sha256="ab12" * 16),),
        "sources": (SOURCE,),
        "is_sample": True,
    }
    return Agreement(**(fields | changes))  # type: ignore[arg-type]


def progress(*, validated: bool = True, commitments_: int = 8) -> Progress:
    """Montevideo with one agreement and a result."""
    return Progress(
        city=City(
            name="Montevideo",
            kind="Departamento",
            country="Uruguay",
            region="Montevideo",
            council="Junta Departamental",
            joined=Day(datetime.date(2022, 7, 1), "month"),
            population=1270737,
            standing="Miembro",
        ),
        agreements=(agreement(),),
        result=result(validated=validated, commitments_=commitments_),
        open_assessment=None,
        quality=Quality(
            missing=(
                "El criterio 8 no tiene puntaje: se respondió el 52 % de su peso y hace falta el 60 %.",
                "4 respuestas dicen «aún no se sabe».",
            ),
            dates=(
                ("Autoevaluación enviada", "4 may 2026"),
                ("Autoevaluación validada", "14 may 2026"),
                ("Ficha de la ciudad cambiada", "2 may 2026"),
            ),
            sources=(SOURCE, Source("Archivo de la Intendencia")),
        ),
    )


def bare() -> Progress:
    """A candidate of which nothing is known yet."""
    whole = progress()
    return Progress(
        city=whole.city,
        agreements=(),
        result=None,
        open_assessment=(18, 60),
        quality=Quality(missing=("No hay ningún acuerdo registrado.",), dates=(), sources=()),
    )


IMPRINT = Imprint(datetime.datetime(2026, 5, 14, 15, 0, tzinfo=datetime.UTC), "0123456789abcdef" * 4)
