"""Entering an expert: a person of the platform by number, or an outside expert by name; with fields of work and ties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.policies import persons_visible_to
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.changing import check_fresh, holder_of, note, saved, within_length, words
from xuezheng.modules.assessment.models import Expert, Review
from xuezheng.modules.assessment.policies.experts import can_change_expert
from xuezheng.modules.assessment.queries.experts import get_expert
from xuezheng.modules.assessment.standards import fields_of_work


@transaction.atomic
def register_expert(
    *,
    post: ActingPost,
    at: datetime,
    person_number: str = "",
    name: str = "",
    organisation: str = "",
    fields: Sequence[str] = (),
    avoids: Sequence[str] = (),
    avoids_reason: str = "",
) -> Expert:
    """`avoids` are codes of units. With a person's number the name and the home unit are the person's."""
    holder = holder_of(post)
    person = _person(post, person_number) if person_number.strip() else None
    if person and Expert.objects.filter(unit=holder, person=person, left_at=None).exists():
        raise Conflict(_("%(name)s stands in the register already.") % {"name": person.name}, field="person_number")
    who = _of_person(person) if person else _outside(name, organisation)
    if person is None and Expert.objects.filter(unit=holder, person=None, left_at=None, **who).exists():
        raise Conflict(
            _("%(name)s of %(organisation)s stands in the register already.") % who,
            field="name",
        )
    row = Expert.objects.create(
        unit=holder,
        unit_path=holder.unit_path,
        registered_at=at,
        **who,
        **_described(post, fields, avoids, avoids_reason),
    )
    note("register_expert", post=post, row=row, at=at, after={"fields": list(row.fields), "outside": person is None})
    return row


@transaction.atomic
def change_expert(
    *,
    post: ActingPost,
    expert_id: UUID,
    version: int | None,
    at: datetime,
    fields: Sequence[str] = (),
    avoids: Sequence[str] = (),
    avoids_reason: str = "",
) -> Expert:
    row = _to_change(post, expert_id, version)
    saved(row, **_described(post, fields, avoids, avoids_reason))
    note("change_expert", post=post, row=row, at=at, after={"fields": list(row.fields), "avoids": len(row.avoids)})
    return row


@transaction.atomic
def let_expert_go(*, post: ActingPost, expert_id: UUID, version: int | None, at: datetime) -> Expert:
    """Reviews on hand must be handed in or withdrawn first; those handed in stay."""
    row = _to_change(post, expert_id, version)
    on_hand = Review.objects.filter(expert=row, handed_in_at=None, withdrawn_at=None, round__concluded_at=None).count()
    if on_hand:
        raise Conflict(
            _("%(name)s has %(count)d reviews on hand. Withdraw them first.") % {"name": row.name, "count": on_hand}
        )
    saved(row, left_at=at)
    note("let_expert_go", post=post, row=row, at=at)
    return row


def _to_change(post: ActingPost, expert_id: UUID, version: int | None) -> Expert:
    seen = get_expert(post, expert_id)
    if not can_change_expert(post, seen):
        raise NotAllowed(_("The register is kept by %(unit)s.") % {"unit": seen.unit.name})
    row = Expert.objects.select_for_update(no_key=True).get(id=expert_id)
    check_fresh(row.version, version, name=row.name)
    if row.left_at is not None:
        raise Conflict(_("%(name)s has left the register.") % {"name": row.name})
    return row


def _person(post: ActingPost, number: str) -> Person:
    found = persons_visible_to(post).select_related("home_unit").filter(number=number.strip(), left_on=None).first()
    if found is None:
        raise Refusal(
            _("Nobody below your administration has the number “%(number)s”.") % {"number": number.strip()[:20]},
            field="person_number",
        )
    return found


def _of_person(person: Person) -> dict[str, Any]:
    home: Unit = person.home_unit
    return {"person": person, "name": person.name, "organisation": home.name, "home_unit": home}


def _outside(name: str, organisation: str) -> dict[str, Any]:
    return {
        "name": words(
            name, field="name", missing=_("Give the expert's number, or the name of an outside expert."), most=60
        ),
        "organisation": words(
            organisation, field="organisation", missing=_("Say where the outside expert works."), most=160
        ),
    }


def _described(post: ActingPost, fields: Sequence[str], avoids: Sequence[str], avoids_reason: str) -> dict[str, Any]:
    unknown = [code for code in fields if code not in fields_of_work()]
    if unknown:
        raise Refusal(_("“%(code)s” is no field of work.") % {"code": unknown[0][:40]}, field="fields")
    units = dict(units_visible_to(post).filter(code__in=set(avoids)).values_list("code", "id"))
    missing = [code for code in avoids if code not in units]
    if missing:
        raise Refusal(_("No unit has the code “%(code)s”.") % {"code": missing[0][:40]}, field="avoids")
    return {
        "fields": list(dict.fromkeys(fields)),
        "avoids": sorted(units.values()),
        "avoids_reason": within_length(avoids_reason, field="avoids_reason", most=300),
    }
