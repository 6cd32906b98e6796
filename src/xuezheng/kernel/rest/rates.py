"""Rate limits: so many requests a minute for each post and for each address, counted in each server process.

In the process and not in the database: a count that all requests of a post update would make them wait for one another.
"""

import time
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Refusal

WINDOW = 60
MOST_KEPT = 50_000


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


_counts: dict[str, tuple[int, int]] = {}
_lock = Lock()


def count(name: str, key: str, *, limit: int) -> Allowance:
    """Count one request, or refuse it. A limit of 0 counts nothing."""
    seconds = time.time()
    window = int(seconds // WINDOW)
    with _lock:
        if len(_counts) > MOST_KEPT:
            _forget_before(window)
        kept, used = _counts.get(f"{name}:{key}", (window, 0))
        used = used + 1 if kept == window else 1
        _counts[f"{name}:{key}"] = (window, used)
    allowance = Allowance(name=name, limit=limit, left=limit - used, seconds=WINDOW - int(seconds % WINDOW))
    if limit and allowance.left < 0:
        raise TooManyRequests(allowance)
    return allowance


def _forget_before(window: int) -> None:
    for key in [key for key, (kept, _used) in _counts.items() if kept != window]:
        del _counts[key]


def forget_all() -> None:
    """Every count starts anew: for tests, and for operators who change a limit."""
    with _lock:
        _counts.clear()
