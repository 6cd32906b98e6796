"""Finding units by what people type: Chinese text, pinyin initials, or a code.

A beginning comes from the indexes; a part of a name is looked for in every unit the post may see (see docs/decisions/0012).
"""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.policies import units_visible_to

LONGEST = 60
OWN = Q(kind__in=[UnitKind.OFFICE, UnitKind.AFFILIATE])


def units_matching(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Letters and digits alone are initials or the beginning of a code; anything else is part of a name or alias."""
    text = "".join(text.split())[:LONGEST]
    if not text:
        return units
    if text.isascii() and text.replace("-", "").isalnum():
        return units.filter(Q(initials__contains=text.lower()) | Q(code__begins=text.upper()))
    known_as = UnitAlias.objects.filter(name__contains=text).values("unit_id")
    return units.filter(Q(name__contains=text) | Q(short_name__contains=text) | Q(id__in=known_as))


def find_units(post: ActingPost, text: str, *, limit: int) -> list[Unit]:
    """The first open units: the own administration's offices, then those whose name, initials or code begin with the text,
    then those that contain it. Every administration has offices of the same names, and people mean their own."""
    text = "".join(text.split())[:LONGEST]
    if not text:
        return []
    open_units = units_visible_to(post).filter(closed_on=None)
    found = list(
        units_matching(open_units.filter(OWN, parent_path=post.scope_path), text).order_by("unit_path")[:limit]
    )
    begin = Q(name__begins=text) | Q(initials__begins=text.lower()) | Q(code__begins=text.upper())
    for units in (open_units.filter(begin), units_matching(open_units, text)):
        if len(found) < limit:
            others = units.exclude(id__in=[unit.id for unit in found]).order_by("unit_path")
            found += others[: limit - len(found)]
    return found
