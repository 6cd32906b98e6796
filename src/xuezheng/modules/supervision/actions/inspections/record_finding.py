"""Recording what was found at one unit about one standard; recorded again, it replaces the earlier words."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.inspections.locking import inspection_to_change
from xuezheng.modules.supervision.changing import check_fresh, note, saved, within_length, words
from xuezheng.modules.supervision.events import FindingRecorded
from xuezheng.modules.supervision.models import Finding, InspectedUnit, Inspection, InspectionItem
from xuezheng.modules.supervision.telling import tell_finding

Verdict = Finding.Verdict


@transaction.atomic
def record_finding(
    *,
    post: ActingPost,
    inspection_id: UUID,
    item_id: UUID,
    unit_id: int,
    verdict: str,
    evidence: str,
    at: datetime,
    demand: str = "",
    found_on: date | None = None,
    version: int | None = None,
) -> Finding:
    """The unit reads it at once. What an order is about already stays as it was ordered."""
    inspection = inspection_to_change(post, inspection_id)
    item, inspected = _place(inspection, item_id, unit_id)
    if verdict not in Verdict.values:
        raise Refusal(_("“%(verdict)s” is no verdict.") % {"verdict": verdict[:40]}, field="verdict")
    demand = within_length(demand, field="demand")
    if verdict == Verdict.MET and demand:
        raise Refusal(_("Where the standard is met nothing is demanded. Leave this empty."), field="demand")
    values = {
        "verdict": verdict,
        "evidence": words(evidence, field="evidence", missing=_("Say what was seen.")),
        "demand": demand,
        "found_on": _day(found_on, inspection, at=at),
        "person_name": post.person_name,
    }
    finding = Finding.objects.select_for_update(no_key=True).filter(item=item, unit_id=unit_id).first()
    if finding is None:
        place = {
            "item": item,
            "unit_id": unit_id,
            "unit_path": inspected.unit_path,
            "issuer_path": inspection.unit_path,
        }
        finding = Finding.objects.create(inspection=inspection, **place, **values)
    else:
        _check_changeable(finding, version)
        saved(finding, **values)
    finding.inspection = inspection
    note("record_finding", post=post, row=finding, at=at, after={"standard": item.text, **values})
    announce(FindingRecorded(unit_path=finding.unit_path, finding_id=str(finding.id), verdict=str(verdict)), at=at)
    tell_finding(finding, at=at)
    return finding


def _place(inspection: Inspection, item_id: UUID, unit_id: int) -> tuple[InspectionItem, InspectedUnit]:
    item = InspectionItem.objects.filter(inspection=inspection, id=item_id).first()
    inspected = InspectedUnit.objects.filter(inspection=inspection, unit_id=unit_id).first()
    if item is None:
        raise Refusal(_("Choose one of the standards of this round."), field="item")
    if inspected is None:
        raise Refusal(_("Choose one of the units this round looks at."), field="unit")
    return item, inspected


def _day(found_on: date | None, inspection: Inspection, *, at: datetime) -> date:
    day = today(at)
    found_on = found_on or day
    if not inspection.begins_on <= found_on <= day:
        raise Refusal(
            _("A finding is of a day from the beginning of the round (%(begins)s) to today, not %(day)s.")
            % {"begins": inspection.begins_on.isoformat(), "day": found_on.isoformat()},
            field="found_on",
        )
    return found_on


def _check_changeable(finding: Finding, version: int | None) -> None:
    if version is None:
        raise Conflict(_("A finding about this standard at this unit is recorded already. Look at it, then change it."))
    check_fresh(finding.version, version, name=finding.evidence)
    if finding.order_id is not None:
        raise Conflict(_("An order is issued about this finding; it stays as it was ordered."))
