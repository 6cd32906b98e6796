"""What a unit that ended leaves in force here: its bodies, seats and CIO end on that day, and nobody waits for it any more.

A unit that comes after it founds its own bodies and names its own CIO: membership and appointments are not inherited.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions.bodies.seat_member import end_seats
from xuezheng.modules.organisation.events import BodyDissolved, CioEnded
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Body, Cio, CoverageRequest, SurveyPart
from xuezheng.modules.organisation.todos import close_lacks, close_parts


@transaction.atomic
def end_with_unit(*, post: ActingPost, unit: Unit, at: datetime) -> int:
    """In a binding that sees the whole tree. Told again it finds nothing left. Returns how many entries it ended."""
    if unit.closed_on is None:
        return 0
    bodies = Body.objects.filter(unit=unit, dissolved_on=None).select_for_update(no_key=True).order_by("id")
    cios = Cio.objects.filter(unit=unit, valid_to=None).select_for_update(no_key=True).order_by("id")
    ended = 0
    for body in bodies:
        _dissolve(body, _day_after(body.founded_on, unit.closed_on), post=post, at=at)
        ended += 1
    for cio in cios:
        _end(cio, _day_after(cio.valid_from, unit.closed_on), post=post, at=at)
        ended += 1
    _wait_no_more(unit, at=at)
    return ended


def _day_after(begun: date, closed_on: date) -> date:
    """What began on the day of the end, or was recorded late, was there for one day: no entry ends before it begins."""
    return max(closed_on, begun + timedelta(days=1))


def _dissolve(body: Body, day: date, *, post: ActingPost, at: datetime) -> None:
    changed(body, dissolved_on=day)
    end_seats(body, day)
    note("dissolve_body", post=post, row=body, at=at, after={"dissolved_on": day})
    announce(BodyDissolved(unit_path=body.unit_path, body_id=str(body.id), dissolved_on=day.isoformat()), at=at)


def _end(cio: Cio, day: date, *, post: ActingPost, at: datetime) -> None:
    changed(cio, valid_to=day)
    note("end_cio", post=post, row=cio, at=at, after={"valid_to": day})
    announce(CioEnded(unit_path=cio.unit_path, cio_id=str(cio.id), valid_to=day.isoformat()), at=at)


def _wait_no_more(unit: Unit, *, at: datetime) -> None:
    """Requests lapse; what it was to look into stays in the survey as not reported."""
    requests = CoverageRequest.objects.filter(unit=unit, answered_at=None)
    close_lacks(list(requests.values_list("rule", flat=True)), unit, at=at)
    requests.delete()
    close_parts(SurveyPart.objects.filter(unit=unit, reported_at=None), at=at)
