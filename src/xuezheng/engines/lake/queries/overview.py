"""What a post is told of the tables: which there are, which periods are loaded, by whom and when last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xuezheng.engines.lake.declarations import LakeTable, tables
from xuezheng.engines.lake.models import Snapshot
from xuezheng.engines.lake.policies import snapshots_visible_to
from xuezheng.engines.lake.queries.snapshots import newest_numbers
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class TableNow:
    """`newest` is the newest period that holds anything; `loaded_at` the newest load that the post may see."""

    table: LakeTable
    periods: int
    newest: str
    loaded_at: datetime | None
    loader_title: str


@dataclass(frozen=True, kw_only=True)
class PeriodNow:
    period: str
    snapshot: int
    loaded_at: datetime | None
    loader_title: str


def tables_now(post: ActingPost) -> Sequence[TableNow]:
    """In the order of their codes."""
    last = {row.table: row for row in _newest(post, "table")}
    periods: dict[str, list[str]] = {}
    for table, period in newest_numbers():
        periods.setdefault(table, []).append(period)
    ordered = sorted(tables().values(), key=lambda table: table.code)
    return [_now(table, periods.get(table.code, []), last.get(table.code)) for table in ordered]


def periods_now(post: ActingPost, table: str) -> Sequence[PeriodNow]:
    """The newest first."""
    last = {row.period: row for row in _newest(post, "period", table=table)}
    numbers = newest_numbers(table=table)
    return [_period(period, number, last.get(period)) for (_table, period), number in reversed(numbers.items())]


def recent_snapshots(post: ActingPost, table: str, *, most: int) -> Sequence[Snapshot]:
    return list(snapshots_visible_to(post).filter(table=table).order_by("-loaded_at", "-number")[:most])


def _newest(post: ActingPost, each: str, **only: str) -> list[Snapshot]:
    return list(snapshots_visible_to(post).filter(**only).order_by(each, "-loaded_at", "-number").distinct(each))


def _now(table: LakeTable, periods: Sequence[str], last: Snapshot | None) -> TableNow:
    return TableNow(
        table=table,
        periods=len(periods),
        newest=periods[-1] if periods else "",
        loaded_at=last.loaded_at if last else None,
        loader_title=last.loader if last else "",
    )


def _period(period: str, number: int, last: Snapshot | None) -> PeriodNow:
    return PeriodNow(
        period=period,
        snapshot=number,
        loaded_at=last.loaded_at if last else None,
        loader_title=last.loader if last else "",
    )
