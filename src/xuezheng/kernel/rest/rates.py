"""Rate limits: so many requests a minute for each post and for each address, counted by all processes of the web server together.

Beside the database and not in it: a count that all requests of a post update would make them wait until each has committed.
"""

import os
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.rest.counts import MinuteCounts

WINDOW = 60


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What is left in this minute, told by the RateLimit headers."""

    name: str
    limit: int
    left: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.name}";r={max(self.left, 0)};t={self.seconds}',
        }


class TooManyRequests(Refusal):
    status = 429
    code = "too-many-requests"

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(
            _("More than %(limit)s requests in a minute. Go on in %(seconds)s seconds.")
            % {"limit": allowance.limit, "seconds": allowance.seconds}
        )
        self.headers = {**allowance.headers, "Retry-After": str(allowance.seconds)}


def count(name: str, key: str, *, limit: int) -> Allowance:
    """Count one request, or refuse it. A limit of 0 refuses nothing."""
    seconds = time.time()
    used = _counts(os.getpid()).add(f"{name}:{key}", minute=int(seconds // WINDOW))
    allowance = Allowance(name=name, limit=limit, left=limit - used, seconds=WINDOW - int(seconds % WINDOW))
    if limit and allowance.left < 0:
        raise TooManyRequests(allowance)
    return allowance


@cache
def _counts(_process: int) -> MinuteCounts:
    """Opened by each process for itself: a lock on a file that was inherited would be held by both."""
    return MinuteCounts(settings.API_COUNTS_IN)


def forget_all() -> None:
    """Every count starts anew: for tests, and for operators who change a limit."""
    _counts(os.getpid()).forget()
