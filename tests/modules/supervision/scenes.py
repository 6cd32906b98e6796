"""A province with overdue work at its counties, and what supervision does about it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.factories import Tree, acting
from tests.modules.plans.task_rows import HandedOut
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.supervision.actions import orders as order_acts
from xuezheng.modules.supervision.actions import scores as score_acts
from xuezheng.modules.supervision.models import Appeal, Order, Score, ScoreLine, Scoring
from xuezheng.modules.supervision.queries.computing import Draft, computed

PLATFORM = system_post("test", permissions=frozenset({"supervision.read", "plans.read", "units.read"}))
BEGINS, ENDS = date(2026, 1, 1), date(2026, 6, 30)
DUE = date(2026, 6, 20)
REPLY_BY = date(2026, 7, 15)
ISSUED = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)


def moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, 0, tzinfo=UTC)


class Supervised:
    """One task of the province, due on 20 June, that both cities and all four counties have; nobody did anything."""

    def __init__(self, *, due_on: date = DUE) -> None:
        self.tree = Tree()
        self.units: Sequence[Unit] = [*self.tree.cities, *self.tree.counties]
        self.handed = HandedOut(self.tree, *self.units, due_on=due_on)
        self.province = acting(self.tree.province)
        self.city = acting(self.tree.cities[0])
        self.county = acting(self.tree.counties[0])

    def share(self, unit: Unit) -> Assignment:
        return next(row for row in self.handed.assignments if row.unit_id == unit.id)

    def order(self, unit: Unit | None = None, *, at: datetime = ISSUED, **given: Any) -> Order:
        unit = unit or self.tree.counties[0]
        values: dict[str, Any] = {
            "assignment_id": self.share(unit).id,
            "demand": "限期完成并书面说明",
            "due_on": REPLY_BY,
            **given,
        }
        with bound(self.province):
            return order_acts.issue_order(post=self.province, unit_id=unit.id, at=at, **values)

    def replied(self, order: Order, *, at: datetime, post: ActingPost | None = None) -> Order:
        who = post or self.county
        with bound(who):
            return order_acts.reply_to_order(post=who, order_id=order.id, version=None, text="已整改", at=at)

    def draft(self, *, at: datetime = PUBLISHED, **given: Any) -> Scoring:
        values = {"title": "2026年上半年", "begins": BEGINS, "ends": ENDS, **given}
        with bound(self.province):
            return score_acts.draft_scoring(post=self.province, at=at, **values)

    def computed(self, scoring: Scoring) -> Draft:
        with bound(self.province):
            return computed(self.province, scoring)

    def published(self, *, at: datetime = PUBLISHED, **given: Any) -> Scoring:
        scoring = self.draft(at=at, **given)
        digest = self.computed(scoring).digest
        with bound(self.province):
            return score_acts.publish_scoring(
                post=self.province, scoring_id=scoring.id, version=scoring.version, expected=digest, at=at
            )

    def appeal(self, line: ScoreLine, *, at: datetime = PUBLISHED, post: ActingPost | None = None) -> Appeal:
        who = post or self.county
        with bound(who):
            return score_acts.appeal_line(post=who, line_id=line.id, reason="设备厂家停产，已书面报告", at=at)

    def decide(self, appeal: Appeal, *, upheld: bool, at: datetime = PUBLISHED) -> Appeal:
        with bound(self.province):
            return score_acts.decide_appeal(
                post=self.province, appeal_id=appeal.id, version=None, upheld=upheld, decision="情况属实", at=at
            )


def score_of(scoring: Scoring, unit: Unit) -> Score:
    with bound(PLATFORM):
        return Score.objects.select_related("scoring").get(scoring=scoring, unit=unit)


def lines_of(scoring: Scoring, unit: Unit) -> list[ScoreLine]:
    with bound(PLATFORM):
        return list(ScoreLine.objects.filter(score__scoring=scoring, score__unit=unit).order_by("position"))


def fresh(order_id: UUID) -> Order:
    with bound(PLATFORM):
        return Order.objects.select_related("unit", "issuer").get(id=order_id)


def acts() -> list[str]:
    with bound(PLATFORM):
        rows = Entry.objects.filter(act__startswith="supervision.").order_by("id")
        return list(rows.values_list("act", flat=True))


def announced() -> list[tuple[str, str]]:
    """(name, path) of the module's events, in order."""
    with bound(PLATFORM):
        rows = Event.objects.filter(name__startswith="supervision.").order_by("announced_at", "id")
        return [(name.removeprefix("supervision."), path) for name, path in rows.values_list("name", "unit_path")]
