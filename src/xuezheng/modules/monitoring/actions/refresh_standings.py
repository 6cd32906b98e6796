"""Finding out anew how targets stand, after their indicator was computed or a target began to ask: a job for each table.

A city whose components are still those of the former computation keeps its standings, with its counties; what lies above is found
out anew in any case. Jobs queued for the same computation find nothing left and end.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition, Run
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.modules.monitoring.measuring.asking import asked_value
from xuezheng.modules.monitoring.measuring.closing import Shares, Standing, standing_at
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import TargetStanding
from xuezheng.modules.monitoring.queries.withholding import withheld_below
from xuezheng.modules.plans import facade as plans
from xuezheng.modules.plans.facade import FollowedTarget

READING = frozenset({"plans.read"})


@job("monitoring.refresh_standings", title=gettext_lazy("How targets stand"), permissions=READING)
def refresh_standings(work: Work, *, table: str) -> None:
    with work.step() as post:
        followed, run = _followed(post, table), _newest_run(table)
        if run is not None:
            _forget_others(table, run.period, followed)
    for target in followed if run is not None else []:
        work.stop_if_cancelled()
        with work.step() as post:
            _lock(target)
            refresh_target(post=post, target=target, run=run, at=now())


def queue_standings(*, at: datetime, tables: Sequence[str]) -> None:
    for table in tables:
        refresh_standings.queue(post=system_post("monitoring"), at=at, args={"table": table})


def queue_all_standings(*, at: datetime) -> None:
    """Of every table that an indicator reads."""
    queue_standings(at=at, tables=sorted({definition.table for definition in indicators.definitions()}))


def refresh_target(*, post: ActingPost, target: FollowedTarget, run: Run | None, at: datetime) -> int:
    """In a binding that sees the whole tree. How many standings were found out anew."""
    definition = _definitions().get(target.code)
    if definition is None or run is None:
        return 0
    known = {row.unit_path: row for row in TargetStanding.objects.filter(target_id=target.id, period=run.period)}
    values = indicators.values_below(post, code=target.code, period=run.period, below=target.unit_path)
    asked = {path: value for path in values if (value := asked_value(target.asked_at(path), definition)) is not None}
    due = [path for path in asked if _is_due(path, asked[path], known, changed=_changed(known, target, run))]
    if due:
        shares = _shares(post, target, run)
        rows = [
            _row(
                target,
                run,
                path,
                standing_at(shares, unit_path=path, value=values[path], asked=asked[path], definition=definition),
                at,
            )
            for path in due
        ]
        TargetStanding.objects.filter(target_id=target.id, period=run.period, unit_path__in=due).delete()
        TargetStanding.objects.bulk_create(rows, batch_size=500)
    TargetStanding.objects.filter(target_id=target.id, period=run.period).exclude(unit_path__in=list(asked)).delete()
    return len(due)


def _followed(post: ActingPost, table: str) -> list[FollowedTarget]:
    definitions = _definitions()
    return [
        target
        for target in plans.followed_targets(post)
        if target.code in definitions and definitions[target.code].table == table
    ]


def _definitions() -> dict[str, Definition]:
    return {definition.code: definition for definition in indicators.definitions()}


def _newest_run(table: str) -> Run | None:
    """Earlier periods keep what was found out when they were the newest."""
    periods = lake.loaded_periods(table) if table in lake.tables() else []
    runs = (indicators.current_run(table, period) for period in reversed(periods))
    return next((run for run in runs if run is not None), None)


def _forget_others(table: str, period: str, followed: Sequence[FollowedTarget]) -> None:
    codes = [definition.code for definition in _definitions().values() if definition.table == table]
    rows = TargetStanding.objects.filter(code__in=codes, period=period)
    rows.exclude(target_id__in=[target.id for target in followed]).delete()


def _changed(known: Mapping[str, TargetStanding], target: FollowedTarget, run: Run) -> Sequence[str] | None:
    """Places whose components are others than when the target's own unit was looked at; None: everything."""
    former_row = known.get(target.unit_path)
    former = Run.objects.filter(id=former_row.run_id).first() if former_row else None
    if former is None or former.versions.get(target.code) != run.versions.get(target.code):
        return None
    before = {(part["city"], part["file"]) for part in former.parts}
    return [part["city"] for part in run.parts if (part["city"], part["file"]) not in before]


def _is_due(path: str, asked: float, known: Mapping[str, TargetStanding], *, changed: Sequence[str] | None) -> bool:
    row = known.get(path)
    if row is None or row.asked != asked or changed is None:
        return True
    return any(place.startswith(path) or path.startswith(place) for place in changed)


def _shares(post: ActingPost, target: FollowedTarget, run: Run) -> Shares:
    """A standing names units: those that are withheld are in it together."""
    fields = LakeReader().fields(run.table)
    shares = indicators.shares_of_units(
        post, code=target.code, unit_path=target.unit_path, period=run.period, fields=fields
    )
    return Shares(indicators.pooled(shares, withheld_below(run, target.code, below=target.unit_path)))


def _row(target: FollowedTarget, run: Run, path: str, standing: Standing, at: datetime) -> TargetStanding:
    gap = standing.gap
    return TargetStanding(
        unit_path=path,
        target_id=target.id,
        code=target.code,
        period=run.period,
        asked=gap.target,
        value=gap.value,
        shortfall=gap.shortfall,
        missing=gap.missing,
        short_units=gap.short_units,
        closing_units=gap.closing_units,
        closable=gap.closable,
        effort=gap.effort,
        places=list(standing.places),
        run_id=run.id,
        computed_at=at,
    )


def _lock(target: FollowedTarget) -> None:
    """One looks at a target at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"standing {target.id}"])
