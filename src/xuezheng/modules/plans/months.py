"""Months as they are kept with reports: '2026-03', which sort as text."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from xuezheng.kernel.clock import CHINA

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    return first_day(following(month)) - timedelta(days=1)


def following(month: str) -> str:
    return _moved(month, 1)


def preceding(month: str) -> str:
    return _moved(month, -1)


def between(first: str, last: str) -> Iterator[str]:
    """Both included; none where the last comes before the first."""
    month = first
    while month <= last:
        yield month
        month = following(month)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment at which that day is over."""
    return start_of(day + timedelta(days=1))


def is_month(text: str) -> bool:
    return _MONTH.fullmatch(text) is not None


def _moved(month: str, steps: int) -> str:
    years, place = divmod(int(month[5:]) - 1 + steps, 12)
    return f"{int(month[:4]) + years:04d}-{place + 1:02d}"
