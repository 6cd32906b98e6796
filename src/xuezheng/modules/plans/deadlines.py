"""How many days before a deadline something is said, and after it to whom: read from catalog/deadlines.yaml."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from xuezheng.kernel.catalogues.entries import read_file
from xuezheng.kernel.catalogues.escalations import Escalation, escalations_in
from xuezheng.modules.plans import months

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    due_soon_days: int
    remind_before_days: tuple[int, ...]
    report_by_day: int
    escalations: tuple[Escalation, ...]

    def last_day_to_report(self, month: str) -> date:
        """The progress of a month is due in the first days of the next one."""
        return months.first_day(months.following(month)).replace(day=self.report_by_day)


@cache
def deadlines() -> Deadlines:
    found = read_file(CATALOG).only(
        "source", "date", "due_soon_days", "remind_before_days", "report_by_day", "escalate_after_days"
    )
    return Deadlines(
        due_soon_days=found.whole("due_soon_days"),
        remind_before_days=tuple(sorted(found.wholes("remind_before_days"), reverse=True)),
        report_by_day=found.whole("report_by_day"),
        escalations=escalations_in(found),
    )
