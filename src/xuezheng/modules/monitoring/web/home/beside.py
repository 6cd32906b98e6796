"""What stands beside a target on the wall: the map of what lies below, a county's units farthest behind, or the course so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import DEPTHS, Definition, PeriodIsNotComputed, ValueIsAbsent
from xuezheng.engines.papers.charts import Figure
from xuezheng.engines.papers.theme import configuration
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.facade import shipped_definition
from xuezheng.modules.monitoring.queries.places import place_of
from xuezheng.modules.monitoring.queries.readings import history_of
from xuezheng.modules.monitoring.queries.targets import aims_of
from xuezheng.modules.monitoring.web.home.cards import map_values
from xuezheng.modules.monitoring.web.home.places import Single, singles_of
from xuezheng.modules.monitoring.web.home.regions import written
from xuezheng.modules.monitoring.web.indicators.figures import course
from xuezheng.modules.plans.facade import ChosenTarget, HomeView

HEIGHT = 620
LETTERS = 18
LEGEND = 420
SHOWN = 10
"""Units whose names are read from across a room."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    title: str = ""
    figure: Figure | None = None
    singles: Sequence[tuple[Single, str]] = ()


def beside(post: ActingPost, view: HomeView, target: ChosenTarget) -> Beside | None:
    definition = shipped_definition(target.code)
    if definition is None:
        return None
    values = map_values(post, view)
    if values and isinstance(values.get("figure"), Figure):
        return Beside(figure=_large(replace(values["figure"], description="")))
    if found := _farthest(post, view, target, definition):
        return Beside(title=_("Units farthest from the target"), singles=found)
    line = _course(post, view, target, definition)
    return Beside(title=_("Over the periods"), figure=_large(line)) if line else None


def _farthest(
    post: ActingPost, view: HomeView, target: ChosenTarget, definition: Definition
) -> Sequence[tuple[Single, str]]:
    """Of a county."""
    if view.unit_path.count(".") != DEPTHS["county"]:
        return []
    try:
        found, _number = singles_of(
            post, definition, unit_path=view.unit_path, period=target.measured.period, asked=target.asked
        )
    except (ValueIsAbsent, PeriodIsNotComputed):
        return []
    return [(each, written(each.value, definition)) for each in found[:SHOWN] if each.value is not None]


def _course(post: ActingPost, view: HomeView, target: ChosenTarget, definition: Definition) -> Figure | None:
    place = place_of(post, view.unit_code)
    history = history_of(post, place, definition)
    aims = aims_of(post, place, definition, history)
    return course(history, definition, aim=next((aim for aim in aims if aim.target.id == target.id), None))


def _large(figure: Figure) -> Figure:
    letters = {"labelFontSize": LETTERS, "titleFontSize": LETTERS}
    known = configuration()
    config = {"axis": known["axis"] | letters, "legend": known["legend"] | letters | {"gradientLength": LEGEND}}
    return replace(figure, spec={**figure.spec, "height": HEIGHT, "config": config})
