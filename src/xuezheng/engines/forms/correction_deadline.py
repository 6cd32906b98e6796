"""How long whoever keeps a source has to answer, and who above is told when it is over: from catalog/corrections.yaml."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.catalogues.entries import Entry, read_file
from xuezheng.kernel.catalogues.escalations import Escalation, escalations_in
from xuezheng.kernel.clock import today

CATALOG = Path(__file__).parent / "catalog" / "corrections.yaml"


def due_from(unit_path: str, at: datetime) -> date:
    return work_calendar_of(unit_path).add_working_days(today(at), _working_days())


@cache
def escalations() -> tuple[Escalation, ...]:
    return escalations_in(_catalogue())


@cache
def _working_days() -> int:
    return _catalogue().whole("working_days")


def _catalogue() -> Entry:
    return read_file(CATALOG).only("source", "date", "working_days", "escalate_after_days")
