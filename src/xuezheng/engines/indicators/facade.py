"""The indicators' door: loading definitions, computing, reading values within a post's scope, opening and closing gaps.

    register_catalog(Path(__file__).parent / "catalog" / "indicators")       # a module, when Django starts
    load_definitions(reader=reader, at=at)                                   # versions of what is worded anew
    with bound(system_post("indicators")) as post:
        recompute(post=post, table="schools", period="2018Q3", reader=reader, at=at)
        recompute_units(post=post, table="schools", period="2018Q3", unit_codes=["4141010459"], reader=reader, at=at)

`reader` is a TableReader: whoever holds the records. Values of counties and above are rows under row-level security; those of
schools are computed from kept components by `shares_of_units`, which sets the post's scope itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.actions.import_definitions import import_definitions
from xuezheng.engines.indicators.actions.load_definitions import load_definitions
from xuezheng.engines.indicators.actions.recompute import recompute
from xuezheng.engines.indicators.actions.recompute_units import recompute_units
from xuezheng.engines.indicators.actions.runs import begin_run, drop_run, fail_run, note_end
from xuezheng.engines.indicators.actions.sweep_parts import sweep_files
from xuezheng.engines.indicators.catalogue import catalogued, read_catalogs, read_definition, register_catalog
from xuezheng.engines.indicators.catalogue_text import text_of
from xuezheng.engines.indicators.courses import course_of
from xuezheng.engines.indicators.definitions import DEEPEST, DEPTHS, Compiled, Definition, compiled
from xuezheng.engines.indicators.events import IndicatorsComputed
from xuezheng.engines.indicators.forecasts import LEAST_POINTS, Forecast
from xuezheng.engines.indicators.gaps import Closing, Gap, gap_to, pooled
from xuezheng.engines.indicators.inequality import gini
from xuezheng.engines.indicators.inputs import inputs_of
from xuezheng.engines.indicators.models import IndicatorVersion, Run
from xuezheng.engines.indicators.programs import periods_of
from xuezheng.engines.indicators.queries import schools
from xuezheng.engines.indicators.queries.definitions import (
    definition_now,
    imported_versions,
    newest_versions,
    program_of,
    versions_until,
)
from xuezheng.engines.indicators.queries.opening import OpenedComponent, Opening, SingleOpening, opened, opened_single
from xuezheng.engines.indicators.queries.publishing import PublishedValue, published_values
from xuezheng.engines.indicators.queries.runs import current_run, current_runs, run_of_period
from xuezheng.engines.indicators.queries.schools import SingleValue, UnitShare
from xuezheng.engines.indicators.queries.values import (
    children,
    cuts_of_value,
    find_value,
    get_value,
    history_of_unit,
    series,
    series_of_codes,
    siblings,
    values_below,
    values_of_indicator,
    values_of_unit,
    values_of_units,
)
from xuezheng.engines.indicators.refusals import DefinitionIsRefused, PeriodIsNotComputed, ValueIsAbsent
from xuezheng.engines.indicators.tables import TableReader
from xuezheng.engines.indicators.withholding import singles_withheld
from xuezheng.kernel.scope.acting import ActingPost

__all__ = [
    "DEEPEST",
    "DEPTHS",
    "LEAST_POINTS",
    "Closing",
    "Compiled",
    "Definition",
    "DefinitionIsRefused",
    "Forecast",
    "Gap",
    "IndicatorsComputed",
    "OpenedComponent",
    "Opening",
    "PeriodIsNotComputed",
    "PublishedValue",
    "Run",
    "SingleOpening",
    "SingleValue",
    "TableReader",
    "UnitShare",
    "ValueIsAbsent",
    "begin_run",
    "catalogued",
    "children",
    "compiled",
    "course_of",
    "current_run",
    "current_runs",
    "cuts_of_value",
    "definition_now",
    "definitions",
    "drop_run",
    "fail_run",
    "find_value",
    "gap_to",
    "get_value",
    "gini",
    "history_of_unit",
    "import_definitions",
    "imported_definitions",
    "is_current",
    "load_definitions",
    "note_end",
    "opened",
    "opened_single",
    "periods_reading",
    "pooled",
    "published_values",
    "read_catalogs",
    "read_definition",
    "recompute",
    "recompute_units",
    "register_catalog",
    "series",
    "series_of_codes",
    "shares_of_units",
    "siblings",
    "sweep_files",
    "text_of",
    "values_below",
    "values_of_indicator",
    "values_of_single",
    "values_of_singles",
    "values_of_unit",
    "values_of_units",
    "versions_until",
    "withheld_singles",
]


def definitions(*, table: str = "") -> list[Definition]:
    """Those in force, by code."""
    return [version.worded for version in newest_versions(table=table).values()]


def imported_definitions() -> list[Definition]:
    """Those in force that a package brought."""
    return [version.worded for version in imported_versions()]


def periods_reading(period: str, *, table: str, reader: TableReader) -> list[str]:
    """Other loaded periods with an indicator that reads this one: the next, whose growth it is, those of the year so far."""
    program = program_of(newest_versions(table=table), reader.fields(table))
    return [
        other
        for other in reader.periods(table)
        if other != period and any(period in periods_of(span, other) for span in program.spans)
    ]


def is_current(run: Run | None, *, reader: TableReader) -> bool:
    """Whether computing anew would give the same: the definitions and all data it read are those of now, and nothing waits."""
    if run is None or not all(reader.is_settled(run.table, period) for period in run.inputs):
        return False
    versions = newest_versions(table=run.table)
    program = program_of(versions, reader.fields(run.table))
    same_words = run.versions == {code: version.number for code, version in versions.items()}
    return bool(same_words and run.inputs == inputs_of(program, reader, table=run.table, period=run.period))


def shares_of_units(
    post: ActingPost, *, code: str, unit_path: str, period: str, fields: Mapping[str, Kind]
) -> Sequence[UnitShare]:
    """What every single unit below brings to the unit's value, as far as the post may see it."""
    return opened(post, code=code, unit_path=unit_path, period=period, fields=fields).units


def values_of_singles(
    post: ActingPost, *, run: Run, codes: Iterable[str], below: str, reader: TableReader
) -> dict[str, dict[str, float]]:
    """Indicators of the run's table for every unit below the counties that lies at or below a place and that the post may see:
    by path and code, one pass over the components for each indicator."""
    found: dict[str, dict[str, float]] = {}
    versions, others = newest_versions(table=run.table), run_of_period(run.table)
    for code in codes:
        if code in run.versions and code in versions:
            indicator = compiled(versions[code].worded, fields=reader.fields(run.table))
            for share in schools.shares_below(post, run, indicator, below=below, others=others):
                if share.value is not None:
                    found.setdefault(share.unit_path, {})[code] = share.value
    return found


def values_of_single(
    post: ActingPost, *, runs: Iterable[Run], unit_path: str, reader: TableReader
) -> dict[UUID, dict[str, SingleValue]]:
    """All indicators of the runs' tables for one unit below the counties, as far as the post may see it, by run and code."""
    by_table: dict[str, dict[str, IndicatorVersion]] = {}
    for code, version in newest_versions().items():
        by_table.setdefault(version.worded.table, {})[code] = version
    programs = {table: program_of(versions, reader.fields(table)) for table, versions in by_table.items()}
    known: dict[str, dict[str, Run]] = {}
    for run in current_runs():
        known.setdefault(run.table, {})[run.period] = run
    return {
        run.id: schools.values_of_single(
            post, run, programs[run.table], unit_path=unit_path, others=known.get(run.table, {}).get
        )
        for run in runs
        if run.table in programs
    }


def withheld_singles(
    run: Run, *, below: str, least: int, reader: TableReader, codes: Collection[str] | None = None
) -> Mapping[str, frozenset[str]]:
    """Of a table of people, by code: the paths of the units below the counties that are not told one by one, and with them those
    that would tell them. Of all codes of the table where none are given. `below` is a county or what lies above: a school's
    siblings are looked at with it."""
    program = program_of(newest_versions(table=run.table), reader.fields(run.table))
    counts = {
        each.definition.code: each.records
        for each in program.indicators
        if codes is None or each.definition.code in codes
    }
    counted = schools.records_below(run, counts.values(), below=below)
    held = {name: singles_withheld(records, least=least) for name, records in counted.items()}
    return {code: held.get(count.name, frozenset()) for code, count in counts.items()}
