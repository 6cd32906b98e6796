"""Recording that a unit has a leading group, a coordination body or an office of digitalisation."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind, listed
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.answering import answer_requests
from xuezheng.modules.organisation.catalogue import body_kinds
from xuezheng.modules.organisation.events import BodyFounded
from xuezheng.modules.organisation.keeping import (
    check_choice,
    check_happened,
    check_not_before,
    fitting,
    named,
    note,
    unit_to_keep,
)
from xuezheng.modules.organisation.models import Body


@transaction.atomic
def found_body(
    *,
    post: ActingPost,
    unit_id: int,
    kind: str,
    name: str,
    founded_on: date,
    doc_number: str = "",
    duties: str = "",
    at: datetime,
) -> Body:
    """A request for such a body at the unit is answered by it."""
    unit = unit_to_keep(post, unit_id)
    _check_kind(kind, unit)
    values = checked(unit, name=name, founded_on=founded_on, doc_number=doc_number, duties=duties, at=at)
    body = Body.objects.create(unit=unit, unit_path=unit.unit_path, kind=kind, **values)
    answer_requests(unit, wanted=kind, at=at)
    note("found_body", post=post, row=body, at=at, after={"kind": kind, **values})
    announce(BodyFounded(unit_path=body.unit_path, body_id=str(body.id), kind=kind), at=at)
    return body


def checked(
    unit: Unit,
    *,
    name: str,
    founded_on: date,
    doc_number: str,
    duties: str,
    at: datetime,
    body: Body | None = None,
) -> dict[str, Any]:
    """What holds for a new body and for a changed one."""
    name = named(name, field="name", missing=_("The body has no name. Write its full name."), most=120)
    check_happened(founded_on, at=at, field="founded_on")
    check_not_before(founded_on, unit.opened_on, field="founded_on")
    others = Body.objects.filter(unit=unit, name=name, dissolved_on=None)
    if (others.exclude(id=body.id) if body else others).exists():
        raise Conflict(
            _("%(unit)s has a body called “%(name)s” already. Change that one, or dissolve it first.")
            % {"unit": unit.name, "name": name},
            field="name",
        )
    return {
        "name": name,
        "founded_on": founded_on,
        "doc_number": fitting(doc_number, field="doc_number", most=60),
        "duties": fitting(duties, field="duties"),
    }


def _check_kind(kind: str, unit: Unit) -> None:
    check_choice(
        kind,
        body_kinds(),
        field="kind",
        sentence=_("“%(kind)s” is no kind of body. Choose one of those listed.") % {"kind": kind[:40]},
    )
    known = body_kinds()[kind]
    if unit.kind not in known.units:
        fit = listed(choice.label for choice in UnitKind if choice.value in known.units)
        raise Refusal(
            _("A unit of the kind “%(unit_kind)s” has no %(kind)s. It is set up at: %(fit)s.")
            % {"unit_kind": UnitKind(unit.kind).label, "kind": known.name, "fit": fit},
            field="kind",
        )
