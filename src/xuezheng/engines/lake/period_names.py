"""A period as a table has it, or the refusal that says how to write one."""

from xuezheng.engines.lake.declarations import LakeTable
from xuezheng.engines.lake.refusals import PeriodIsOfAnotherKind
from xuezheng.kernel.calendar.facade import Period, parse_period

EXAMPLES = {"year": "2018", "quarter": "2018Q3", "month": "2018-09"}


def period_of(table: LakeTable, text: str) -> Period:
    period = parse_period(text)
    if period.kind.value != table.periods:
        raise PeriodIsOfAnotherKind(period.code, EXAMPLES[table.periods])
    return period
