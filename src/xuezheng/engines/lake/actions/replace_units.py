"""Replacing the rows of some units in a table and period: a small part above all others, and nothing else is written anew.

Every so many of them all are gathered into parts by city again, so that reading stays quick.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.lake import store
from xuezheng.engines.lake.actions.load_table import (
    LAKE,
    new_part,
    new_snapshot,
    next_number,
    parted,
    present_parts,
    tell,
    wait_for_other_loaders,
)
from xuezheng.engines.lake.declarations import LakeTable, get_table
from xuezheng.engines.lake.engine import rows_of, to_arrow
from xuezheng.engines.lake.layering import GONE, ORIGIN, PartAt, common_place, file_schema, live_rows, overlay_of
from xuezheng.engines.lake.loading.placing import places_of
from xuezheng.engines.lake.loading.report import LoadReport
from xuezheng.engines.lake.loading.typed import columns_in_order, placed, problems_of
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.engines.lake.period_names import period_of
from xuezheng.engines.lake.policies import can_load
from xuezheng.engines.lake.queries.snapshots import part_at
from xuezheng.engines.lake.refusals import MayNotLoad, RowsLieElsewhere
from xuezheng.kernel.pages.tables import CellProblem
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

MOST_OVERLAYS = 16
MOST_PLACES = 200
"""Places that an event names; where more changed it says only below which they lie."""


@dataclass(frozen=True, kw_only=True)
class _Replacing:
    """What is to be done: the rows as they are stored, and all units whose former rows go."""

    post: ActingPost
    table: LakeTable
    period: str
    stored: pa.Table
    codes: frozenset[str]
    kept_at: str


@transaction.atomic
def replace_units(
    *,
    post: ActingPost,
    table: str,
    period: str,
    rows: pa.Table,
    units: Collection[str] = (),
    reports: Sequence[str] | None = None,
    name: str,
    at: datetime,
    places: Mapping[str, str] | None = None,
    kept_at: str = "",
) -> LoadReport:
    """Rows of the units in `rows`, and of `units` besides (codes), which have none afterwards; with any problem nothing is
    written. `reports` says of each row the id of the report it came from. Where nothing changes there is no snapshot. `kept_at`
    is the place that goes on keeping the rows, where the units themselves do not."""
    if not can_load(post):
        raise MayNotLoad
    declared = get_table(table)
    named = period_of(declared, period)
    rows = columns_in_order(rows, declared)
    problems = problems_of(rows, declared, first=1)
    codes = frozenset(rows[declared.unit].to_pylist()) | frozenset(units)
    known = places_of(post, sorted(codes), day=named.last_day) if places is None else places
    stored, stranger = placed(_with_reports(rows, reports), declared, known)
    if stranger is not None:
        sentence = _("“%(code)s” is no unit of that day within what your post may load.") % {"code": stranger}
        problems.append(CellProblem(row=1, key=declared.unit, sentence=sentence))
    snapshot: Snapshot | None = None
    if codes and not problems:
        snapshot = _replaced(
            _Replacing(post=post, table=declared, period=named.code, stored=stored, codes=codes, kept_at=kept_at),
            name=name,
            at=at,
        )
    return LoadReport(
        table=table,
        period=named.code,
        read=rows.num_rows,
        accepted=0 if problems else rows.num_rows,
        refused=len({problem.row for problem in problems}),
        problems=problems,
        workbook=None,
        snapshot=snapshot.number if snapshot else None,
        fingerprint=snapshot.fingerprint if snapshot else "",
    )


def _with_reports(rows: pa.Table, reports: Sequence[str] | None) -> pa.Table:
    known = pa.nulls(rows.num_rows, pa.string()) if reports is None else pa.array(reports, pa.string())
    return rows.append_column(ORIGIN, known)


def _replaced(asked: _Replacing, *, name: str, at: datetime) -> Snapshot | None:
    table, period = asked.table, asked.period
    with bound(LAKE):
        wait_for_other_loaders(table.code, period)
        present = list(present_parts(table.code, period))
        former = _former(asked, [part_at(part) for part in present])
        paths = {path for _code, path in former} | set(asked.stored["unit_path"].to_pylist())
        if not paths:
            return None
        for code, path in sorted(former):
            if not asked.post.covers(path):
                raise RowsLieElsewhere(code)
        number = next_number(table.code, period)
        if present:
            _lay_over(asked, present, former, paths, number=number)
        else:
            _write_whole(asked, asked.stored, number=number)
        place = asked.kept_at or common_place(paths, within=asked.post.scope_path)
        snapshot = new_snapshot(
            asked.post, table, period, number, rows=asked.stored.num_rows, source=name, at=at, place=place
        )
    places = sorted(paths) if len(paths) <= MOST_PLACES else [place]
    tell(asked.post, table, snapshot, at=at, act="lake.replace_units", places=places)
    return snapshot


def _former(asked: _Replacing, parts: Sequence[PartAt]) -> set[tuple[str, str]]:
    """Code and path of the units' rows that are there now."""
    if not parts:
        return set()
    rows = rows_of(asked.table, parts).select("unit_code", "unit_path").distinct()
    if len(asked.codes) <= MOST_PLACES:
        return set(_pairs(to_arrow(rows.filter(rows.unit_code.isin(sorted(asked.codes))))))
    found = to_arrow(rows)
    return set(_pairs(found.filter(pc.is_in(found["unit_code"], pa.array(sorted(asked.codes))))))


def _pairs(rows: pa.Table) -> list[tuple[str, str]]:
    return list(zip(rows["unit_code"].to_pylist(), rows["unit_path"].to_pylist(), strict=True))


def _written(asked: _Replacing, gone: Sequence[tuple[str, str]], *, number: int) -> Part:
    """The overlay on the disk; the database does not name it yet."""
    rows = overlay_of(asked.stored, asked.table, gone)
    written = replace(store.write_part(rows), rows=live_rows(rows))
    place = asked.post.scope_path
    return new_part(asked.table, asked.period, place, written, number=number, is_overlay=True, has_origins=True)


def _lay_over(
    asked: _Replacing, present: Sequence[Part], former: set[tuple[str, str]], paths: set[str], *, number: int
) -> None:
    overlay = _written(asked, sorted(former - set(_pairs(asked.stored))), number=number)
    if sum(part.is_overlay for part in present) >= MOST_OVERLAYS or _is_large(asked, present):
        _gather(asked, present, overlay, number=number)
    else:
        overlay.unit_path = common_place(paths, within=asked.post.scope_path)
        overlay.save(force_insert=True)


def _is_large(asked: _Replacing, present: Sequence[Part]) -> bool:
    """Then it is quicker to write all by city than to read around it ever after."""
    return bool(2 * asked.stored.num_rows > sum(part.rows for part in present))


def _gather(asked: _Replacing, present: Sequence[Part], overlay: Part, *, number: int) -> None:
    """All rows as they are with the overlay, in parts by city; the overlay itself serves no more."""
    parts = [*(part_at(part) for part in present), part_at(overlay)]
    whole = to_arrow(rows_of(asked.table, parts, with_origins=True)).drop_columns(["period"])
    store.drop_parts([overlay.id])
    Part.objects.filter(id__in=[part.id for part in present]).update(dropped_in=number)
    _write_whole(asked, whole, number=number)


def _write_whole(asked: _Replacing, rows: pa.Table, *, number: int) -> None:
    """In parts by city."""
    schema = file_schema(asked.table)
    whole = rows.cast(schema.remove(schema.get_field_index(GONE)))
    ends = pc.min_max(whole["unit_path"])
    paths = [ends["min"].as_py(), ends["max"].as_py()] if whole.num_rows else [asked.post.scope_path]
    Part.objects.bulk_create(
        new_part(asked.table, asked.period, place, store.write_part(part), number=number, has_origins=True)
        for place, part in parted(whole, within=common_place(paths, within=LAKE.scope_path))
    )
