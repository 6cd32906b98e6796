"""Accepting all that lies on the own desk at once. What is left out is said with its reason; one missing school blocks nobody.

Who accepts states how many they mean: a number that changed in the meantime is refused. Three statements do the work,
whatever the number: fifty thousand reports must not take fifty thousand round trips.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions.handing_over import note_handover
from xuezheng.engines.forms.changing import collection_to_see, note
from xuezheng.engines.forms.desks import desks_above
from xuezheng.engines.forms.events import ReportsAccepted
from xuezheng.engines.forms.models import Collection, Report, ReportStep
from xuezheng.engines.forms.policies import REVIEW, reports_visible_to
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost

_ACCEPT = """
WITH taken AS (
    UPDATE forms_report SET desk_path = %(next)s, accepted_at = %(accepted_at)s, version = version + 1
    WHERE id = ANY (%(ids)s)
    RETURNING id, unit_path
)
INSERT INTO forms_report_step (unit_path, report_id, what, words, person_name, unit_name, taken_at)
SELECT unit_path, id, %(what)s, '', %(person)s, %(unit)s, %(at)s FROM taken
"""


@dataclass(frozen=True, kw_only=True)
class BulkOutcome:
    """`accepted` of `asked` units; `elsewhere` still lie with their units or with other desks."""

    accepted: int
    warned: int
    own: int
    elsewhere: int
    asked: int


def acceptable(post: ActingPost, collection: Collection) -> QuerySet[Report]:
    """On the own desk and not submitted by the same person."""
    if collection.closed_at is not None:
        return Report.objects.none()
    on_desk = reports_visible_to(post).filter(collection=collection, desk_path=post.scope_path)
    return on_desk.filter(Q(submitted_by=None) | ~Q(submitted_by=post.person_id))


@transaction.atomic
def accept_reports(*, post: ActingPost, collection_id: UUID, expected: int, at: datetime) -> BulkOutcome:
    collection = collection_to_see(post, collection_id)
    if not post.may(REVIEW):
        raise NotAllowed(_("Your post does not accept reports."))
    rows = acceptable(post, collection).select_for_update(no_key=True).order_by("id")
    found = list(rows.values_list("id", "warnings"))
    if len(found) != expected or not found:
        raise Conflict(
            _("You meant %(expected)s reports; %(present)s lie on your desk now. Look again, then accept.")
            % {"expected": expected, "present": len(found)}
        )
    above = desks_above(post, post.scope_path, up_to=collection.unit_path)
    _accept([one for one, _warnings in found], above[0].unit_path if above else "", post=post, at=at)
    outcome = _outcome(post, collection, [warnings for _one, warnings in found])
    note(
        "accept_reports", post=post, row=collection, at=at, name=collection.title, place=post.scope_path,
        after={"accepted": outcome.accepted, "asked": outcome.asked},
    )  # fmt: skip
    if not above:
        note_handover(collection, place=post.scope_path, accepted_at=at, at=at)
        announce(
            ReportsAccepted(
                unit_path=collection.unit_path, collection_id=str(collection.id), form=collection.edition.code,
                period=collection.period, count=outcome.accepted,
            ),
            at=at,
        )  # fmt: skip
    return outcome


def _accept(ids: list[UUID], following: str, *, post: ActingPost, at: datetime) -> None:
    what = ReportStep.What.PASSED if following else ReportStep.What.ACCEPTED
    values = {
        "next": following, "accepted_at": None if following else at, "ids": ids, "what": what.value,
        "person": post.person_name, "unit": post.unit_name, "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPT, values)


def _outcome(post: ActingPost, collection: Collection, warnings: list[int]) -> BulkOutcome:
    rows = reports_visible_to(post).filter(collection=collection)
    asked, own = rows.count(), rows.filter(desk_path=post.scope_path).count()
    return BulkOutcome(
        accepted=len(warnings),
        warned=sum(1 for one in warnings if one),
        own=own,
        elsewhere=asked - own - len(warnings),
        asked=asked,
    )
