"""The periods offered in the header: around a day, by kind, newest first."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.calendar.periods import Period, PeriodKind, period_at
from xuezheng.kernel.calendar.reading import find_period
from xuezheng.kernel.pages.periods import PeriodChoice, PeriodGroup

OFFERED = {
    PeriodKind.YEAR: (_("Years"), 6),
    PeriodKind.QUARTER: (_("Quarters"), 8),
    PeriodKind.MONTH: (_("Months"), 12),
    PeriodKind.TERM: (_("School terms"), 6),
}


def periods_around(day: date, *, kind: PeriodKind, back: int) -> list[Period]:
    """The period of the day and those before it, newest first; one more ahead for planning."""
    shown = [period_at(day, kind=kind).next()]
    for _step in range(back):
        shown.append(shown[-1].previous())
    return shown


def choice_of(period: Period) -> PeriodChoice:
    return PeriodChoice(code=period.code, title=period.title)


class HousePeriods:
    """What the header's switcher asks (pages.periods.PeriodSource)."""

    def groups(self, *, today: date) -> Sequence[PeriodGroup]:
        return [
            PeriodGroup(title=title, choices=[choice_of(item) for item in periods_around(today, kind=kind, back=back)])
            for kind, (title, back) in OFFERED.items()
        ]

    def find(self, code: str) -> PeriodChoice | None:
        period = find_period(code)
        return choice_of(period) if period is not None and period.code == code else None

    def standard(self, *, today: date) -> PeriodChoice:
        return choice_of(period_at(today, kind=PeriodKind.QUARTER))
