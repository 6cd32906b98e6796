"""Naming the leader of a unit who answers for its digitalisation."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import INNER
from xuezheng.kernel.units.locks import locked_units
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.answering import answer_requests
from xuezheng.modules.organisation.catalogue import CIO
from xuezheng.modules.organisation.events import CioEnded, CioNamed
from xuezheng.modules.organisation.keeping import (
    changed,
    check_happened,
    check_not_before,
    fitting,
    named,
    note,
    person_of,
    unit_to_keep,
)
from xuezheng.modules.organisation.models import Cio


@transaction.atomic
def name_cio(
    *,
    post: ActingPost,
    unit_id: int,
    name: str = "",
    duty: str,
    valid_from: date,
    doc_number: str = "",
    person_number: str = "",
    at: datetime,
) -> Cio:
    """The one before, if there is one, ends on the day the new one begins. A request at the unit is answered by it."""
    unit = unit_to_keep(post, unit_id)
    if unit.kind in INNER:
        raise Refusal(
            _("%(unit)s is a part of the unit above it. The CIO is named at that unit.") % {"unit": unit.name},
            field="unit",
        )
    person = person_of(post, person_number)
    values = {"person": person, **checked(name=person.name if person else name, duty=duty, doc_number=doc_number)}
    check_happened(valid_from, at=at, field="valid_from")
    check_not_before(valid_from, unit.opened_on, field="valid_from")
    # Two who name a CIO at once would both end the one before: the unit's row decides who is first.
    locked_units([unit.id])
    _succeed(unit, valid_from, post=post, at=at)
    cio = Cio.objects.create(unit=unit, unit_path=unit.unit_path, valid_from=valid_from, **values)
    answer_requests(unit, wanted=CIO, at=at)
    note("name_cio", post=post, row=cio, at=at, after={**values, "unit": unit.name, "valid_from": valid_from})
    announce(CioNamed(unit_path=cio.unit_path, cio_id=str(cio.id), valid_from=valid_from.isoformat()), at=at)
    return cio


def checked(*, name: str, duty: str, doc_number: str) -> dict[str, Any]:
    """What holds for a new entry and for a changed one."""
    missing = _("Write which office the CIO holds, such as vice principal: a CIO is a leader of the unit.")
    return {
        "name": named(name, field="name", missing=_("Write who is named as CIO."), most=60),
        "duty": named(duty, field="duty", missing=missing, most=120),
        "doc_number": fitting(doc_number, field="doc_number", most=60),
    }


def _succeed(unit: Unit, day: date, *, post: ActingPost, at: datetime) -> None:
    last = Cio.objects.filter(unit=unit).order_by("-valid_from").first()
    if last is None:
        return
    if last.valid_to is not None:
        check_not_before(day, last.valid_to, field="valid_from")
        return
    if day <= last.valid_from:
        raise Refusal(
            _(
                "%(name)s has been CIO of %(unit)s since %(day)s. A successor begins on a later day; a wrong entry is changed."
            )
            % {"name": last.name, "unit": unit.name, "day": last.valid_from.isoformat()},
            field="valid_from",
        )
    changed(last, valid_to=day)
    note("end_cio", post=post, row=last, at=at, after={"valid_to": day})
    announce(CioEnded(unit_path=last.unit_path, cio_id=str(last.id), valid_to=day.isoformat()), at=at)
