"""Loading rows of a table and period: those of the post's subtree are replaced as a whole, all others stay."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from xuezheng.engines.lake import store
from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.events import TableLoaded
from xuezheng.engines.lake.layering import emptied, live_rows
from xuezheng.engines.lake.loading.checking import ColumnCheck, Progress, quiet
from xuezheng.engines.lake.loading.report import LoadReport, problems_workbook, wrong_cells
from xuezheng.engines.lake.loading.sources import Source, read_source
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.engines.lake.period_names import begun_period
from xuezheng.engines.lake.policies import can_load
from xuezheng.engines.lake.queries.changes import changes_of
from xuezheng.engines.lake.queries.snapshots import current_snapshot, fingerprint_of
from xuezheng.engines.lake.refusals import MayNotLoad
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of, system_post
from xuezheng.kernel.scope.binding import bound

LAKE = system_post("lake")
"""Writes the list of parts: a county's load rewrites the part of its city, which the county itself may not."""
CITY = 3
"""Segments of the path by which a full load is parted: root, province, city."""


@transaction.atomic
def load_table(
    *,
    post: ActingPost,
    table: str,
    period: str,
    source: Source,
    at: datetime,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> LoadReport:
    """Check every row; where all are right, write them as a new snapshot. With any problem nothing is written, nor where the
    very rows are there already.

    `progress` may raise to break it off: what was written so far is no snapshot.
    """
    if not can_load(post):
        raise MayNotLoad
    declared = get_table(table)
    named = begun_period(declared, period, at=at)
    incoming = read_source(source, declared)
    checked = ColumnCheck(incoming, declared).run(post, day=named.last_day, progress=progress)
    report = LoadReport(
        table=table,
        period=named.code,
        read=checked.read,
        accepted=checked.rows.num_rows,
        refused=checked.wrong,
        problems=checked.problems,
        workbook=problems_workbook(declared, incoming, checked.problems) if checked.problems else None,
        cells=wrong_cells(declared, incoming, checked.problems),
        ignored=incoming.ignored,
        lacking=incoming.lacking,
    )
    if checked.problems:
        return report
    if not dry_run:
        wait_for_other_loaders(table, named.code)
    report = replace(report, changes=changes_of(post, declared, period=named.code, rows=checked.rows))
    if dry_run:
        return report
    present = current_snapshot(table, named.code)
    if present is not None and report.changes is not None and report.changes.is_none:
        return replace(report, snapshot=present, fingerprint=fingerprint_of(table, named.code, snapshot=present))
    new = [(place, store.write_part(part)) for place, part in parted(checked.rows, within=post.scope_path)]
    snapshot = replace_parts(post, declared, named.code, new, rows=checked.rows.num_rows, source=incoming.name, at=at)
    tell(post, declared, snapshot, at=at)
    return replace(report, snapshot=snapshot.number, fingerprint=snapshot.fingerprint)


def replace_parts(
    post: ActingPost,
    table: LakeTable,
    period: str,
    parts: list[tuple[str, store.Written]],
    *,
    rows: int,
    source: str,
    at: datetime,
) -> Snapshot:
    """A new snapshot in which these parts, already on the disk, stand for the post's subtree."""
    with bound(LAKE):
        wait_for_other_loaders(table.code, period)
        number = next_number(table.code, period)
        new = [new_part(table, period, place, written, number=number) for place, written in parts]
        for part in _overlapping(table.code, period, post.scope_path):
            rest = None if post.covers(part.unit_path) else _rest_of(part, without=post.scope_path)
            if rest is not None and _same(rest, part):
                continue
            if rest is not None and rest.num_rows:
                written = replace(store.write_part(rest), rows=live_rows(rest) if part.is_overlay else rest.num_rows)
                new.append(new_part(table, period, part.unit_path, written, number=number, like=part))
            part.dropped_in = number
            part.save(update_fields=["dropped_in"])
        Part.objects.bulk_create(new)
        return new_snapshot(post, table, period, number, rows=rows, source=source, at=at)


def new_part(
    table: LakeTable,
    period: str,
    place: str,
    written: store.Written,
    *,
    number: int,
    like: Part | None = None,
    is_overlay: bool = False,
    has_origins: bool = False,
) -> Part:
    """`like` is the part of which this is what was left."""
    return Part(
        id=written.id,
        unit_path=place,
        table=table.code,
        period=period,
        added_in=number,
        rows=written.rows,
        bytes=written.bytes,
        fingerprint=written.fingerprint,
        layer=like.layer if like else number,
        is_overlay=like.is_overlay if like else is_overlay,
        has_origins=like.has_origins if like else has_origins,
    )


def parted(rows: pa.Table, *, within: str) -> Iterator[tuple[str, pa.Table]]:
    """By city, in the order of places; from a city downward all together."""
    rows = rows.sort_by([("unit_path", "ascending")])
    if within.count(".") >= CITY:
        if rows.num_rows:
            yield within, rows
        return
    # Whatever lies no deeper than the city's own level (universities, the bureaus themselves) shares the part of the scope.
    city = pc.extract_regex(rows["unit_path"], rf"^(?P<city>(?:[^.]+\.){{{CITY}}})[^.]+\.")
    places = pc.fill_null(pc.struct_field(city, "city"), within)
    for place in sorted(pc.unique(places).to_pylist()):
        yield place, rows.filter(pc.equal(places, place))


def wait_for_other_loaders(table: str, period: str) -> None:
    """Two at once would both count on from the same snapshot. The lock goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lake {table} {period}"])


def next_number(table: str, period: str) -> int:
    found = Snapshot.objects.filter(table=table, period=period).aggregate(last=Max("number"))["last"]
    return (found or 0) + 1


def present_parts(table: str, period: str) -> QuerySet[Part]:
    return Part.objects.filter(table=table, period=period, dropped_in=None)


def _overlapping(table: str, period: str, scope: str) -> list[Part]:
    present = present_parts(table, period)
    inside = present.filter(unit_path__gte=scope, unit_path__lt=f"{scope}~")
    return list(inside | present.filter(unit_path__in=ancestors_of(scope)[:-1]))


def _rest_of(part: Part, *, without: str) -> pa.Table:
    rows = pq.read_table(store.path_of(part.id))
    return emptied(rows, below=without) if part.is_overlay else rows.filter(_outside(rows, without))


def _outside(rows: pa.Table, place: str) -> pa.ChunkedArray:
    return pc.invert(pc.starts_with(rows["unit_path"], place))


def _same(rest: pa.Table, part: Part) -> bool:
    """Nothing of the part lay within."""
    return (live_rows(rest) if part.is_overlay else rest.num_rows) == part.rows


def new_snapshot(
    post: ActingPost,
    table: LakeTable,
    period: str,
    number: int,
    *,
    rows: int,
    source: str,
    at: datetime,
    place: str = "",
) -> Snapshot:
    """`place` is what rows were replaced below, where that is less than all the post acts for."""
    parts = list(present_parts(table.code, period).order_by("unit_path", "fingerprint").values("fingerprint", "bytes"))
    whole = "".join(part["fingerprint"] for part in parts)
    return Snapshot.objects.create(
        unit_path=place or post.scope_path,
        table=table.code,
        period=period,
        number=number,
        rows=rows,
        bytes=sum(part["bytes"] for part in parts),
        fingerprint=hashlib.sha256(whole.encode()).hexdigest(),
        source=source[:200],
        loader_title=(post.person_name if post.is_system else f"{post.unit_name} · {post.role}")[:200],
        loaded_at=at,
    )


def tell(
    post: ActingPost,
    table: LakeTable,
    snapshot: Snapshot,
    *,
    at: datetime,
    announced: bool = True,
    act: str = "lake.load_table",
    places: Sequence[str] = (),
) -> None:
    record(
        post=post,
        at=at,
        act=act,
        object_kind="lake.snapshot",
        object_id=snapshot.id,
        object_name=f"{table.code} {snapshot.period} #{snapshot.number}",
        unit_path=snapshot.unit_path,
        after={
            "table": table.code,
            "period": snapshot.period,
            "snapshot": snapshot.number,
            "rows": snapshot.rows,
            "fingerprint": snapshot.fingerprint,
            "source": snapshot.source,
        },
    )
    if announced:
        announce(
            TableLoaded(
                unit_path=snapshot.unit_path,
                table=table.code,
                period=snapshot.period,
                snapshot=snapshot.number,
                places=list(places),
            ),
            at=at,
        )
