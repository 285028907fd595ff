import logging
import uuid

import pytest
from django.utils import timezone

from solidarity.accounts.models import User
from solidarity.jobs import progress as progress_module
from solidarity.jobs.actions import enqueue
from solidarity.jobs.claims import Claim, take
from solidarity.jobs.errors import Stopping
from solidarity.jobs.kinds import KINDS, JobKind, job
from solidarity.jobs.models import Job
from solidarity.jobs.progress import Progress
from solidarity.jobs.work import work
from tests.jobs.kinds import EFFECTS

pytestmark = pytest.mark.django_db


def done(kind: str, times: int = 1, **parameters: object) -> Job:
    row = enqueue(kind, by=None, parameters=parameters)
    for _ in range(times):
        work(row.pk)
    row.refresh_from_db()
    return row


def test_work_writes_the_result() -> None:
    row = done("test.ok", value=7)

    assert (row.state, row.result, row.attempts) == (Job.State.DONE, {"got": 7}, 1)
    assert row.step_text == "Working"


def test_three_deliveries_have_one_effect() -> None:
    row = done("test.ok", times=3)

    assert [str(row.pk)] == EFFECTS
    assert row.attempts == 1


def test_an_effect_that_fails_leaves_the_job_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(row: Job) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(KINDS, "test.ok", JobKind("test.ok", "", _ok, fail))

    row = done("test.ok")

    assert (row.state, row.result) == (Job.State.QUEUED, None)


def _ok(row: Job, progress: Progress) -> dict[str, int]:
    return {"never": 1}


def test_a_poison_job_fails_after_three_attempts_and_others_flow() -> None:
    poison = done("test.poison", times=5)
    other = done("test.ok")

    assert (poison.state, poison.attempts) == (Job.State.FAILED, 3)
    assert len(poison.error_reference) == 9
    assert poison.error_sentence == ""
    assert other.state == Job.State.DONE


def test_the_log_matches_job_and_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(
        logging.getLogger("solidarity.jobs.work"), "handle", lambda r: lines.append(r.getMessage())
    )

    row = done("test.poison", times=3)

    assert any(str(row.pk) in line and row.error_reference in line for line in lines)


def test_an_expected_failure_is_told_in_the_owners_language_and_not_repeated(
    owner: User, other: User
) -> None:
    owner.language = "es"
    owner.save(update_fields=["language"])
    row = enqueue("test.expected", by=owner, parameters={})

    work(row.pk)

    row.refresh_from_db()
    assert (row.state, row.error_sentence, row.attempts) == (Job.State.FAILED, "Español", 1)


def test_a_postponed_job_waits_without_using_an_attempt() -> None:
    row = done("test.postponed")

    assert (row.state, row.attempts) == (Job.State.QUEUED, 0)
    assert (row.run_at - timezone.now()).total_seconds() > 290


def test_a_job_over_its_limit_ends_at_the_next_step() -> None:
    row = done("test.overtime", times=3)

    assert (row.state, row.attempts) == (Job.State.FAILED, 3)


def test_a_cancelled_job_ends_at_its_next_step() -> None:
    row = enqueue("test.steps", by=None, parameters={"steps": 9, "pause": 0})
    Job.objects.update(is_cancel_requested=True)

    work(row.pk)

    row.refresh_from_db()
    assert row.state == Job.State.CANCELLED


@pytest.mark.parametrize("fail", [False, True])
def test_secret_parameters_are_wiped_when_the_job_ends(fail: bool) -> None:
    row = done("test.secret", fail=fail, word="secret")

    assert not row.is_open
    assert row.parameters == {}


def test_a_kind_of_a_newer_version_is_left_waiting() -> None:
    row = Job.objects.create(kind="test.newer")

    work(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (Job.State.QUEUED, 0)


def test_an_id_without_a_job_is_ignored() -> None:
    work(uuid.uuid4())


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        job("test.ok", "again")(_ok)


@pytest.fixture
def claim() -> Claim:
    taken = take(enqueue("test.ok", by=None, parameters={}).pk, 60)
    assert taken is not None
    return taken


def test_steps_are_written_at_most_every_half_second(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(number / 10 for number in range(100))
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(clock))
    seen = []
    progress = Progress(claim, limit=60)

    for number in range(12):
        progress.step("Counting", number, 12)
        claim.job.refresh_from_db()
        seen.append(claim.job.step_done)

    assert seen == [0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


def test_a_stopping_worker_puts_its_job_back(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module.stopping, "is_set", lambda: True)

    with pytest.raises(Stopping):
        Progress(claim, limit=60).step("Counting")
