"""Universities against indicators: the newest values of each, and where each stands among those that the post sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

from django.db.models import QuerySet

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake import facade as lake
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.catalogues.entries import read_file
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.facade import ResultSummary, latest_results
from xuezheng.modules.monitoring.wording import shown

CATALOG = Path(__file__).parents[1] / "catalog" / "universities.yaml"


@dataclass(frozen=True, kw_only=True)
class Choice:
    standard: str
    columns: tuple[str, ...]
    left_out: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Of one university in one indicator: the best is 1, equal values as shown share a place. How much there is of something
    hangs on the size and has no place, nor has what is the same everywhere."""

    value: float
    place: int | None
    among: int
    middle: float


@dataclass(frozen=True, kw_only=True)
class University:
    """`standings` by the code of the indicator; `result` is that of the newest published assessment."""

    unit: Unit
    standings: Mapping[str, Standing]
    result: ResultSummary | None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """`periods` by the code of the indicator."""

    definitions: Sequence[Definition]
    periods: Mapping[str, str]
    universities: Sequence[University]


@cache
def chosen() -> Choice:
    entry = read_file(CATALOG).only("standard", "columns", "left_out")
    return Choice(
        standard=entry.text("standard"),
        columns=tuple(one.as_text() for one in entry.each("columns")),
        left_out=frozenset(one.as_text() for one in entry.each("left_out")),
    )


def universities_of(post: ActingPost) -> list[Unit]:
    """Open ones within the post's own scope."""
    return list(_universities(post).order_by("unit_path"))


def has_universities(post: ActingPost) -> bool:
    return _universities(post).exists()


def _universities(post: ActingPost) -> QuerySet[Unit]:
    return units_visible_to(post).filter(
        kind=UnitKind.UNIVERSITY, closed_on=None, unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~"
    )


def measured_universities(post: ActingPost, *, codes: Collection[str] | None = None, until: date) -> Measured:
    """Of all indicators that say something of one where no codes are named. Records of people are left out: of one university
    they may be few."""
    units, left_out = universities_of(post), chosen().left_out
    known = [
        each
        for each in indicators.definitions()
        if (each.code not in left_out if codes is None else each.code in codes)
    ]
    told = [each for each in known if not lake.tables()[each.table].is_of_people]
    newest = _newest_periods(until)
    periods = {each.code: newest[each.table] for each in told if each.table in newest}
    by_code = _values(post, units, periods)
    definitions = {each.code: each for each in told if by_code.get(each.code)}
    standings = {code: _standings(values, definitions[code]) for code, values in by_code.items() if code in definitions}
    results = latest_results(post, standard=chosen().standard)
    return Measured(
        definitions=list(definitions.values()),
        periods=periods,
        universities=[
            University(
                unit=unit,
                standings={code: of[unit.unit_path] for code, of in standings.items() if unit.unit_path in of},
                result=results.get(unit.id),
            )
            for unit in units
        ],
    )


def _newest_periods(until: date) -> Mapping[str, str]:
    newest: dict[str, str] = {}
    for run in sorted(indicators.current_runs(), key=lambda run: parse_period(run.period)):
        if parse_period(run.period).first_day <= until:
            newest[run.table] = run.period
    return newest


def _values(post: ActingPost, units: Sequence[Unit], periods: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """By code and path, in one query."""
    rows = indicators.values_of_units(
        post, codes=list(periods), unit_paths=[unit.unit_path for unit in units], periods=sorted(set(periods.values()))
    )
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        if row.value is not None and periods[row.code] == row.period:
            found.setdefault(row.code, {})[row.unit_path] = row.value
    return found


def _standings(values: Mapping[str, float], definition: Definition) -> dict[str, Standing]:
    """By the value as it is shown, so that equal numbers on the page share a place."""
    as_shown = {path: shown(value, definition) for path, value in values.items()}
    best_first = sorted(as_shown.values(), reverse=definition.better == "higher")
    middle = float(median(values.values()))
    is_ranked = definition.target_style != "count" and len(set(best_first)) > 1
    return {
        path: Standing(
            value=values[path],
            place=best_first.index(number) + 1 if is_ranked else None,
            among=len(best_first),
            middle=middle,
        )
        for path, number in as_shown.items()
    }
