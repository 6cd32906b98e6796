"""When a failed job is tried again: twice as long after each try, with jitter, so that many do not return at once."""

import random
from datetime import timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job as QueuedJob

from xuezheng.kernel.clock import now
from xuezheng.kernel.refusals import Conflict, Refusal

FIRST_WAIT = 5.0


class Backoff(BaseRetryStrategy):
    """A refusal is final, except a conflict, which passes when the other side is done."""

    def __init__(self, *, retries: int, slowest_wait: int) -> None:
        self.retries = retries
        self.slowest_wait = slowest_wait

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if isinstance(exception, JobAborted):  # asked only when the worker goes down, never for a cancelled job
            return RetryDecision(retry_at=now())
        if not will_retry(exception, number=job.attempts + 1, retries=self.retries):
            return None
        wait = seconds_to_wait(job.attempts, slowest=self.slowest_wait, chance=random.random())  # noqa: S311 - jitter, no secret
        return RetryDecision(retry_at=now() + timedelta(seconds=wait))


def will_retry(error: BaseException, *, number: int, retries: int) -> bool:
    """Whether the try with that number (the first is 1) is followed by another."""
    final = isinstance(error, Refusal) and not isinstance(error, Conflict)
    return number <= retries and not final


def seconds_to_wait(attempts: int, *, slowest: int, chance: float) -> float:
    """Between half and one and a half of 5, 10, 20, 40 … seconds."""
    return float(min(FIRST_WAIT * 2**attempts, slowest)) * (0.5 + chance)
