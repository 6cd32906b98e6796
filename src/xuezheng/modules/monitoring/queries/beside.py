"""The newest values of units as a person reads them, for packages that lay them beside a judgement."""

from collections.abc import Collection, Mapping
from datetime import date

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEEPEST, Definition, Run
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.queries.withholding import withheld_of
from xuezheng.modules.monitoring.wording import written


def values_beside(
    post: ActingPost, *, codes: Collection[str], unit_paths: Collection[str], on: date
) -> Mapping[tuple[str, str], str]:
    """By path and code; without those that are not known. Counties and above by a query each, schools by their tables."""
    defined = {each.code: each for each in indicators.definitions() if each.code in codes}
    runs = _newest_runs({each.table for each in defined.values()}, on=on)
    found: dict[tuple[str, str], str] = {}
    for path in unit_paths:
        values = _of_rows(post, path, defined, on=on) if path.count(".") <= DEEPEST else {}
        values = values or _of_records(post, path, runs)
        for code in values.keys() & defined.keys():
            found[path, code] = written(values[code], defined[code])
    return found


def _newest_runs(tables: Collection[str], *, on: date) -> list[Run]:
    newest: dict[str, Run] = {}
    for run in sorted(indicators.current_runs(), key=lambda run: parse_period(run.period)):
        if run.table in tables and parse_period(run.period).first_day <= on:
            newest[run.table] = run
    return list(newest.values())


def _of_rows(post: ActingPost, path: str, defined: Mapping[str, Definition], *, on: date) -> dict[str, float]:
    series = indicators.series_of_codes(post, codes=list(defined), unit_path=path)
    return {
        code: value.value
        for code, values in series.items()
        for value in values
        if value.value is not None and parse_period(value.period).first_day <= on
    }


def _of_records(post: ActingPost, path: str, runs: Collection[Run]) -> dict[str, float]:
    """Without what is withheld of the unit."""
    told = indicators.values_of_single(post, runs=runs, unit_path=path, reader=LakeReader())
    found: dict[str, float] = {}
    for run in runs:
        values = told.get(run.id, {})
        held = withheld_of(run, path) if values else set()
        found |= {code: each.value for code, each in values.items() if code not in held}
    return found
