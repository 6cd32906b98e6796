"""Readings: the value of a unit in a period with the one before, of all indicators or of one, down to a single school."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEPTHS, Definition, Run, SingleValue
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.places import Place
from xuezheng.modules.monitoring.queries.withholding import withheld_of


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`before` is the value of the period before, where there is one."""

    period: str
    value: float | None
    before: float | None = None
    records: int | None = None


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One indicator of a unit; `reading` is None where nothing is computed for it yet."""

    definition: Definition
    reading: Reading | None


def sheet_of(post: ActingPost, place: Place, *, until: date) -> list[SheetLine]:
    """All indicators that are shown at the place's level, each with its newest value up to a day."""
    found = readings_of_single(post, place.path, until=until) if place.is_single else _of_rows(post, place, until=until)
    return [
        SheetLine(definition=definition, reading=found.get(definition.code))
        for definition in indicators.definitions()
        if is_shown_at(definition, place.depth)
    ]


def is_shown_at(definition: Definition, depth: int) -> bool:
    """`level_min` is the lowest level at which a value says something."""
    return depth <= DEPTHS[definition.level_min]


def history_of(post: ActingPost, place: Place, definition: Definition, *, dims: str = "") -> list[Reading]:
    """The oldest first, each with the one before it."""
    if not place.is_single:
        rows = indicators.series(post, code=definition.code, unit_path=place.path, dims=dims)
        return _chained((row.period, row.value, row.records) for row in rows)
    if not is_shown_at(definition, place.depth):
        return []
    runs = _in_order(run for run in indicators.current_runs() if run.table == definition.table)
    told = _values(post, runs, place.path)
    values = [(run.period, told[run.id].get(definition.code)) for run in runs if run.id in told]
    return _chained((period, each.value, each.records) for period, each in values if each is not None)


def _of_rows(post: ActingPost, place: Place, *, until: date) -> dict[str, Reading]:
    by_code: dict[str, list[tuple[str, float | None, int | None]]] = {}
    for told in indicators.history_of_unit(post, unit_path=place.path, until=until):
        by_code.setdefault(told.code, []).append((told.period, told.value, told.records))
    return {code: _chained(rows[-2:])[-1] for code, rows in by_code.items()}


def readings_of_single(
    post: ActingPost, unit_path: str, *, until: date, tables: Collection[str] | None = None, with_before: bool = True
) -> dict[str, Reading]:
    """By code, of all tables or of those, from the newest run of each and the one before: a school has no rows of its own."""
    by_table: dict[str, list[Run]] = {}
    for run in _in_order(indicators.current_runs()):
        if parse_period(run.period).first_day <= until and (tables is None or run.table in tables):
            by_table.setdefault(run.table, []).append(run)
    found: dict[str, Reading] = {}
    look_back = 2 if with_before else 1
    told = _values(post, [run for runs in by_table.values() for run in runs[-look_back:]], unit_path)
    for runs in by_table.values():
        now = told.get(runs[-1].id, {})
        before = told.get(runs[-2].id, {}) if len(runs) > 1 else {}
        for code, each in now.items():
            earlier = before[code].value if code in before else None
            found[code] = Reading(period=runs[-1].period, value=each.value, before=earlier, records=each.records)
    return found


def _values(post: ActingPost, runs: Sequence[Run], unit_path: str) -> dict[UUID, dict[str, SingleValue]]:
    """Without what is withheld of the unit."""
    found = indicators.values_of_single(post, runs=runs, unit_path=unit_path, reader=LakeReader())
    held = {run.id: withheld_of(run, unit_path) for run in runs if found.get(run.id)}
    return {
        run: {code: each for code, each in values.items() if code not in held[run]}
        for run, values in found.items()
        if values
    }


def _in_order(runs: Iterable[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: parse_period(run.period))


def _chained(rows: Iterable[tuple[str, float | None, int | None]]) -> list[Reading]:
    chained: list[Reading] = []
    for period, value, records in rows:
        before = chained[-1].value if chained else None
        chained.append(Reading(period=period, value=value, before=before, records=records))
    return chained


def reading_of(history: Sequence[Reading], period: str) -> Reading | None:
    return next((reading for reading in history if reading.period == period), None)
