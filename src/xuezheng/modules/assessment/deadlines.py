"""Until when a result may be appealed against, and until when an appeal is decided: working days from catalog/deadlines.yaml."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from xuezheng.kernel.calendar.facade import work_calendar_of
from xuezheng.kernel.catalogues.entries import read_file
from xuezheng.kernel.clock import today

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"
APPEAL, DECIDE = "appeal_working_days", "decide_working_days"


def appeals_until(holder_path: str, published_at: datetime) -> date:
    return _after(holder_path, published_at, APPEAL)


def decided_by(holder_path: str, made_at: datetime) -> date:
    return _after(holder_path, made_at, DECIDE)


def _after(holder_path: str, at: datetime, rule: str) -> date:
    return work_calendar_of(holder_path).add_working_days(today(at), _working_days(rule))


@cache
def _working_days(rule: str) -> int:
    return read_file(CATALOG).only("source", "date", APPEAL, DECIDE).whole(rule)
