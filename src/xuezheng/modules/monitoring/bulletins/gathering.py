"""Gathering the current values a template asks for, as they may leave the house, into figures that are kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition, PublishedValue
from xuezheng.engines.papers.bulletins import Template
from xuezheng.engines.papers.writing.official.phrases import written_date
from xuezheng.kernel.calendar.facade import Period, PeriodKind, parse_period
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.lookup import children_of
from xuezheng.modules.monitoring.bulletins.catalogue import period_words, place_name, words
from xuezheng.modules.monitoring.queries.publishing import publishable_values
from xuezheng.modules.monitoring.queries.ranking import peers_of, rank_of

LOOKED_BACK = 7
SHOWN_BACK = 5
"""Periods in a history: so many at most, its own among them."""
Values = Mapping[str, PublishedValue]


class CurrentValues:
    """Of all units the post sees, read once for each indicator and period: a batch of bulletins shares one."""

    def __init__(self, post: ActingPost) -> None:
        self.post = post
        self._read: dict[tuple[str, str], Values] = {}

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        return {definition.code: definition for definition in indicators.definitions()}

    def of(self, code: str, period: Period) -> Values:
        """Undivided, by path."""
        key = (code, period.code)
        if key not in self._read:
            found = publishable_values(self.post, code=code, period=period.code)
            self._read[key] = {value.unit_path: value for value in found if not value.dims}
        return self._read[key]


def gathered(
    values: CurrentValues, *, template: Template, unit: Unit, issuer: Unit, period: Period, below: Sequence[Unit]
) -> dict[str, Any]:
    """The figures of one bulletin. Refused where nothing at all was measured."""
    codes = sorted(template.indicators())
    _check_known(codes, values)
    history = _history(values, codes, unit, period)
    if period not in history:
        raise NothingIsMeasured(unit.name, period)
    peers = peers_of(values.post, unit)
    periods = {"this": period, "last": period.previous(), "last_year": _year_before(period)}
    wanted = {*periods.values(), *history}
    return {
        "words": words_of(unit, issuer, period),
        "periods": {name: each.code for name, each in periods.items()},
        "history": [each.code for each in history],
        "unit": unit.unit_path,
        "below": [each.unit_path for each in below],
        "units": {each.unit_path: _named(each) for each in (unit, *below)},
        "indicators": {code: _described(values.definitions[code]) for code in codes},
        "values": {code: _values(values, code, unit, below, periods=periods, wanted=wanted) for code in codes},
        "ranks": {code: _rank(values, code, unit, period, peers) for code in codes},
    }


class NothingIsMeasured(Refusal):
    def __init__(self, unit: str, period: Period) -> None:
        super().__init__(
            _("Nothing the template asks for was measured of %(unit)s in %(period)s. Choose a period with values.")
            % {"unit": unit, "period": period.title},
            field="period",
        )


def below_of(post: ActingPost, unit: Unit) -> list[Unit]:
    """Administrations of the next level, which have values of their own."""
    return list(children_of(post, unit).filter(kind__in=ADMINISTRATIONS))


def words_of(unit: Unit, issuer: Unit, period: Period) -> dict[str, str]:
    level = words()["levels"][unit.level]
    own = unit.unit_path == issuer.unit_path
    return {
        "unit": place_name(unit.name),
        "subject": unit.name,
        "issuer": issuer.name,
        "recipients": level["recipients"] if own else unit.name,
        "below": level["below"],
        "map": level["map"],
        "region": unit.region_code,
        "period": period_words(period),
        "last": period_words(period.previous()),
        "since": words()["since"].get(period.kind.value, period_words(period.previous())),
        "year": str(period.year),
        "day": written_date(period.last_day),
    }


def measured_periods(values: CurrentValues, *, template: Template, unit_path: str) -> list[Period]:
    """Periods of the template's kind with a value of the unit, the newest first."""
    found = {
        parse_period(value.period)
        for code in template.indicators()
        for value in indicators.series(values.post, code=code, unit_path=unit_path)
        if value.value is not None
    }
    return sorted((period for period in found if period.kind.value == template.periods), reverse=True)


def _check_known(codes: Iterable[str], values: CurrentValues) -> None:
    missing = [code for code in codes if code not in values.definitions]
    if missing:
        raise Refusal(
            _("The template asks for indicators that are not loaded here: %(codes)s.") % {"codes": ", ".join(missing)},
            field="template",
        )


def _year_before(period: Period) -> Period:
    return Period(PeriodKind(period.kind), period.year - 1, period.number)


def _history(values: CurrentValues, codes: Sequence[str], unit: Unit, period: Period) -> list[Period]:
    """Those of the last ones in which any of the values is known, oldest first."""
    found, each = [period], period
    for _step in range(LOOKED_BACK):
        each = each.previous()
        found.append(each)
    known = [each for each in found if any(_known(values.of(code, each).get(unit.unit_path)) for code in codes)]
    return sorted(known[:SHOWN_BACK])


def _known(value: PublishedValue | None) -> bool:
    return value is not None and (value.value is not None or value.is_withheld)


def _values(
    values: CurrentValues,
    code: str,
    unit: Unit,
    below: Sequence[Unit],
    *,
    periods: Mapping[str, Period],
    wanted: Iterable[Period],
) -> dict[str, dict[str, Any]]:
    """Of the units below only where the template can ask for them: this period and the one before."""
    compared = {periods["this"], periods["last"]}
    kept: dict[str, dict[str, Any]] = {}
    for period in sorted(wanted):
        read = values.of(code, period)
        places = (unit, *below) if period in compared else (unit,)
        found = {place.unit_path: _kept(read[place.unit_path]) for place in places if place.unit_path in read}
        if found:
            kept[period.code] = found
    return kept


def _kept(value: PublishedValue) -> dict[str, Any]:
    return {
        "value": None if value.value is None else repr(value.value),
        "withheld": value.is_withheld,
        "version": value.version,
        "run": str(value.run_id),
    }


def _named(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": place_name(unit.name), "region": unit.region_code}


def _described(definition: Definition) -> dict[str, Any]:
    return {
        "name": definition.name_zh,
        "name_en": definition.name_en,
        "unit": definition.unit_zh,
        "unit_en": definition.unit_en,
        "decimals": definition.decimals,
        "better": definition.better,
    }


def _rank(
    values: CurrentValues, code: str, unit: Unit, period: Period, peers: Collection[str]
) -> dict[str, int | None]:
    known = {path: value.value for path, value in values.of(code, period).items()}
    rank = rank_of(unit.unit_path, known, values.definitions[code], peers=peers)
    return {"place": rank.place, "among": rank.among}
