"""Days as people write them, moments as posts keep them: the last day is named inclusive, the end is the next midnight."""

from datetime import date, datetime, time, timedelta

from xuezheng.kernel.clock import CHINA, today


def start_of(day: date | None, *, at: datetime) -> datetime:
    """The beginning of the day in China; now where it is today or none is named."""
    return at if day is None or day == today(at) else datetime.combine(day, time(), CHINA)


def end_of(day: date | None) -> datetime | None:
    return datetime.combine(day + timedelta(days=1), time(), CHINA) if day else None


def last_day(end: datetime | None) -> date | None:
    return today(end - timedelta(microseconds=1)) if end else None
