"""Mail leaves through a job, so no page waits for a mail server and none is sent twice.

`JobBackend` is Django's mail backend here: whatever sends mail, sign-in pages included, only adds a job.
The job hands the message to the real backend (`EMAIL_DELIVERY_BACKEND`). If a worker dies between handing
over and noting it, the message goes again, with the same Message-ID.
"""

import smtplib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from solidarity.jobs.actions import enqueue
from solidarity.jobs.errors import JobFailed, JobPostponed
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress

KIND = "jobs.mail"
DAY = 24 * 60 * 60
SOONEST, LATEST = 30, 15 * 60  # seconds between two tries while the mail server is away
PERMANENT = 500  # SMTP replies from here on will not change by trying again


class JobBackend(BaseEmailBackend):
    """Turns every message into a job."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Accept the messages for sending; returns how many."""
        for message in email_messages:
            post(message)
        return len(email_messages)


def post(message: EmailMessage, *, purpose: str = "") -> Job:
    """Send `message` soon, in the caller's transaction; of those with the same `purpose` only one ever goes.

    Without a purpose, the very same message is not added again while it waits. Raises ValueError for
    attachments: a mail links to its document.
    """
    if message.attachments:
        raise ValueError("A mail carries no attachments: link to the document.")
    parameters = {
        "subject": message.subject,
        "body": message.body,
        "subtype": message.content_subtype,
        "html": _html(message),
        "sender": message.from_email,
        "to": list(message.to),
        "reply_to": list(message.reply_to),
    }
    same = salted_hmac(KIND, repr(sorted(parameters.items())), algorithm="sha256").hexdigest()
    return enqueue(KIND, by=None, parameters=parameters, dedupe=same, once=purpose)


def deliver(job: Job, _progress: Progress) -> None:
    """Hand the message of one job to the mail server."""
    fields = job.parameters
    message = EmailMultiAlternatives(
        fields["subject"],
        fields["body"],
        fields["sender"],
        fields["to"],
        reply_to=fields["reply_to"],
        headers={"Message-ID": f"<{job.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        connection=get_connection(settings.EMAIL_DELIVERY_BACKEND),
    )
    message.content_subtype = fields["subtype"]
    if fields["html"]:
        message.attach_alternative(fields["html"], "text/html")
    try:
        message.send()
    except smtplib.SMTPResponseException as error:
        if error.smtp_code >= PERMANENT:
            raise JobFailed(_("The mail server refused the message.")) from error
        _later(job, error)
    except smtplib.SMTPRecipientsRefused as error:
        raise JobFailed(_("The mail server refused the address.")) from error
    except OSError as error:  # no connection, time-out, connection cut
        _later(job, error)


def _later(job: Job, error: Exception) -> None:
    """The mail server is away: try for a day, ever more rarely."""
    age = (timezone.now() - job.queued_at).total_seconds()
    if age > DAY:
        raise JobFailed(_("The mail server could not be reached for a day.")) from error
    raise JobPostponed(min(max(SOONEST, age / 2), LATEST)) from error


def _html(message: EmailMessage) -> Any:
    """The HTML form of the message, or an empty text."""
    forms = getattr(message, "alternatives", [])
    return next((content for content, kind in forms if kind == "text/html"), "")
