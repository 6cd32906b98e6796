"""Filters that the lists of people and of posts have in common."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

M = TypeVar("M", bound=Model)
MOST_UNITS = 30


def within_units(rows: QuerySet[M], text: str) -> QuerySet[M]:
    """Rows of the subtrees of all units whose code is the text, or whose name or initials begin with it."""
    text = text.strip()
    named = Q(code=text) | Q(name__begins=text) | Q(short_name__begins=text)
    if text.isascii() and text.isalpha():
        named |= Q(initials__begins=text.lower())
    inside = Q(pk__in=[])
    for path in Unit.objects.filter(named).order_by("unit_path").values_list("unit_path", flat=True)[:MOST_UNITS]:
        inside |= Q(unit_path__gte=path, unit_path__lt=path + "~")
    return rows.filter(inside)


def role_choices(_post: ActingPost) -> list[tuple[str, str]]:
    return [(role.code, role.name) for role in sorted(roles().values(), key=lambda role: -role.rank)]
