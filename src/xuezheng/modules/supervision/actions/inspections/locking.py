"""What every act on a round begins with: found, allowed, locked, still open."""

from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.changing import check_fresh
from xuezheng.modules.supervision.models import Inspection
from xuezheng.modules.supervision.policies.inspections import can_change_inspection
from xuezheng.modules.supervision.queries.inspections import get_inspection
from xuezheng.modules.supervision.refusals import InspectionIsClosed


def inspection_to_change(post: ActingPost, inspection_id: UUID, *, version: int | None = None) -> Inspection:
    seen = get_inspection(post, inspection_id)
    if not can_change_inspection(post, seen):
        raise NotAllowed(
            _("“%(name)s” belongs to %(unit)s, and only posts there change it.")
            % {"name": seen.name, "unit": seen.unit.name}
        )
    row = Inspection.objects.select_for_update(no_key=True).get(id=inspection_id)
    row.unit = seen.unit
    if row.closed_at is not None:
        raise InspectionIsClosed(row.name)
    check_fresh(row.version, version, name=row.name)
    return row
