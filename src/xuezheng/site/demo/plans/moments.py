"""Days of the demonstration's year: from June on it is the present year, before that the one whose tasks have just run out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xuezheng.kernel.clock import CHINA, today

LOOKING_BACK = timedelta(days=151)
"""Earlier in a year than this its work points have no story to tell yet."""
OFFICE_HOURS = time(10, 30)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Nothing is done after `at`, the moment of loading."""

    at: datetime

    @property
    def year(self) -> int:
        return (today(self.at) - LOOKING_BACK).year

    @property
    def day(self) -> date:
        return today(self.at)

    def date_of(self, written: str, *, shift: int = 0) -> date:
        """'03-26' of the plans' year; '11-18/-1' of the year before it. `shift` moves by years as well."""
        month_and_day, _slash, years = written.partition("/")
        month, day = month_and_day.split("-")
        return date(self.year + int(years or 0) + shift, int(month), int(day))

    def moment_of(self, written: str, *, shift: int = 0) -> datetime:
        return moment_on(self.date_of(written, shift=shift))

    def has_come(self, day: date) -> bool:
        return day < self.day


def moment_on(day: date, *, minutes: int = 0) -> datetime:
    return datetime.combine(day, OFFICE_HOURS, tzinfo=CHINA) + timedelta(minutes=minutes)
