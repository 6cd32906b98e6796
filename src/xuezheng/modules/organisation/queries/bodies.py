"""Bodies with who is in the chair and how many sit in them; the seats of one body."""

from datetime import date
from typing import Any

from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Body, BodyMember
from xuezheng.modules.organisation.policies.registers import bodies_visible_to, members_visible_to

ORDER = ["chair", "deputy", "secretary", "member"]


def listed_bodies(post: ActingPost, *, day: date) -> QuerySet[Any]:
    """Each with `chair` (a name) and `seats` (a number)."""
    held = BodyMember.objects.filter(held_on(day), body=OuterRef("pk"))
    chair = held.filter(role=BodyMember.Role.CHAIR).values("name")[:1]
    seats = held.order_by().values("body").annotate(number=Count("id")).values("number")
    return (
        bodies_visible_to(post)
        .select_related("unit")
        .annotate(
            chair=Subquery(chair, output_field=CharField()),
            seats=Coalesce(Subquery(seats, output_field=IntegerField()), 0),
        )
    )


def seats_of(post: ActingPost, body: Body, *, day: date) -> tuple[list[BodyMember], list[BodyMember]]:
    """Who sits in it now, by rank, and who did."""
    rows = list(members_visible_to(post).filter(body=body).order_by("valid_from", "name"))
    now = [row for row in rows if row.valid_to is None or row.valid_to > day]
    before = [row for row in rows if row.valid_to is not None and row.valid_to <= day]
    return sorted(now, key=lambda row: ORDER.index(row.role)), sorted(before, key=_end, reverse=True)


def held_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _end(row: BodyMember) -> date:
    return row.valid_to or date.max
