"""Places on a plan's home that other modules fill: a map beside the targets, a button in its head. Plans knows none of them.

slots.register(HomeSlot(code="map", place="aside", title=_("Map"), template="…", context=map_values, order=10))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.achievement import Line
from xuezheng.modules.plans.indicators import Measured

Spot = Literal["head", "aside"]


@dataclass(frozen=True, kw_only=True)
class ChosenTarget:
    """A measured target as it is asked of the unit looked at, in the words and with the tone of its line."""

    id: UUID
    phrase: str
    code: str
    asked: float | None
    asked_text: str
    value_text: str
    deadline: date
    gap: str
    notes: Sequence[str]
    tone: str
    filled: float | None
    mark: float | None
    url: str
    measured: Measured


def chosen_target(line: Line | None) -> ChosenTarget | None:
    """None for a target without a value: there is nothing to look at."""
    if line is None or line.measured is None:
        return None
    value = line.target.value
    return ChosenTarget(
        id=line.target.id,
        phrase=line.target.phrase,
        code=line.target.indicator_code,
        asked=float(value) if value is not None else None,
        asked_text=line.asked,
        value_text=line.value,
        deadline=line.deadline,
        gap=line.gap,
        notes=line.notes,
        tone=line.tone,
        filled=line.filled,
        mark=line.mark,
        url=reverse("plan-target", args=[line.target.id]),
        measured=line.measured,
    )


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """What the home shows: a plan at a unit on a day. `address_of` leads to the same view of a unit below, by its code."""

    plan_id: UUID
    plan_title: str
    unit_path: str
    unit_name: str
    unit_code: str
    on: date
    period: str
    """As chosen in the address, empty where the newest values are shown."""
    chosen: ChosenTarget | None
    address_of: Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class HomeSlot:
    """`context(post, view)` gives the template its `values`, or None where there is nothing to show."""

    code: str
    place: Spot
    template: str
    context: Callable[[ActingPost, HomeView], dict[str, Any] | None]
    title: Promise | None = None
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Filled:
    slot: HomeSlot
    values: dict[str, Any]


_slots: dict[str, HomeSlot] = {}


def register_slot(slot: HomeSlot) -> None:
    _slots[slot.code] = slot


def filled(post: ActingPost, view: HomeView, *, place: Spot) -> Sequence[Filled]:
    wanted = sorted((slot for slot in _slots.values() if slot.place == place), key=lambda slot: slot.order)
    found = ((slot, slot.context(post, view)) for slot in wanted)
    return [Filled(slot=slot, values=values) for slot, values in found if values is not None]
