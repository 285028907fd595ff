"""The four faults of broker and worker, each while a report is asked for or made."""

import io
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from faults.processes import Redis, Worker, until
from networks.models import Municipality
from solidarity.accounts.models import User
from solidarity.audit.models import Event
from solidarity.files.models import StoredFile
from solidarity.jobs.models import Job, Turn
from solidarity.jobs.sweep import sweep
from solidarity.reports.models import Report

PATIENCE = 120  # seconds for what must happen in the end
ACCEPTED_WITHIN = 5  # seconds for the answer of the page, broker or not


@dataclass
class Stage:
    """What the faults play with."""

    redis: Redis
    client: Client
    city: Municipality

    def ask(self) -> tuple[Report, float]:
        """Ask for a PDF on the page; the report and how long the answer took."""
        before = set(Report.objects.values_list("pk", flat=True))
        began = time.monotonic()
        form = {"municipality": self.city.pk, "language": "es", "format": "pdf"}
        answer = self.client.post("/es/reports/new/", form)
        took = time.monotonic() - began
        if answer.status_code != 302:
            raise AssertionError(f"the page answered {answer.status_code}")
        if took > ACCEPTED_WITHIN:
            raise AssertionError(f"the answer took {took:.1f} s")
        return Report.objects.exclude(pk__in=before).get(), took

    def worker(self) -> Worker:
        """One more worker process."""
        return Worker(settings.VAR)


def run(redis: Redis, database: str) -> int:
    """Play every fault and print its line; 1 when one went wrong."""
    call_command("prepare", stdout=io.StringIO())
    person = User.objects.get(email="bureau@demo.example")
    client = Client()
    client.force_login(person)
    stage = Stage(redis, client, Municipality.objects.get(slug="uy-montevideo"))
    print(f"database: {database}; a Redis server and workers of this run alone\n")
    good = [told(fault, stage) for fault in FAULTS]
    return int(not all(good))


def told(fault: "Callable[[Stage], str]", stage: Stage) -> bool:
    """Play one fault and print what was expected and what happened; whether that agrees."""
    expected = " ".join((fault.__doc__ or "").split())
    try:
        happened, good = fault(stage), True
    except (AssertionError, TimeoutError, OSError) as error:
        happened, good = f"{type(error).__name__}: {error}", False
    print(f"{'ok    ' if good else 'BROKEN'} {expected}\n       happened: {happened}", flush=True)
    return good


def broker_stopped(stage: Stage) -> str:
    """Broker stopped when a report is asked for: accepted within 5 s, made once when the broker is back."""
    stage.redis.stop()
    try:
        report, took = stage.ask()
    finally:
        stage.redis.start()
    return f"accepted in {took:.1f} s; {made_later(stage, report)}"


def broker_frozen(stage: Stage) -> str:
    """Broker accepts and never answers when a report is asked for: accepted within 5 s, made once later."""
    stage.redis.freeze()
    try:
        report, took = stage.ask()
    finally:
        stage.redis.thaw()
    return f"accepted in {took:.1f} s; {made_later(stage, report)}"


def child_killed(stage: Stage) -> str:
    """Child killed while it lays out the pages: tried again by itself, arrives once."""
    worker = stage.worker()
    try:
        report, _took = stage.ask()
        kill_child_at_work(worker, report)
        return ready(report)
    finally:
        worker.kill()


def worker_killed(stage: Stage) -> str:
    """Whole worker killed while the pages are laid out: another takes over when the lease is over, once."""
    first = stage.worker()
    try:
        report, _took = stage.ask()
        until(lambda: is_being_made(report) and first.child(), PATIENCE)
    finally:
        first.kill()
    second = stage.worker()
    try:
        return ready(report)
    finally:
        second.kill()


FAULTS = (broker_stopped, broker_frozen, child_killed, worker_killed)


def made_later(stage: Stage, report: Report) -> str:
    """What becomes of a report that no broker carried, when a worker and the sweep are there."""
    worker = stage.worker()
    try:
        return ready(report)
    finally:
        worker.kill()


def kill_child_at_work(worker: Worker, report: Report) -> None:
    """Kill the warm child as soon as it has the pages of this report."""
    child = until(lambda: is_being_made(report) and worker.child(), PATIENCE)
    os.kill(child, signal.SIGKILL)


def is_being_made(report: Report) -> bool:
    """Whether a worker has begun to make it. A broker that was away before is left alone for a while."""
    beat()
    return Job.objects.filter(pk=report.job_id, state=Job.State.RUNNING).exists()


def ready(report: Report) -> str:
    """Wait for the report as its owner would, the sweep running beside; then count what arrived."""
    began = time.monotonic()
    until(lambda: swept_and_done(report), PATIENCE)
    took = time.monotonic() - began
    report.refresh_from_db()
    arrived = Event.objects.filter(verb="report.made", object_id=str(report.pk)).count()
    files = StoredFile.objects.filter(name=report.file_name).count()
    reports = Report.objects.filter(file__isnull=False).count()
    if (arrived, files) != (1, reports) or report.file is None:
        raise AssertionError(f"arrived {arrived} times, {files} files of {reports} reports")
    if not Path(report.file.content.path).read_bytes().startswith(b"%PDF"):
        raise AssertionError("the file is no PDF")
    return f"ready after {took:.0f} s, attempt {report.job.attempts}, one file, one event"


def beat() -> None:
    """What the scheduler does, played here: send again what no broker carried."""
    Turn.objects.all().delete()
    sweep()


def swept_and_done(report: Report) -> bool:
    """Whether its job has ended."""
    beat()
    time.sleep(0.5)
    job = Job.objects.get(pk=report.job_id)
    if job.state in {Job.State.FAILED, Job.State.CANCELLED}:
        raise AssertionError(f"the report ended as {job.state}: {job.error_sentence}")
    return job.state == Job.State.DONE
