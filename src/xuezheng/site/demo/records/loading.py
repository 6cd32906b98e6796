"""Loading the records quarter by quarter through the lake's own door, and measuring them."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.lake.facade import load_columns
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.kernel.calendar.facade import PeriodKind
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.statistics import take_statistics
from xuezheng.modules.monitoring.facade import load_catalogue, measure_period
from xuezheng.site.demo.leading import PROVINCE
from xuezheng.site.demo.records.drawing import LAST_YEAR_ONLY, QUARTERLY, YEARLY, chunks
from xuezheng.site.demo.records.ground import Ground, Moment, registered_ground
from xuezheng.site.demo.records.universe import LAST
from xuezheng.site.demo.units import Progress

SOURCE = "演示数据（合成记录）"
HEADLINES = (
    "school_network",
    "school_facilities",
    "school_spaces",
    "school_training",
    "school_governance",
    "vocational_campus",
    "information_systems",
    "bureau_work",
)
"""Tables behind the targets of the province's home."""
COMPARED = ("school_network", "school_facilities", "school_spaces")
"""Those whose course over the quarters the bulletin shows."""
Wanted = list[tuple[str, Moment]]


def load_records(*, at: datetime, seed: int, whole: bool, progress: Progress) -> int:
    """`whole` has people of every city and measures everything at once. Otherwise people are a sample, and only what the home
    and the bulletins show is measured here: the rest is announced, as any load is, and the worker measures it. Returns the rows
    loaded."""
    load_catalogue(at=at)
    platform = system_post("demonstration", permissions=frozenset({"units.read", "lake.read", "lake.load"}))
    # For the province, which then keeps the records and is asked to put them right.
    post = replace(platform, scope_path=PROVINCE)
    with bound(platform):
        ground = registered_ground(post, at, seed=seed)
        # The newest first, since in that order the worker will take them.
        wanted = [(table, moment) for moment in reversed(ground.moments) for table in tables_of(moment)]
        at_once = wanted if whole else [each for each in wanted if is_measured_at_once(*each)]
        rows = 0
        for done, (table, moment) in enumerate(wanted, start=1):
            left = (table, moment) not in at_once
            rows += _load(table, ground, moment, post=post, at=at, whole=whole, left_to_worker=left)
            progress(_("records"), done, len(wanted))
        take_statistics(Snapshot, Part)
    _measure(at_once, at=at, progress=progress)
    return rows


def tables_of(moment: Moment) -> tuple[str, ...]:
    if moment.period.kind is PeriodKind.QUARTER:
        return QUARTERLY
    return (*YEARLY, *LAST_YEAR_ONLY) if moment.step == LAST else YEARLY


def is_measured_at_once(table: str, moment: Moment) -> bool:
    return table in COMPARED or (table in HEADLINES and moment.step == LAST)


def _load(
    table: str, ground: Ground, moment: Moment, *, post: ActingPost, at: datetime, whole: bool, left_to_worker: bool
) -> int:
    report = load_columns(
        post=post,
        table=table,
        period=moment.period.code,
        chunks=chunks(table, ground, moment, whole=whole),
        name=SOURCE,
        at=at,
        places=ground.places[moment.number],
        announced=left_to_worker,
    )
    for problem in report.problems:
        raise Conflict(f"{table} {moment.period.code}, {problem.row}, {problem.key}: {problem.sentence}")
    return report.accepted


def _measure(wanted: Wanted, *, at: datetime, progress: Progress) -> None:
    for done, (table, moment) in enumerate(wanted, start=1):
        measure_period(table=table, period=moment.period.code, at=at)
        progress(_("indicators"), done, len(wanted))
    with bound(system_post("demonstration")):
        take_statistics(IndicatorValue)
