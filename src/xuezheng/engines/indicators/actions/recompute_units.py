"""Computing anew what some units changed: their own components, and the values of the units above them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from xuezheng.engines.indicators.actions.recompute import recompute
from xuezheng.engines.indicators.actions.storing import lock_period, new_run, replace_values
from xuezheng.engines.indicators.computing import cells_of, with_values
from xuezheng.engines.indicators.inputs import inputs_of
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import files_of, replaced
from xuezheng.engines.indicators.queries.definitions import newest_versions, program_of
from xuezheng.engines.indicators.queries.runs import current_run
from xuezheng.engines.indicators.rolling import DEEPEST
from xuezheng.engines.indicators.scanning import unit_components
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


def recompute_units(
    *, post: ActingPost, table: str, period: str, unit_codes: Collection[str], reader: TableReader, at: datetime
) -> Run:
    """The state after it is the one a whole computation would give; that is run where definitions have changed since."""
    versions = newest_versions(table=table)
    with transaction.atomic():
        lock_period(table, period)
        former = current_run(table, period)
        if former is None or former.versions != {code: version.number for code, version in versions.items()}:
            return recompute(post=post, table=table, period=period, reader=reader, at=at)
        program = program_of(versions, reader.fields(table))
        rows = reader.read(table, period)
        fresh = unit_components(rows.filter(rows.unit_code.isin(sorted(unit_codes))), program)
        parts, paths = replaced(former.parts, fresh, unit_codes, table=table, period=period)
        above = {path for each in paths for path in ancestors_of(each)[:DEEPEST]}
        run = new_run(
            unit_path=post.scope_path,
            table=table,
            period=period,
            versions=versions,
            began_at=at,
            ended_at=at,
            inputs=inputs_of(program, reader, table=table, period=period),
            parts=parts,
            units=len(set(unit_codes)),
            whole=False,
        )
        units = files_of(parts) if parts else fresh
        cells = cells_of(units, program, reader=reader, table=table, period=period, only=above)
        replace_values(with_values(cells, program), program, run=run, versions=versions, only=above)
    return run
