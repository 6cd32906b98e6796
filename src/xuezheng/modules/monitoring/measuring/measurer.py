"""Values of indicators as the plans ask for them: the newest of a unit on a day."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.wording import shown
from xuezheng.modules.plans import facade as plans


class CatalogueMeasurer:
    """Registered with the plans when the module is ready."""

    def indicators(self) -> Sequence[plans.Indicator]:
        return [
            plans.Indicator(code=each.code, name_zh=each.name_zh, name_en=each.name_en)
            for each in _catalogued().values()
        ]

    def value_of(self, post: ActingPost, code: str, *, unit_path: str, on: date) -> plans.Measured | None:
        definition = _catalogued().get(code)
        if definition is None or unit_path.count(".") > indicators.DEEPEST:
            return None
        history = [
            value
            for value in indicators.series(post, code=code, unit_path=unit_path)
            if value.value is not None and parse_period(value.period).first_day <= on
        ]
        if not history:
            return None
        newest = history[-1]
        return plans.Measured(
            value=shown(newest.value or 0.0, definition), as_of=min(parse_period(newest.period).last_day, on)
        )


@cache
def _catalogued() -> dict[str, Definition]:
    """The catalogues change with a release, and pages ask for a name in each line. A bad one is told of where it is loaded."""
    try:
        return {each.code: each for each in indicators.catalogued()}
    except Refusal:
        return {}
