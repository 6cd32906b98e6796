"""Values of units: one, its history, those below it, those beside it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.indicators.policies import indicator_values_visible_to
from xuezheng.engines.indicators.refusals import ValueIsAbsent
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.scope.acting import ActingPost


def find_value(post: ActingPost, *, code: str, unit_path: str, period: str, dims: str = "") -> IndicatorValue | None:
    return indicator_values_visible_to(post).filter(code=code, unit_path=unit_path, period=period, dims=dims).first()


def get_value(post: ActingPost, *, code: str, unit_path: str, period: str, dims: str = "") -> IndicatorValue:
    found = find_value(post, code=code, unit_path=unit_path, period=period, dims=dims)
    if found is None:
        raise ValueIsAbsent
    return found


def values_of_unit(post: ActingPost, *, unit_path: str, period: str) -> QuerySet[IndicatorValue]:
    """All indicators of one unit, undivided."""
    return indicator_values_visible_to(post).filter(unit_path=unit_path, period=period, dims="").order_by("code")


def values_of_indicator(post: ActingPost, *, code: str, period: str) -> QuerySet[IndicatorValue]:
    """Of every unit the post sees, with its divisions."""
    return indicator_values_visible_to(post).filter(code=code, period=period)


def values_of_units(
    post: ActingPost, *, codes: Collection[str], unit_paths: Collection[str], periods: Collection[str]
) -> QuerySet[IndicatorValue]:
    """Several indicators of several units, undivided, without their components: for tables of units against indicators."""
    rows = indicator_values_visible_to(post).filter(
        code__in=codes, unit_path__in=unit_paths, period__in=periods, dims=""
    )
    return rows.defer("components")


class Told(NamedTuple):
    """A value without what it is made of."""

    code: str
    period: str
    value: float | None
    records: int | None


def history_of_unit(post: ActingPost, *, unit_path: str, until: date) -> list[Told]:
    """All its values of the periods that began up to a day, undivided, the oldest first."""
    rows = indicator_values_visible_to(post).filter(unit_path=unit_path, dims="")
    found = [Told(*row) for row in rows.values_list("code", "period", "value", "records")]
    begun = sorted(parse_period(text) for text in {told.period for told in found})
    places = {period.code: place for place, period in enumerate(begun) if period.first_day <= until}
    return sorted((told for told in found if told.period in places), key=lambda told: (places[told.period], told.code))


def series(post: ActingPost, *, code: str, unit_path: str, dims: str = "") -> list[IndicatorValue]:
    """The unit's history, the oldest first."""
    found = indicator_values_visible_to(post).filter(code=code, unit_path=unit_path, dims=dims)
    return sorted(found, key=lambda value: parse_period(value.period))


def series_of_codes(post: ActingPost, *, codes: Collection[str], unit_path: str) -> dict[str, list[IndicatorValue]]:
    """The unit's history of several indicators in one query, each the oldest first; without those that have no value."""
    found: dict[str, list[IndicatorValue]] = defaultdict(list)
    rows = indicator_values_visible_to(post).filter(code__in=codes, unit_path=unit_path, dims="")
    for value in sorted(rows, key=lambda value: parse_period(value.period)):
        found[value.code].append(value)
    return dict(found)


def values_below(post: ActingPost, *, code: str, period: str, below: str) -> dict[str, float | None]:
    """By path, of the unit and of those under it that have a value of the period."""
    rows = indicator_values_visible_to(post).filter(code=code, period=period, dims="", unit_path__startswith=below)
    return dict(rows.order_by("unit_path").values_list("unit_path", "value"))


def cuts_of_value(post: ActingPost, *, code: str, unit_path: str, period: str) -> QuerySet[IndicatorValue]:
    """The same number divided, such as urban and rural."""
    return (
        indicator_values_visible_to(post)
        .filter(code=code, unit_path=unit_path, period=period)
        .exclude(dims="")
        .order_by("dims")
    )


def children(post: ActingPost, *, code: str, unit_path: str, period: str, dims: str = "") -> QuerySet[IndicatorValue]:
    """The next level below, as far as it has values here; schools are asked of `school_values`."""
    return (
        indicator_values_visible_to(post)
        .filter(code=code, period=period, dims=dims, unit_path__gt=unit_path, unit_path__lt=f"{unit_path}~")
        .filter(unit_path__regex=rf"^{unit_path.replace('.', '[.]')}[^.]+[.]$")
        .order_by("unit_path")
    )


def siblings(post: ActingPost, *, code: str, unit_path: str, period: str, dims: str = "") -> QuerySet[IndicatorValue]:
    """Those under the same unit, itself among them, as far as the post may see them."""
    parent = unit_path.rstrip(".").rpartition(".")[0] + "."
    return children(post, code=code, unit_path=parent, period=period, dims=dims)
