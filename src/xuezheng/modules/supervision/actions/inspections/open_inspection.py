"""Opening a round of special supervision (专项督导): its name, its standards, the units it looks at."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.inbox.facade import MessageDraft
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.supervision.actions.orders.locking import issuer_of
from xuezheng.modules.supervision.catalogues import assessments as known_assessments
from xuezheng.modules.supervision.catalogues import standards
from xuezheng.modules.supervision.changing import check_order_of_days, note, within_length, words
from xuezheng.modules.supervision.events import InspectionOpened
from xuezheng.modules.supervision.models import InspectedUnit, Inspection, InspectionItem
from xuezheng.modules.supervision.places import inspection_path
from xuezheng.modules.supervision.telling import INSPECTED, LOOKED_AT, READ, tell_inspected

MOST_ITEMS, MOST_UNITS = 60, 500


@transaction.atomic
def open_inspection(
    *,
    post: ActingPost,
    name: str,
    begins_on: date,
    ends_on: date,
    unit_ids: Sequence[int],
    at: datetime,
    assessments: Sequence[str] = (),
    codes: Sequence[str] = (),
    entered: Sequence[str] = (),
    grounds: str = "",
) -> Inspection:
    """Standards by assessment and by code as the catalogue has them, and others in words. The units are told."""
    issuer = issuer_of(post)
    name = words(name, field="name", missing=_("Name the round, such as the matter and the year."), most=200)
    check_order_of_days(begins_on, ends_on, field="ends_on")
    if Inspection.objects.filter(unit=issuer, name=name).exists():
        raise Conflict(_("There is a round called “%(name)s” already.") % {"name": name}, field="name")
    items, units = _items([*_standards_of(assessments), *codes], entered), _units(post, unit_ids)
    row = Inspection.objects.create(
        unit=issuer,
        unit_path=issuer.unit_path,
        name=name,
        grounds=within_length(grounds, field="grounds", most=300),
        begins_on=begins_on,
        ends_on=ends_on,
        opened_at=at,
    )
    _write(row, items, units)
    note("open_inspection", post=post, row=row, at=at, after={"standards": len(items), "units": len(units)})
    announce(InspectionOpened(unit_path=row.unit_path, inspection_id=str(row.id)), at=at)
    tell_inspected([_message(row, unit) for unit in units], at=at)
    return row


def _standards_of(assessments: Sequence[str]) -> list[str]:
    known = known_assessments()
    unknown = [code for code in assessments if code not in known]
    if unknown:
        raise Refusal(
            _("“%(code)s” is no assessment of the catalogue.") % {"code": unknown[0][:40]}, field="assessments"
        )
    return [standard for code in assessments for standard in known[code].standards]


def _items(codes: Sequence[str], entered: Sequence[str]) -> list[InspectionItem]:
    known = standards()
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise Refusal(_("“%(code)s” is no standard of the catalogue.") % {"code": unknown[0][:40]}, field="codes")
    own = [within_length(text, field="entered", most=300) for text in entered]
    items = [
        *(
            InspectionItem(code=code, text=known[code].text_zh, source=known[code].source)
            for code in dict.fromkeys(codes)
        ),
        *(InspectionItem(text=text) for text in own if text),
    ]
    if not 1 <= len(items) <= MOST_ITEMS:
        raise Refusal(
            _("A round looks at 1 to %(most)d standards; these are %(count)d.")
            % {"most": MOST_ITEMS, "count": len(items)},
            field="codes",
        )
    return items


def _units(post: ActingPost, unit_ids: Sequence[int]) -> list[Unit]:
    wanted = set(unit_ids)
    rows = units_visible_to(post).filter(
        id__in=wanted, unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~", closed_on=None
    )
    units = list(rows.order_by("unit_path"))
    if len(units) != len(wanted) or not 1 <= len(units) <= MOST_UNITS:
        raise Refusal(
            _("Choose 1 to %(most)d open units below your administration.") % {"most": MOST_UNITS}, field="units"
        )
    return units


def _write(row: Inspection, items: Sequence[InspectionItem], units: Sequence[Unit]) -> None:
    for position, item in enumerate(items, start=1):
        item.inspection, item.unit_path, item.position = row, row.unit_path, position
    InspectionItem.objects.bulk_create(items)
    InspectedUnit.objects.bulk_create(
        [InspectedUnit(inspection=row, unit=unit, unit_path=unit.unit_path) for unit in units]
    )


def _message(row: Inspection, unit: Unit) -> MessageDraft:
    return MessageDraft(
        topic=INSPECTED,
        key=str(row.id),
        unit_path=unit.unit_path,
        unit_id=unit.id,
        text=LOOKED_AT,
        params={"name": row.name, "begins": row.begins_on.isoformat(), "ends": row.ends_on.isoformat()},
        url=inspection_path(row.id),
        permission=READ,
    )
