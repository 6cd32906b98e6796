"""A whole plan as its pages show it, in eight statements however long it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.functional import Promise

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.groups import UnitGroup, unit_groups
from xuezheng.modules.plans.models import Goal, Milestone, Plan, Responsibility, Section, Target, Task
from xuezheng.modules.plans.models.parts import PlanPart
from xuezheng.modules.plans.queries.publication import Point, obstacles_of

P = TypeVar("P", bound=PlanPart)


@dataclass(frozen=True, kw_only=True)
class NamedUnit:
    """A responsible unit of a task, once for each name however many brackets repeat it."""

    row: Responsibility
    candidates: tuple[Unit, ...] = ()
    group: UnitGroup | None = None

    @property
    def leads(self) -> bool:
        return self.row.role == Responsibility.Role.LEAD


@dataclass(kw_only=True)
class Card:
    """A section, goal or task with what belongs to it."""

    kind: str
    part: Any
    rows: list[Responsibility] = field(default_factory=list)
    units: list[NamedUnit] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.part.pk}"

    @property
    def followed(self) -> list[Target]:
        return [target for target in self.targets if target.core]

    @property
    def not_followed(self) -> list[Target]:
        return [target for target in self.targets if not target.core]


@dataclass(frozen=True, kw_only=True)
class Structure:
    """All cards in reading order, and what is counted above them."""

    cards: list[Card]
    counts: dict[str, int]

    @property
    def tasks(self) -> list[Card]:
        return [card for card in self.cards if card.kind == "task"]

    @property
    def points(self) -> list[tuple[Card, str | Promise]]:
        return [(card, point.sentence) for card in self.cards for point in card.points]


def structure_of(post: ActingPost, plan: Plan) -> Structure:
    """Reading the parts is allowed where reading the plan is: the database's policies say the same of both."""
    cards = [
        *(Card(kind="section", part=section) for section in _parts(Section, plan)),
        *(Card(kind="goal", part=goal) for goal in _parts(Goal, plan)),
        *(Card(kind="task", part=task) for task in _parts(Task, plan)),
    ]
    cards.sort(key=lambda card: (card.part.position, card.kind))
    by_id = {card.part.pk: card for card in cards if card.kind != "section"}
    for target in _parts(Target, plan):
        by_id[target.task_id or target.goal_id].targets.append(target)
    for milestone in _parts(Milestone, plan):
        by_id[milestone.task_id].milestones.append(milestone)
    rows = list(Responsibility.objects.filter(plan=plan).select_related("unit").order_by("bracket", "position"))
    units = _candidates(post, rows)
    for row in rows:
        by_id[row.task_id].rows.append(row)
    for card in by_id.values():
        card.units = list(_named(card.rows, units))
        card.points = obstacles_of(card.part, card.rows) if card.kind == "task" else []
    return Structure(cards=cards, counts=_counts(by_id.values()))


def _parts(model: type[P], plan: Plan) -> list[P]:
    return list(model._default_manager.filter(plan=plan).order_by("position"))  # noqa: SLF001 - Django's documented name for the manager of any model


def _candidates(post: ActingPost, rows: Iterable[Responsibility]) -> dict[int, Unit]:
    ids = {unit_id for row in rows if not row.is_resolved for unit_id in row.candidates}
    return {unit.id: unit for unit in units_visible_to(post).filter(id__in=ids)} if ids else {}


def _named(rows: Iterable[Responsibility], units: dict[int, Unit]) -> Iterator[NamedUnit]:
    """Leaders first, then in the order of the document."""
    seen: dict[str, Responsibility] = {}
    for row in rows:
        seen.setdefault(row.written, row)
    for row in sorted(seen.values(), key=lambda row: row.role != Responsibility.Role.LEAD):
        could = tuple(units[unit_id] for unit_id in row.candidates if unit_id in units) if not row.is_resolved else ()
        yield NamedUnit(row=row, candidates=could, group=unit_groups().get(row.group))


def _counts(cards: Iterable[Card]) -> dict[str, int]:
    cards = list(cards)
    targets = [target for card in cards for target in card.targets]
    return {
        "goals": sum(card.kind == "goal" for card in cards),
        "tasks": sum(card.kind == "task" for card in cards),
        "places": len({(row.task_id, row.bracket) for card in cards for row in card.rows}),
        "values": len(targets),
        "followed": sum(target.core for target in targets),
        "open": len({(point.written or point.part_id) for card in cards for point in card.points}),
    }
