"""Computing a table's period whole: all units, all levels, all indicators of the table."""

from datetime import datetime

from django.db import transaction

from xuezheng.engines.indicators.actions.runs import begin_run, finish_run
from xuezheng.engines.indicators.actions.storing import lock_period, replace_values
from xuezheng.engines.indicators.computing import cells_of, with_values
from xuezheng.engines.indicators.inputs import inputs_of
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import write_file, write_parts
from xuezheng.engines.indicators.queries.definitions import newest_versions, program_of
from xuezheng.engines.indicators.queries.runs import kept_counties
from xuezheng.engines.indicators.rolling import counties_of
from xuezheng.engines.indicators.scanning import unit_components
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.kernel.scope.acting import ActingPost


def recompute(
    *, post: ActingPost, table: str, period: str, reader: TableReader, at: datetime, run: Run | None = None
) -> Run:
    """Its values replace the former ones of that table and period at once; readers see the one or the other.

    `run` is one begun before, for others to see; without it one is begun here.
    """
    versions = newest_versions(table=table)
    program = program_of(versions, reader.fields(table))
    with transaction.atomic():
        lock_period(table, period)
        run = run or begin_run(post=post, table=table, period=period, whole=True, at=at)
        units = unit_components(reader.read(table, period), program, reader=reader)
        parts = write_parts(units, table=table, period=period) if units.num_rows else []
        counties = counties_of(units, program, names=list(program.combining))
        cells = cells_of(
            counties, program, reader=reader, table=table, period=period, kept=kept_counties(table, reader)
        )
        replace_values(with_values(cells, program), program, run=run, versions=versions)
        finish_run(
            run,
            post=post,
            place=post.scope_path,
            versions=versions,
            at=at,
            inputs=inputs_of(program, reader, table=table, period=period),
            parts=parts,
            counties=write_file(counties, table=table, period=period) if counties.num_rows else "",
            units=units.num_rows,
            whole=True,
        )
    return run
