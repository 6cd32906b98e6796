"""Days on which something is said about a deadline, and how long a returned report may be put right: read from
catalog/deadlines.yaml.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from xuezheng.engines.forms.models import Report
from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.catalogues.entries import read_file
from xuezheng.kernel.clock import today

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Days before in falling, days after in rising order."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    waiting: tuple[int, ...]
    put_right_working_days: int
    put_right_most_days: int

    def step_on(self, day: date, *, due_on: date) -> int | None:
        """Which reminder is in force: -7 for seven days ahead, 3 for three days late. A missed one is made up for until the
        next, and after the last nothing more is said.
        """
        late = (day - due_on).days
        if late <= 0:
            ahead = [days for days in self.before if days >= -late]
            return -min(ahead) if ahead else None
        return _reached(self.after, late)

    def step_of_waiting(self, day: date, *, since: date) -> int | None:
        return _reached(self.waiting, (day - since).days)


def _reached(steps: Sequence[int], days: int) -> int | None:
    return max((step for step in steps if step <= days), default=None)


def day_to_put_right(report: Report, at: datetime) -> date:
    """Of a report returned now, unless the desk states another: never before all others are due."""
    usual = work_calendar_of(report.unit_path).add_working_days(today(at), deadlines().put_right_working_days)
    return max(usual, today(report.collection.due_at))


def last_day_to_put_right(report: Report, at: datetime) -> date:
    return max(today(at) + timedelta(days=deadlines().put_right_most_days), today(report.collection.closes_at))


@cache
def deadlines() -> Deadlines:
    found = read_file(CATALOG).only(
        "source", "date", "remind_before_days", "remind_after_days", "waiting_days", "put_right"
    )
    put_right = found.at("put_right").only("working_days", "most_days")
    return Deadlines(
        before=tuple(sorted(found.wholes("remind_before_days"), reverse=True)),
        after=tuple(sorted(found.wholes("remind_after_days"))),
        waiting=tuple(sorted(found.wholes("waiting_days"))),
        put_right_working_days=put_right.whole("working_days"),
        put_right_most_days=put_right.whole("most_days"),
    )
