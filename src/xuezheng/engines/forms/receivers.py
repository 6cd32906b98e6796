"""What forms do when units change."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from xuezheng.engines.forms.actions.changed_units import follow_unit, pass_on_reports, settle_desks
from xuezheng.engines.forms.actions.handing_over import note_moved_units
from xuezheng.engines.forms.models import Report
from xuezheng.kernel.outbox.facade import receives
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.events import UnitClosed, UnitMoved, UnitsMerged, UnitSplit
from xuezheng.kernel.units.models import Unit


@receives(UnitMoved)
def follow_moved_unit(_event_id: UUID, event: UnitMoved, at: datetime) -> None:
    follow_unit(old_path=event.old_path, new_path=event.unit_path, at=at)
    note_moved_units(place=event.unit_path, effective_on=date.fromisoformat(event.effective_on), at=at)


@receives(UnitClosed)
def settle_closed_unit(_event_id: UUID, event: UnitClosed, at: datetime) -> None:
    _settle([event.unit_id], (), at=at)


@receives(UnitsMerged)
def settle_merged_units(_event_id: UUID, event: UnitsMerged, at: datetime) -> None:
    _settle(event.predecessors, [event.successor], at=at)


@receives(UnitSplit)
def settle_split_unit(_event_id: UUID, event: UnitSplit, at: datetime) -> None:
    _settle([event.predecessor], event.successors, at=at)


def _settle(ended: Sequence[str], successors: Sequence[str], *, at: datetime) -> None:
    """A unit that was split may go on beside what came out of it: then it keeps its reports. A bureau that ended leaves its
    desk to the next one above.
    """
    heirs = list(Unit.objects.filter(uuid__in=successors).order_by("unit_path"))
    for unit in Unit.objects.filter(uuid__in=ended, closed_on__isnull=False).order_by("unit_path"):
        pass_on_reports(post=acting_post(), unit=unit, successors=heirs, at=at)
        settle_desks(Report.objects.filter(desk_path=unit.unit_path, collection__closed_at=None))
