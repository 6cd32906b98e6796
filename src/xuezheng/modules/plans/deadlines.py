"""How many days before a deadline something is said, and after it to whom: read from catalog/deadlines.yaml."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from xuezheng.modules.plans import months

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Overdue by so many days: told to the unit so many levels above."""

    days: int
    levels: int


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
    found = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return Deadlines(
        due_soon_days=found["due_soon_days"],
        remind_before_days=tuple(sorted(found["remind_before_days"], reverse=True)),
        report_by_day=found["report_by_day"],
        escalations=tuple(
            sorted((Escalation(**step) for step in found["escalate_after_days"]), key=lambda step: step.days)
        ),
    )
