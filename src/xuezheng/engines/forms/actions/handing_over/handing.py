"""Handing over what waits: a job declared here and not in jobs.py, since accepting queues it.

What waits is deleted in the transaction that handed it over: a worker killed at any moment leaves it waiting, and its job is run
again. One job takes all that waits of a collection; jobs queued beside it find nothing left and end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from xuezheng.engines.forms.changing import note
from xuezheng.engines.forms.declared import Feed
from xuezheng.engines.forms.handing_over.columns import Handed, handed
from xuezheng.engines.forms.handing_over.fitting import unfit
from xuezheng.engines.forms.models import Collection, DueHandover, Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.queries.history import versions_on

FEW = 2_000
"""Units named one by one in a query; for more it is quicker to read all of the day."""
MAY = frozenset({"lake.load", "lake.read", "units.read", "forms.read"})


@job("forms.hand_over_reports", title=gettext_lazy("Handing over of accepted reports"), permissions=MAY)
def hand_over_reports(work: Work, *, collection_id: str) -> None:
    while _round(work, UUID(collection_id)):
        work.stop_if_cancelled()


def _round(work: Work, collection_id: UUID) -> bool:
    """Whether something was handed over, and so whether to look again. Whoever fails to get the lock may leave: who has it
    looks again after the commit by which it lets it go."""
    with work.step() as post:
        if not _alone(collection_id):
            return False
        due = list(DueHandover.objects.filter(collection=collection_id))
        if not due:
            return False
        collection = Collection.objects.select_related("edition", "unit").get(id=collection_id)
        hand_over(post=post, collection=collection, due=due, at=now())
        DueHandover.objects.filter(id__in=[row.id for row in due]).delete()
    return True


@dataclass(kw_only=True)
class HandedOver:
    """`rows` that stand in record tables now, `reports` whose rows were taken out, reports `left_out` for what they say."""

    rows: int = 0
    reports: int = 0
    left_out: int = 0


def hand_over(*, post: ActingPost, collection: Collection, due: Sequence[DueHandover], at: datetime) -> HandedOver:
    """In a binding that sees the whole tree. Done twice it changes nothing more."""
    form, outcome = form_of(collection.edition), HandedOver()
    reports = _waiting(collection, due)
    if unfit(form):  # a later release has changed the record table
        outcome.left_out = reports.count()
    else:
        for feed in form.feeds:
            _feed(post, collection, reports, feed, outcome=outcome, at=at)
    note(
        "hand_over_reports", post=post, row=collection, at=at, name=collection.title,
        after={"handed_over": outcome.rows, "taken_out": outcome.reports, "left_out": outcome.left_out},
    )  # fmt: skip
    return outcome


def _waiting(collection: Collection, due: Sequence[DueHandover]) -> QuerySet[Report]:
    """Accepted or not: what is not accepted any more has no row."""
    meant = Q(id__in=[row.report_id for row in due if row.report_id])
    meant |= Q(accepted_at__in=[row.accepted_at for row in due if row.accepted_at])
    for row in due:
        if row.report_id is None and row.accepted_at is None:
            meant |= Q(unit__unit_path__gte=row.unit_path, unit__unit_path__lt=row.unit_path + "~")
    return Report.objects.filter(meant, collection=collection)


def _feed(
    post: ActingPost,
    collection: Collection,
    reports: QuerySet[Report],
    feed: Feed,
    *,
    outcome: HandedOver,
    at: datetime,
) -> None:
    table, period = feed.into.table, collection.period
    target = lake.tables()[table]
    units = dict(reports.values_list("unit_id", "unit__code"))
    there = _there(post, collection, list(units))
    codes = {unit_id: code for unit_id, (code, _path) in there.items()}
    given = handed(reports.filter(accepted_at__isnull=False), form_of(collection.edition), feed, codes=codes)
    sound = _sound(given, target)
    fed = set(sound.rows[target.unit].to_pylist())
    others = {codes.get(unit_id, code) for unit_id, code in units.items()} - fed
    emptied = _own_rows(post, table, period, reports, others)
    report = lake.replace_units(
        post=post, table=table, period=period, rows=sound.rows, units=emptied, reports=sound.reports,
        name=collection.title, at=at, places=dict(there.values()),
    )  # fmt: skip
    if report.problems:  # a mistake of ours: `_sound` has left out what the table refuses
        raise ValueError("; ".join(str(problem.sentence) for problem in report.problems[:3]))
    outcome.rows += report.accepted
    outcome.reports += len(emptied)
    outcome.left_out += len(set(given.rows[target.unit].to_pylist()) - fed)


def _there(post: ActingPost, collection: Collection, unit_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Code and path of the units on the period's last day; who was not there any more has no row."""
    versions = versions_on(post, parse_period(collection.period).last_day)
    found = versions.filter(unit_id__in=unit_ids) if len(unit_ids) <= FEW else versions
    wanted = set(unit_ids)
    rows = found.values_list("unit_id", "code", "unit_path")
    return {unit_id: (code, path) for unit_id, code, path in rows if unit_id in wanted}


def _sound(given: Handed, target: lake.LakeTable) -> Handed:
    """Without the units of which a row cannot stand in the table: the others are not held up by them."""
    unit = given.rows[target.unit].combine_chunks()
    broken = pc.filter(unit, pc.invert(lake.sound_rows(given.rows, target)))
    wrong = pc.unique(pa.concat_arrays([pa.array(broken), pa.array(_repeated(given.rows, target), pa.string())]))
    stays = pc.invert(pc.is_in(unit, wrong))
    return Handed(rows=given.rows.filter(stays), reports=given.reports.filter(stays))


def _repeated(rows: pa.Table, target: lake.LakeTable) -> list[str]:
    """Units that gave the same key twice."""
    keys = pa.table({name: rows[name] for name in {target.unit, *target.key}})
    counted = keys.group_by(keys.column_names).aggregate([([], "count_all")])
    found: list[str] = counted.filter(pc.greater(counted["count_all"], 1))[target.unit].to_pylist()
    return found


def _own_rows(post: ActingPost, table: str, period: str, reports: QuerySet[Report], codes: set[str]) -> list[str]:
    """Of these units those whose rows came from these reports: what records say meanwhile is not taken out."""
    if not codes:
        return []
    kept = lake.reports_of(post, table=table, period=period, unit_codes=codes)
    own = {str(report_id) for report_id in reports.values_list("id", flat=True)}
    return sorted(code for code, report_id in kept.items() if report_id in own)


def _alone(collection_id: UUID) -> bool:
    """Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"forms hand over {collection_id}"]
        )
        return bool(cursor.fetchone()[0])
