"""Values of indicators as the plans ask for them: the newest of a unit on a day, and how far a target is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from uuid import UUID

from django.utils.translation import get_language

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.addresses import gap_address, opening_address
from xuezheng.modules.monitoring.measuring.asking import asked_value, counts_alike
from xuezheng.modules.monitoring.measuring.origins import arises_by_itself
from xuezheng.modules.monitoring.measuring.pace import pace_of
from xuezheng.modules.monitoring.models import TargetStanding
from xuezheng.modules.monitoring.queries.readings import is_shown_at, readings_of_single
from xuezheng.modules.monitoring.queries.standings import standings_at
from xuezheng.modules.monitoring.wording import shown
from xuezheng.modules.plans import facade as plans


class CatalogueMeasurer:
    """Registered with the plans when the module is ready."""

    def indicators(self) -> Sequence[plans.Indicator]:
        return [
            plans.Indicator(
                code=each.code,
                name_zh=each.name_zh,
                name_en=each.name_en,
                is_percentage=each.is_percent,
                is_total=each.target_style == "count",
            )
            for each in known_definitions().values()
        ]

    def standings(
        self, post: ActingPost, asked: Sequence[plans.Asked], *, unit_path: str, on: date
    ) -> Mapping[UUID, plans.Measured]:
        """A few queries, however many targets."""
        defined = known_definitions()
        known = [each for each in asked if each.code in defined and counts_alike(each, defined[each.code])]
        if not known:
            return {}
        if unit_path.count(".") > indicators.DEEPEST:
            return _of_single(post, known, defined, unit_path=unit_path, on=on)
        history = indicators.series_of_codes(post, codes={each.code for each in known}, unit_path=unit_path)
        kept = standings_at(post, targets=[each.target_id for each in known], unit_path=unit_path)
        unit_code = _code_of(post, unit_path)
        found = {}
        for each in known:
            values = [value for value in history.get(each.code, []) if _counts(value, on)]
            if values:
                standing = kept.get((each.target_id, values[-1].period))
                found[each.target_id] = _measured(
                    each, defined[each.code], values, standing, unit_code=unit_code, on=on
                )
        return found


def _of_single(
    post: ActingPost, asked: Sequence[plans.Asked], defined: Mapping[str, Definition], *, unit_path: str, on: date
) -> dict[UUID, plans.Measured]:
    """Of a school its own figures. It is told of no gap to be closed by others, and no pace: two values are no history."""
    shown_here = [each for each in asked if is_shown_at(defined[each.code], unit_path.count("."))]
    tables = {defined[each.code].table for each in shown_here}
    found = readings_of_single(post, unit_path, until=on, tables=tables, with_before=False)
    unit_code = _code_of(post, unit_path)
    return {
        each.target_id: _told(
            defined[each.code], found[each.code].value or 0.0, found[each.code].period, unit_code=unit_code, on=on
        )
        for each in shown_here
        if each.code in found
    }


def _code_of(post: ActingPost, unit_path: str) -> str:
    return units_visible_to(post).filter(unit_path=unit_path).values_list("code", flat=True).first() or ""


def _measured(
    asked: plans.Asked,
    definition: Definition,
    values: Sequence[IndicatorValue],
    kept: TargetStanding | None,
    *,
    unit_code: str,
    on: date,
) -> plans.Measured:
    newest = values[-1]
    wanted = asked_value(asked, definition)
    told = _told(definition, newest.value or 0.0, newest.period, unit_code=unit_code, on=on)
    if wanted is None:
        return told
    aim = str(shown(wanted, definition))
    return replace(
        told,
        gap_url=gap_address(asked.code, unit_code=unit_code, period=newest.period, target=aim),
        outlook=_outlook(asked, wanted, values, kept, definition),
    )


def _told(definition: Definition, value: float, period: str, *, unit_code: str, on: date) -> plans.Measured:
    return plans.Measured(
        value=shown(value, definition),
        as_of=min(parse_period(period).last_day, on),
        url=opening_address(definition.code, unit_code=unit_code, period=period),
        period=period,
        source=definition.source_en if (get_language() or "").startswith("en") else definition.source_zh,
        by_system=arises_by_itself(definition.table),
    )


def _counts(value: IndicatorValue, on: date) -> bool:
    return value.value is not None and parse_period(value.period).first_day <= on


def _outlook(
    asked: plans.Asked,
    wanted: float,
    values: Sequence[IndicatorValue],
    kept: TargetStanding | None,
    definition: Definition,
) -> plans.Outlook:
    """A standing that was found out for another number than is asked now says nothing."""
    history = [(parse_period(value.period), value.value or 0.0) for value in values]
    pace, reached_on = pace_of(history, definition, target=wanted, deadline=asked.deadline)
    if kept is None or kept.asked != wanted:
        return plans.Outlook(pace=pace, reached_on=reached_on)
    return plans.Outlook(
        pace=pace,
        reached_on=reached_on,
        closing=kept.closing_units,
        short=kept.short_units,
        closable=kept.closable,
        effort=kept.effort,
    )


def shipped_definition(code: str) -> Definition | None:
    return known_definitions().get(code)


def known_definitions() -> dict[str, Definition]:
    """What ships, and what other installations' packages brought, which may come at any moment and prevails."""
    return _catalogued() | {each.code: each for each in indicators.imported_definitions()}


@cache
def _catalogued() -> dict[str, Definition]:
    """The catalogues change with a release, and pages ask for a name in each line. A bad one is told of where it is loaded."""
    try:
        return {each.code: each for each in indicators.catalogued()}
    except Refusal:
        return {}
