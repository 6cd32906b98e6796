"""The one place where the clock is read. Only entry points (requests, jobs, commands) call it; the rest takes `at`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    return timezone.now()


def today(at: datetime) -> date:
    """The calendar day in China at that moment."""
    return at.astimezone(CHINA).date()
