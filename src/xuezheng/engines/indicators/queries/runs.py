"""Runs: the newest finished one of a table's period holds the present components."""

from collections.abc import Callable, Collection
from functools import cache, partial

import pyarrow as pa

from xuezheng.engines.indicators.computing import Kept
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.indicators.parts import read_file
from xuezheng.engines.indicators.tables import TableReader


def current_run(table: str, period: str) -> Run | None:
    done = Run.objects.filter(table=table, period=period, state=Run.State.DONE)
    return done.order_by("-ended_at", "-number").first()


def current_runs() -> list[Run]:
    """Of every table and period."""
    done = Run.objects.filter(state=Run.State.DONE)
    return list(done.order_by("table", "period", "-ended_at", "-number").distinct("table", "period"))


def run_of_period(table: str) -> Callable[[str], Run | None]:
    """For whoever asks for several periods: each is looked up once."""
    return cache(partial(current_run, table))


def kept_counties(table: str, reader: TableReader) -> Kept:
    """What a period's own run left, where it holds what is wanted and the records are still those it read.

    A run for some units names all that lay there when it read, also what was loaded of other places and waits for the next run.
    So nothing is taken from a period in which a change waits. That is asked before the run is looked up: what waited until then
    is in the run that is found.
    """

    def kept(period: str, names: Collection[str]) -> pa.Table | None:
        if not reader.is_settled(table, period):
            return None
        run = current_run(table, period)
        if run is None or not run.counties or run.inputs.get(period) != reader.fingerprint(table, period):
            return None
        found = read_file(run.counties)
        return found if set(names) <= set(found.column_names) else None

    return kept
