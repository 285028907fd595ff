"""How a job's work ends otherwise than by returning. Light on purpose: the child process reads it too."""

from django.utils.functional import Promise


class JobFailed(Exception):
    """An expected failure. `sentence` tells the owner what to do; the job is not tried again."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


class JobPostponed(Exception):
    """Something outside is away: try again after `seconds`, without counting the attempt."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds:.0f} s")


class Interrupted(Exception):
    """Raised by `progress.step()` when the work should end now; let it pass through."""


class Cancelled(Interrupted):
    """The owner cancelled the job."""


class LeaseLost(Interrupted):
    """The lease ran out and the job is no longer this worker's."""


class Stopping(Interrupted):
    """This worker is being stopped; the job goes back to the queue."""


class OverTime(Exception):
    """The job took longer than its kind allows."""
