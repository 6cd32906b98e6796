"""What the journal, which stands below, wants to know of units: the name at a path, and the subtrees a typed text names."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xuezheng.kernel.journal.places import Places
from xuezheng.kernel.units.models import Unit, UnitVersion

MOST = 50


def _name() -> Coalesce:
    """The unit's present name; where it moved away or closed, the name it last had at that path."""
    present = Unit.objects.filter(unit_path=OuterRef("unit_path")).values("name")[:1]
    former = UnitVersion.objects.filter(unit_path=OuterRef("unit_path")).order_by("-valid_from").values("name")[:1]
    return Coalesce(Subquery(present), Subquery(former))


def _paths_of(text: str) -> list[str]:
    """Under the bound scope: a code exactly, else a part of the name or of an alias."""
    exact = list(Unit.objects.filter(code=text).values_list("unit_path", flat=True))
    if exact:
        return exact
    named = Unit.objects.filter(Q(name__contains=text) | Q(short_name__contains=text)).order_by("unit_path")
    return list(named.values_list("unit_path", flat=True)[:MOST])


PLACES = Places(name=_name, paths_of=_paths_of)
