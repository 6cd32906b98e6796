"""How long whoever keeps a source has to answer, and who above is told when it is over: from catalog/corrections.yaml."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.catalogues.entries import Entry, read_file
from xuezheng.kernel.clock import today

CATALOG = Path(__file__).parent / "catalog" / "corrections.yaml"


def due_from(unit_path: str, at: datetime) -> date:
    return work_calendar_of(unit_path).add_working_days(today(at), _working_days())


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Without an answer for so many days: told so many levels above."""

    days: int
    levels: int


@cache
def escalations() -> tuple[Escalation, ...]:
    steps = [one.only("days", "levels") for one in _catalogue().each("escalate_after_days")]
    return tuple(Escalation(days=one.whole("days", 0), levels=one.whole("levels", 1)) for one in steps)


@cache
def _working_days() -> int:
    return _catalogue().whole("working_days", 0)


def _catalogue() -> Entry:
    return read_file(CATALOG).only("source", "date", "working_days", "escalate_after_days")
