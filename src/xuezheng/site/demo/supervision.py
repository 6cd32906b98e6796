"""Supervision in the demonstration: a published half-year, orders, two appeals, a round of special supervision.

Everything is done by the module's own actions at past moments, from whatever facts the plans of the demonstration hold: with
none, orders are about another matter, every score is full, and there is nothing to appeal against.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.supervision.actions import inspections, orders, scores
from xuezheng.modules.supervision.models import Order, ScoreLine, Scoring
from xuezheng.modules.supervision.queries.computing import computed
from xuezheng.modules.supervision.queries.inspections import items_of
from xuezheng.modules.supervision.queries.orders import overdue_to_order

PostOf = Callable[[Unit], ActingPost]
ORDERED = 6
DEMAND = "请查明逾期原因，明确整改措施、责任人和完成时限，按期完成任务，并书面回复。"
REPLY = "已召开专题会议，落实设备采购和安装时间，本月底前完成，现场照片随后补充。"


@dataclass(frozen=True, kw_only=True)
class LoadedSupervision:
    """What was made, for the loader's summary."""

    orders: int
    lines: int
    appeals: int


def load_supervision(*, post: ActingPost, post_of: PostOf, at: datetime) -> LoadedSupervision:
    """`post` acts for the province, `post_of(unit)` for a bureau below it; `at` is the present of the demonstration."""
    issued = _orders(post, post_of, at=at - timedelta(days=24))
    scoring = _scoring(post, at=at)
    made = _appeals(post, post_of, scoring)
    _inspection(post, at=at - timedelta(days=40))
    with bound(system_post("supervision.escalate_orders")) as platform:
        orders.escalate_orders(post=platform, at=at)
    with bound(post):
        lines = ScoreLine.objects.filter(score__scoring=scoring).count()
    return LoadedSupervision(orders=len(issued), lines=lines, appeals=made)


def half_year_before(day: date) -> tuple[date, date, str]:
    """The last half-year that was over on that day, with its name."""
    if day.month > 6:
        return date(day.year, 1, 1), date(day.year, 6, 30), f"{day.year}年上半年市县教育信息化工作督导考核"
    return date(day.year - 1, 7, 1), date(day.year - 1, 12, 31), f"{day.year - 1}年下半年市县教育信息化工作督导考核"


def _orders(post: ActingPost, post_of: PostOf, *, at: datetime) -> list[Order]:
    """Some answered and closed, one returned, one withdrawn, the rest open and by now overdue."""
    due_on = today(at) + timedelta(days=14)
    with bound(post):
        facts = overdue_to_order(post, day=today(at)).facts[:ORDERED]
        issued = [
            orders.issue_order(
                post=post, unit_id=fact.unit_id, assignment_id=fact.id, demand=DEMAND, due_on=due_on, at=at
            )
            for fact in facts
        ] or [_free_order(post, unit, due_on=due_on, at=at) for unit in _bureaus(post)[:ORDERED]]
    for place, order in enumerate(issued[:3]):
        _answer(post, post_of, order, closes=place == 0, returns=place == 1, at=at + timedelta(days=5 + place))
    if len(issued) > 4:
        with bound(post):
            orders.withdraw_order(
                post=post,
                order_id=issued[-1].id,
                version=None,
                reason="经核实该任务已于期限内完成，材料补录在后。",
                at=at + timedelta(days=3),
            )
    return issued


def _free_order(post: ActingPost, unit: Unit, *, due_on: date, at: datetime) -> Order:
    return orders.issue_order(
        post=post, unit_id=unit.id, title="网络安全责任制落实情况", demand=DEMAND, due_on=due_on, at=at
    )


def _answer(post: ActingPost, post_of: PostOf, order: Order, *, closes: bool, returns: bool, at: datetime) -> None:
    unit_post = post_of(order.unit)
    with bound(unit_post):
        orders.reply_to_order(post=unit_post, order_id=order.id, version=None, text=REPLY, at=at)
    later = at + timedelta(days=1)
    with bound(post):
        if closes:
            orders.close_order(
                post=post, order_id=order.id, version=None, closing_words="措施具体，同意销号。", at=later
            )
        elif returns:
            orders.return_reply(post=post, order_id=order.id, version=None, reason="未说明责任人和完成时限。", at=later)


def _scoring(post: ActingPost, *, at: datetime) -> Scoring:
    """Published twelve days before the present, so that appeals were just possible."""
    published = at - timedelta(days=12)
    begins, ends, title = half_year_before(today(published))
    with bound(post):
        draft = scores.draft_scoring(post=post, title=title, begins=begins, ends=ends, as_of=ends, at=published)
        return scores.publish_scoring(
            post=post, scoring_id=draft.id, version=1, expected=computed(post, draft).digest, at=published
        )


def _appeals(post: ActingPost, post_of: PostOf, scoring: Scoring) -> int:
    """One upheld, one rejected, one waiting, of three units where there are so many with lines."""
    with bound(post):
        rows = ScoreLine.objects.filter(score__scoring=scoring, position=1).select_related("score__unit")
        lines = list(rows.order_by("-points", "unit_path")[:3])
    assert scoring.published_at is not None
    made_at = scoring.published_at + timedelta(days=2)
    for line, outcome in zip(lines, (True, False, None), strict=False):
        _appeal(post, post_of(line.score.unit), line, upheld=outcome, at=made_at)
    return len(lines)


def _appeal(post: ActingPost, unit_post: ActingPost, line: ScoreLine, *, upheld: bool | None, at: datetime) -> None:
    with bound(unit_post):
        appeal = scores.appeal_line(
            post=unit_post,
            line_id=line.id,
            reason="该任务因施工图纸变更经厅里同意延期，延期批复未及时录入平台，申请撤销该项扣分。",
            at=at,
        )
    if upheld is None:
        return
    decision = "经核对延期批复属实，撤销该项扣分。" if upheld else "未查到延期批复，扣分维持。"
    with bound(post):
        scores.decide_appeal(
            post=post, appeal_id=appeal.id, version=None, upheld=upheld, decision=decision, at=at + timedelta(days=3)
        )


def _inspection(post: ActingPost, *, at: datetime) -> None:
    """Under way: findings at the first units, one of them with an order."""
    with bound(post):
        units = _bureaus(post)[:4]
        if not units:
            return
        row = inspections.open_inspection(
            post=post,
            name=f"{today(at).year}年教育信息化工作专项督导",
            grounds="教技〔2018〕6号",
            begins_on=today(at),
            ends_on=today(at) + timedelta(days=60),
            unit_ids=[unit.id for unit in units],
            codes=["broadband", "multimedia", "smart_campus", "security"],
            at=at,
        )
        items = items_of(post, row)
        seen = at + timedelta(days=10)
        where: dict[str, Any] = {"inspection_id": row.id, "unit_id": units[0].id, "at": seen}
        inspections.record_finding(
            post=post, item_id=items[0].id, verdict="met", evidence="抽查学校带宽均达到要求。", **where
        )
        finding = inspections.record_finding(
            post=post,
            item_id=items[1].id,
            verdict="not_met",
            evidence="两所学校多媒体设备停用。",
            demand="三十日内修复并报送照片。",
            **where,
        )
        inspections.order_rectification(
            post=post, finding_id=finding.id, due_on=today(seen) + timedelta(days=40), at=seen
        )


def _bureaus(post: ActingPost) -> Sequence[Unit]:
    rows = units_visible_to(post).filter(
        kind=UnitKind.CITY_BUREAU, unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~", closed_on=None
    )
    return list(rows.order_by("unit_path"))
