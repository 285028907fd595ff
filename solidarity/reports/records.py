"""What the API shows of a report."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networks.records.shared import EXAMPLE_TIME, IDENTIFIER, one_municipality
from solidarity.accounts.models import User
from solidarity.jobs.models import Job
from solidarity.reports.models import Report
from solidarity.web.columns import Choice, Field, Person, Read, Values
from solidarity.web.outputs import BOOLEAN, INTEGER, TIME
from solidarity.web.records import Record


class Step(Field):
    """What is being done just now, in the language of the answer; empty unless something is."""

    def reads(self, user: Person) -> Sequence[Read]:  # noqa: ARG002
        return [self.path, "job__state"]

    def values(self, user: Person, *cells: Values) -> Sequence[Values]:  # noqa: ARG002
        steps = zip(*cells, strict=True)
        return ([gettext(text) if text and state == Job.State.RUNNING else "" for text, state in steps],)


REPORT = Record(
    name="Report",
    model=Report,
    key="id",
    columns=(
        IDENTIFIER,
        Choice("kind", _("Kind of report."), Report.Kind, example="progress"),
        one_municipality("municipality", "municipality"),
        Choice("language", _("Language of the report."), User.Language, example="es"),
        Choice("format", _("Form of the report."), Report.Format, example="pdf"),
        Choice("state", _("Where it stands."), Report.State, example="running"),
        Field(
            "progress", _("How much of the work is done, in per cent."), INTEGER, path="percent", example=33
        ),
        Field("place", _("Place in the queue: 1 is next, 0 does not wait."), INTEGER, example=0),
        Step("step", _("What is being done."), path="job__step", example="Laying out the pages"),
        Field("requested_at", _("When it was asked for, in UTC."), TIME, example=EXAMPLE_TIME),
        Field("made_at", _("Time of its data, in UTC."), TIME, example=None, nullable=True),
        Field("expires_at", _("Until when it can be downloaded, in UTC."), TIME, example=None, nullable=True),
        Field("pages", _("Pages of the PDF."), INTEGER, example=None, nullable=True),
        Field("size", _("Bytes of the PDF."), INTEGER, path="file__size", example=None, nullable=True),
        Field("digest", _("SHA-256 of its facts: equal digests, equal facts."), example=""),
        Field("is_draft", _("Whether it shows a result that nobody has validated."), BOOLEAN, example=False),
        Field("is_sample", _("Whether it shows invented data."), BOOLEAN, example=False),
        Field("error", _("Why it failed, in words."), path="job__error_sentence", example=""),
        Field("reference", _("To quote when it failed."), path="job__error_reference", example=""),
    ),
)
