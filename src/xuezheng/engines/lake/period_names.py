"""A period as a table has it, or the refusal that says how to write one."""

from datetime import datetime

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.refusals import PeriodHasNotBegun, PeriodIsOfAnotherKind
from xuezheng.kernel.calendar.facade import Period, parse_period
from xuezheng.kernel.clock import today

EXAMPLES = {"year": "2018", "quarter": "2018Q3", "month": "2018-09"}


def period_of(table: LakeTable, text: str) -> Period:
    period = parse_period(text)
    if period.kind.value != table.periods:
        raise PeriodIsOfAnotherKind(period.code, EXAMPLES[table.periods])
    return period


def begun_period(table: LakeTable, text: str, *, at: datetime) -> Period:
    """One of which there can be records: a future one would be taken for the newest everywhere."""
    period = period_of(table, text)
    if period.first_day > today(at):
        raise PeriodHasNotBegun(period.title, period.first_day)
    return period
