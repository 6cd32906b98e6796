"""Computing a table's period whole: all units, all levels, all indicators of the table."""

from datetime import datetime

from django.db import transaction

from xuezheng.engines.indicators.actions.storing import lock_period, new_run, replace_values
from xuezheng.engines.indicators.computing import cells_of, with_values
from xuezheng.engines.indicators.inputs import inputs_of
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import write_parts
from xuezheng.engines.indicators.queries.definitions import newest_versions, program_of
from xuezheng.engines.indicators.scanning import unit_components
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.kernel.scope.acting import ActingPost


def recompute(*, post: ActingPost, table: str, period: str, reader: TableReader, at: datetime) -> Run:
    """Its values replace the former ones of that table and period at once; readers see the one or the other."""
    versions = newest_versions(table=table)
    program = program_of(versions, reader.fields(table))
    with transaction.atomic():
        lock_period(table, period)
        units = unit_components(reader.read(table, period), program)
        parts = write_parts(units, table=table, period=period) if units.num_rows else []
        cells = with_values(cells_of(units, program, reader=reader, table=table, period=period), program)
        run = new_run(
            unit_path=post.scope_path,
            table=table,
            period=period,
            versions=versions,
            began_at=at,
            ended_at=at,
            inputs=inputs_of(program, reader, table=table, period=period),
            parts=parts,
            units=units.num_rows,
        )
        replace_values(cells, program, run=run, versions=versions)
    return run
