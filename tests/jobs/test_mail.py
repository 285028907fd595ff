import datetime
import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from solidarity.jobs.mail import post
from solidarity.jobs.models import Job
from solidarity.jobs.work import work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivery(settings: Settings) -> None:
    """As in the portal: mail goes through a job; the job's real backend collects it."""
    settings.EMAIL_BACKEND = "solidarity.jobs.mail.JobBackend"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def message(body: str = "Open the link.") -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives("Password", body, "portal@example.org", ["ana@example.org"])
    letter.attach_alternative(f"<p>{body}</p>", "text/html")
    return letter


def delivered(job: Job) -> Job:
    work(job.pk)
    job.refresh_from_db()
    return job


def test_whatever_sends_mail_only_adds_a_job() -> None:
    send_mail("Password", "Open the link.", "portal@example.org", ["ana@example.org"])

    assert mail.outbox == []
    assert Job.objects.get().kind == "jobs.mail"


def test_a_message_is_delivered_whole() -> None:
    delivered(post(message()))

    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == ("Password", "Open the link.", ["ana@example.org"])
    assert "<p>Open the link.</p>" in sent.message().as_string()


def test_a_message_delivered_three_times_goes_once() -> None:
    job = post(message())

    for _ in range(3):
        delivered(job)

    assert len(mail.outbox) == 1


def test_nothing_of_a_sent_message_is_kept() -> None:
    job = delivered(post(message()))

    assert (job.state, job.parameters) == (Job.State.DONE, {})
    assert "ana" not in str(vars(job))


def test_the_same_message_waits_once_but_may_be_sent_again_later() -> None:
    first = post(message())

    assert post(message()) == first
    delivered(first)
    assert post(message()) != first


def test_one_purpose_has_one_message() -> None:
    first = delivered(post(message(), purpose="invitation 7"))

    assert post(message("Another text."), purpose="invitation 7") == first


def test_attachments_are_refused() -> None:
    letter = message()
    letter.attach("report.pdf", b"%PDF", "application/pdf")

    with pytest.raises(ValueError, match="attachments"):
        post(letter)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPDataError(421, b""),
    ],
)
def test_a_mail_server_that_is_away_is_tried_again_later(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", _raising(error))

    job = delivered(post(message()))

    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)
    assert 25 < (job.run_at - timezone.now()).total_seconds() <= 30


def test_a_mail_server_away_for_a_day_fails_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", _raising(ConnectionRefusedError()))
    job = post(message())
    Job.objects.update(queued_at=timezone.now() - datetime.timedelta(hours=25))

    assert delivered(job).state == Job.State.FAILED
    assert job.parameters == {}


@pytest.mark.parametrize("error", [smtplib.SMTPDataError(550, b"no"), smtplib.SMTPRecipientsRefused({})])
def test_a_refused_message_fails_at_once(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmailBackend, "send_messages", _raising(error))

    job = delivered(post(message()))

    assert (job.state, job.attempts) == (Job.State.FAILED, 1)


def _raising(error: Exception) -> object:
    def send(backend: EmailBackend, messages: list[EmailMessage]) -> int:
        raise error

    return send
