"""Issuing a draft: from now on nothing of it changes, and the units it is about read it."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.bulletins.telling import tell_issued
from xuezheng.modules.monitoring.bulletins.writing import fingerprint_of
from xuezheng.modules.monitoring.changing import draft_to_change, note, saved
from xuezheng.modules.monitoring.events import BulletinIssued
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.refusals import DayIsNotYetThere, NumberIsTaken, PeriodHasNotBegun


@transaction.atomic
def issue_bulletin(
    *, post: ActingPost, bulletin_id: UUID, version: int, dated: date, at: datetime, number: str = ""
) -> Bulletin:
    """With the figures of the draft, as whoever issues it has seen them."""
    bulletin = draft_to_change(post, bulletin_id, version=version)
    _check_day(bulletin, dated, today(at))
    number = number.strip()
    _refuse_a_taken(number, bulletin)
    fingerprint = fingerprint_of(wording=bulletin.wording, figures=bulletin.figures, number=number, dated=dated)
    try:
        with transaction.atomic():
            saved(bulletin, number=number, dated=dated, issued_at=at, shared=True, fingerprint=fingerprint)
    except IntegrityError:
        _refuse_a_taken(number, bulletin)  # another bulletin took it at the same moment
        raise
    after = {"number": number, "dated": dated, "fingerprint": fingerprint}
    note("issue_bulletin", post=post, bulletin=bulletin, at=at, after=after)
    announce(
        BulletinIssued(
            unit_path=bulletin.unit_path,
            bulletin_id=str(bulletin.id),
            subject_path=bulletin.subject_path,
            period=bulletin.period,
        ),
        at=at,
    )
    tell_issued(bulletin, at=at)
    return bulletin


def _refuse_a_taken(number: str, bulletin: Bulletin) -> None:
    if number and Bulletin.objects.filter(unit_path=bulletin.unit_path, number=number).exclude(id=bulletin.id).exists():
        raise NumberIsTaken(number)


def _check_day(bulletin: Bulletin, dated: date, day: date) -> None:
    if dated > day:
        raise DayIsNotYetThere(dated, day)
    first = parse_period(bulletin.period).first_day
    if dated < first:
        raise PeriodHasNotBegun(dated, first)
