"""How the state of tasks is shown: a tag, and counts that lead to the list behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html

from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.status import TONES, Counts, Status, status_of


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A count with its status, leading to those that are counted."""

    title: str | Promise
    tone: str
    count: int
    url: str


def chips(counts: Counts, **asked: str) -> Sequence[Chip]:
    """Only what there is; `asked` narrows the list as the page is narrowed."""
    address = reverse("assignments")
    return [
        Chip(
            title=status.label,
            tone=TONES[status],
            count=counts.of(status),
            url=f"{address}?{urlencode({**asked, 'status': status.value})}",
        )
        for status in Status
        if counts.of(status)
    ]


def status_tag(status: Status) -> str:
    return format_html('<span class="tag {}">{}</span>', TONES[status], status.label)


def status_on(row: Assignment, day: date) -> Status:
    return status_of(due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=day)
