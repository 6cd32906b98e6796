"""What the journal asks of the package of units, which stands above it: a unit's name by its path, paths by what is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.expressions import BaseExpression, Combinable

from xuezheng.kernel.journal.models import Entry


@dataclass(frozen=True, kw_only=True)
class Places:
    """`name` is an expression over a row with `unit_path`; `paths_of` gives subtrees the bound scope may see."""

    name: Callable[[], BaseExpression | Combinable]
    paths_of: Callable[[str], Sequence[str]]


def _as_typed(text: str) -> Sequence[str]:
    return [text] if text.endswith(".") else []


_places: list[Places] = [Places(name=lambda: F("unit_path"), paths_of=_as_typed)]


def register_places(places: Places) -> None:
    _places[:] = [places]


def with_unit_names(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each entry carries `unit_name`, in the same query."""
    return entries.annotate(unit_name=_places[0].name())


def paths_of(text: str) -> Sequence[str]:
    return [text] if text.endswith(".") else _places[0].paths_of(text)
