"""What a progress report says: plain frozen values in the language of the report, and nothing of its form."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known: `precision` is day, month or year."""

    date: datetime.date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from; the address only where there is one."""

    title: str
    address: str = ""

    @property
    def is_link(self) -> bool:
        """Whether the address is one of the web, which alone are made links."""
        return self.address.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """The place the report is about. `council` is what its council is called there."""

    name: str
    kind: str
    country: str
    region: str
    council: str
    joined: Day | None
    population: int | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One act of a body that approved an agreement, or refused to."""

    body: str
    act: str
    on: Day | None
    outcome: str
    votes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that belongs to an agreement. The digest lets one check a copy."""

    title: str
    kind: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement with everything that happened to it. `facts` are pairs of a label and a text."""

    title: str
    title_language: str
    kind: str
    status: str
    status_label: str
    is_signed: bool
    signed: Day | None
    facts: tuple[tuple[str, str], ...]
    approvals: tuple[Approval, ...]
    approval_note: str
    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One of the ten criteria in a result, in both readings. None where too little was answered to say."""

    number: int
    title: str
    municipal: Decimal | None  # what the city can do
    territorial: Decimal | None  # what people find in the city
    coverage: int  # per cent of the weight that was answered, in the municipal reading
    territorial_coverage: int
    level: str  # the name of the level reached; empty without a score


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLevel:
    """An item in which another level of state would have to act."""

    label: str  # what people call the question: "4.3"
    criterion: int
    text: str
    competence: str
    body: str
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What an answer promises: who does it and until when, as the city wrote it."""

    label: str  # what people call the question: "4.3"
    criterion: int
    question: str
    text: str
    area: str
    time_frame: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A self-assessment that was handed in, with its scores as they were frozen then."""

    round: str
    questionnaire: str
    is_official: bool
    submitted_at: datetime.datetime | None
    validated_at: datetime.datetime | None
    validated_by: str
    municipal: Decimal | None
    territorial: Decimal | None
    level: str
    coverage: int  # per cent of all items whose situation is known
    items: int
    unknown: int  # items the city does not know the answer of yet
    not_applicable: int
    minimum_coverage: int
    criteria: tuple[CriterionResult, ...]
    strengths: tuple[CriterionResult, ...]
    gaps: tuple[CriterionResult, ...]
    other_levels: tuple[OtherLevel, ...]
    commitments: tuple[Commitment, ...]
    is_sample: bool

    @property
    def is_validated(self) -> bool:
        """Whether somebody other than the city has checked it."""
        return self.validated_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What the reader should know of the data: what is missing, how old it is, where it comes from."""

    missing: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The whole report. `open_assessment` is how far one is that was not handed in, as "18 of 60"."""

    city: City
    agreements: tuple[Agreement, ...]
    result: Result | None
    open_assessment: tuple[int, int] | None
    quality: Quality

    @property
    def is_draft(self) -> bool:
        """Whether a result is shown that nobody has validated."""
        return self.result is not None and not self.result.is_validated

    @property
    def is_sample(self) -> bool:
        """Whether anything in it is invented."""
        result = self.result is not None and self.result.is_sample
        return result or any(agreement.is_sample for agreement in self.agreements)
