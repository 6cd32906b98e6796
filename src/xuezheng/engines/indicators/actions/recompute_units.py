"""Computing anew what some units changed: their own components, and the values of the units above them."""

from collections.abc import Collection
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from xuezheng.engines.indicators.actions.recompute import recompute
from xuezheng.engines.indicators.actions.runs import begin_run, finish_run
from xuezheng.engines.indicators.actions.storing import lock_period, replace_values
from xuezheng.engines.indicators.changes import Change
from xuezheng.engines.indicators.computing import cells_of, with_values
from xuezheng.engines.indicators.definitions import DEEPEST
from xuezheng.engines.indicators.inputs import inputs_of
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import Replaced, read_file, replaced, write_file
from xuezheng.engines.indicators.programs import Program
from xuezheng.engines.indicators.queries.definitions import newest_versions, program_of
from xuezheng.engines.indicators.queries.runs import current_run, kept_counties
from xuezheng.engines.indicators.rolling import counties_of
from xuezheng.engines.indicators.scanning import unit_components
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


def recompute_units(
    *,
    post: ActingPost,
    table: str,
    period: str,
    reader: TableReader,
    at: datetime,
    unit_codes: Collection[str] = (),
    below: Collection[str] = (),
    run: Run | None = None,
) -> Run:
    """Of units by their codes, or of all at or below paths. The state after it is the one a whole computation would give; that
    is run where definitions have changed since."""
    change = Change(codes=frozenset(unit_codes), below=frozenset(below))
    versions = newest_versions(table=table)
    with transaction.atomic():
        lock_period(table, period)
        former = current_run(table, period)
        if former is None or former.versions != {code: version.number for code, version in versions.items()}:
            return recompute(post=post, table=table, period=period, reader=reader, at=at, run=run)
        run = run or begin_run(post=post, table=table, period=period, whole=False, at=at)
        program = program_of(versions, reader.fields(table))
        fresh = unit_components(change.rows_of(reader.read(table, period)), program, reader=reader)
        now = replaced(former.parts, fresh, change, table=table, period=period)
        above = {path for each in now.paths | change.below for path in ancestors_of(each)[:DEEPEST]}
        counties = _counties(former, now, program)
        cells = cells_of(
            counties,
            program,
            reader=reader,
            table=table,
            period=period,
            only=above,
            kept=kept_counties(table, reader),
        )
        replace_values(with_values(cells, program), program, run=run, versions=versions, only=above)
        finish_run(
            run,
            post=post,
            place=_common(now.paths | change.below) or post.scope_path,
            versions=versions,
            at=at,
            inputs=inputs_of(program, reader, table=table, period=period),
            parts=now.parts,
            counties=write_file(counties, table=table, period=period) if counties.num_rows else "",
            units=len({*fresh["unit_code"].to_pylist(), *change.codes}),
            whole=False,
        )
    return run


def _counties(former: Run, now: Replaced, program: Program) -> pa.Table:
    """The former run's, those anew in which something changed: the sums of the other counties are what they were."""
    fresh = counties_of(now.units, program, names=list(program.combining))
    if not former.counties:
        return fresh
    old = read_file(former.counties)
    changed = pc.is_in(old["unit_path"], pa.array(sorted(now.counties), pa.string()))
    return pa.concat_tables([old.filter(pc.invert(changed)), fresh.select(old.column_names)])


def _common(paths: Collection[str]) -> str:
    """The unit under which all of them lie; the least and the greatest tell of all between."""
    if not paths:
        return ""
    both = zip(ancestors_of(min(paths)), ancestors_of(max(paths)), strict=False)
    return [one for one, other in both if one == other][-1]
