"""Opening a number: from the value to its components, the units that brought them, the wording, the run and the data."""

from collections.abc import Mapping
from dataclasses import dataclass

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.definitions import Compiled, Definition, compiled
from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.indicators.policies import runs_visible_to
from xuezheng.engines.indicators.queries.definitions import definition_of
from xuezheng.engines.indicators.queries.schools import UnitShare, shares_below
from xuezheng.engines.indicators.queries.values import get_value
from xuezheng.engines.indicators.refusals import ValueIsAbsent
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class OpenedComponent:
    """`text` says what was gathered, such as sum(classrooms)."""

    name: str
    text: str
    span: str
    value: float | None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """All that stands behind one number."""

    value: IndicatorValue
    definition: Definition
    components: tuple[OpenedComponent, ...]
    units: tuple[UnitShare, ...]
    run: Run
    inputs: Mapping[str, str]


def opened(
    post: ActingPost, *, code: str, unit_path: str, period: str, fields: Mapping[str, Kind], dims: str = ""
) -> Opening:
    """`units` are of the whole; a divided value (`dims`) shows its components and its run."""
    value = get_value(post, code=code, unit_path=unit_path, period=period, dims=dims)
    run = runs_visible_to(post).filter(id=value.run_id).first()
    if run is None:
        raise ValueIsAbsent
    definition = definition_of(code, value.version)
    indicator = compiled(definition, fields=fields)
    return Opening(
        value=value,
        definition=definition,
        components=_components(indicator, value),
        units=() if dims else tuple(shares_below(post, run, indicator, below=unit_path)),
        run=run,
        inputs=run.inputs,
    )


def _components(indicator: Compiled, value: IndicatorValue) -> tuple[OpenedComponent, ...]:
    return tuple(
        OpenedComponent(name=part.name, text=part.text, span=part.span.suffix, value=value.components.get(part.name))
        for part in indicator.value.components
    )
