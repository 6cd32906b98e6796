"""How many points facts cost: pure rules on plain values. The same facts under the same weights always give the same lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.rounding import half_up

ZERO = Decimal(0)
LEAD, SUPPORT = "lead", "support"


class FactKind(TextChoices):
    """What may cost points, in the order in which lines stand and caps are used up."""

    OVERDUE = "overdue", _("not submitted in time, and not since")
    LATE = "late", _("submitted late")
    UNREPORTED = "unreported", _("months without a report")
    RETURNED = "returned", _("submissions returned")
    UNANSWERED = "unanswered", _("order without a reply")
    LATE_REPLY = "late_reply", _("late reply to an order")
    REPLY_RETURNED = "reply_returned", _("replies to an order returned")


ORDER = {kind: place for place, kind in enumerate(FactKind)}
OF_ORDERS = frozenset({FactKind.UNANSWERED, FactKind.LATE_REPLY, FactKind.REPLY_RETURNED})
BY_DAY = frozenset({FactKind.OVERDUE, FactKind.LATE, FactKind.UNANSWERED, FactKind.LATE_REPLY})
BY_MONTH = frozenset({FactKind.UNREPORTED})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`points` for each day, month or time; never more than `each_most` for one fact and `most` for all facts of the kind."""

    points: Decimal
    each_most: Decimal
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class Weights:
    """`lead` and `support` multiply what a leading and a supporting unit lose."""

    full: Decimal
    lead: Decimal
    support: Decimal
    rules: Mapping[FactKind, Rule]

    def share_of(self, role: str) -> Decimal:
        return {LEAD: self.lead, SUPPORT: self.support}.get(role, Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A fact of one unit with the points it costs by its rule (`raw`) and after the caps (`points`)."""

    unit_id: int
    fact: FactKind
    subject_id: UUID
    number: str
    title: str
    role: str
    due_on: date
    came_on: date | None
    count: int
    raw: Decimal = ZERO
    points: Decimal = ZERO

    @property
    def place(self) -> tuple[Any, ...]:
        return self.unit_id, ORDER[self.fact], self.due_on, self.number, str(self.subject_id)


def days_within(*, due_on: date, came_on: date | None, begins: date, ends: date) -> int:
    """Days after the deadline that lie in the period: a delay over two periods costs in each what fell into it."""
    first = max(due_on + timedelta(days=1), begins)
    last = min(came_on, ends) if came_on is not None else ends
    return max(0, (last - first).days + 1)


def by_rule(line: Line, weights: Weights) -> Decimal:
    rule = weights.rules.get(line.fact)
    if rule is None:
        return ZERO
    return _cents(min(rule.points * line.count, rule.each_most) * weights.share_of(line.role))


def weighed(lines: Iterable[Line], weights: Weights) -> list[Line]:
    """The lines of any number of units, in order, each unit's caps used up from the first line on."""
    raw = [replace(line, raw=by_rule(line, weights)) for line in sorted(lines, key=lambda line: line.place)]
    kept = [line for line in raw if line.raw > 0]
    by_unit: dict[int, list[Line]] = {}
    for line in kept:
        by_unit.setdefault(line.unit_id, []).append(line)
    return [
        replace(line, points=points)
        for own in by_unit.values()
        for line, points in zip(own, counted([(line.fact, line.raw) for line in own], weights), strict=True)
    ]


def counted(raws: Sequence[tuple[str, Decimal]], weights: Weights) -> list[Decimal]:
    """What each line of one unit costs after the caps of its rule and of the whole: their sum is the deduction."""
    left, left_of = weights.full, {kind.value: rule.most for kind, rule in weights.rules.items()}
    found = []
    for fact, raw in raws:
        points = max(ZERO, min(raw, left_of.get(fact, left), left))
        left -= points
        if fact in left_of:
            left_of[fact] -= points
        found.append(points)
    return found


def deducted(lines: Iterable[Line]) -> Decimal:
    return _cents(sum((line.points for line in lines), ZERO))


def digest_of(lines: Iterable[Line], weights: Weights) -> str:
    """A number for a whole result: who publishes names the one that was seen."""
    told = sha256(repr(as_plain(weights)).encode())
    for line in lines:
        told.update(f"{line.place}{line.came_on}{line.count}{line.raw}{line.points}\n".encode())
    return told.hexdigest()


def as_plain(weights: Weights) -> dict[str, Any]:
    """As kept in the database: numbers as text, so that none becomes a float."""
    rules = {
        kind.value: {"points": str(rule.points), "each_most": str(rule.each_most), "most": str(rule.most)}
        for kind, rule in sorted(weights.rules.items(), key=lambda pair: ORDER[pair[0]])
    }
    return {"full": str(weights.full), "lead": str(weights.lead), "support": str(weights.support), "rules": rules}


def from_plain(plain: Mapping[str, Any]) -> Weights:
    """Kinds that a later version no longer knows are left out: their lines keep the points they were published with."""
    rules = {
        FactKind(kind): Rule(**{name: Decimal(str(rule[name])) for name in ("points", "each_most", "most")})
        for kind, rule in plain.get("rules", {}).items()
        if kind in FactKind.values
    }
    numbers = {name: Decimal(str(plain.get(name, default))) for name, default in (("full", 100), ("lead", 1))}
    return Weights(**numbers, support=Decimal(str(plain.get("support", 1))), rules=rules)


def _cents(number: Decimal) -> Decimal:
    return half_up(number, 2)
