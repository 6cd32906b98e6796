"""Opening a number: from the value to its components, the units that brought them, the wording, the run and the data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuezheng.engines.formulas.facade import Component, Kind
from xuezheng.engines.indicators.definitions import Compiled, Definition, compiled
from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.indicators.policies import runs_visible_to
from xuezheng.engines.indicators.queries.definitions import definition_now, definition_of
from xuezheng.engines.indicators.queries.runs import current_run, run_of_period
from xuezheng.engines.indicators.queries.schools import UnitShare, shares_below
from xuezheng.engines.indicators.queries.values import get_value
from xuezheng.engines.indicators.refusals import ValueIsAbsent
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class OpenedComponent:
    component: Component
    value: float | None

    @property
    def name(self) -> str:
        return self.component.name

    @property
    def text(self) -> str:
        """What was gathered, such as sum(classrooms)."""
        return self.component.text


@dataclass(frozen=True, kw_only=True)
class Opening:
    """All that stands behind one number."""

    value: IndicatorValue
    definition: Definition
    components: tuple[OpenedComponent, ...]
    units: tuple[UnitShare, ...]
    run: Run
    inputs: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SingleOpening:
    """The same of one unit whose values are not kept as rows."""

    share: UnitShare
    definition: Definition
    version: int
    components: tuple[OpenedComponent, ...]
    run: Run
    inputs: Mapping[str, str]


def opened(
    post: ActingPost,
    *,
    code: str,
    unit_path: str,
    period: str,
    fields: Mapping[str, Kind],
    dims: str = "",
    with_units: bool = True,
) -> Opening:
    """`units` are of the whole; a divided value (`dims`) shows its components and its run. Those of a province are many:
    whoever does not show them leaves them out."""
    value = get_value(post, code=code, unit_path=unit_path, period=period, dims=dims)
    run = runs_visible_to(post).filter(id=value.run_id).first()
    if run is None:
        raise ValueIsAbsent
    definition = definition_of(code, value.version)
    indicator = compiled(definition, fields=fields)
    return Opening(
        value=value,
        definition=definition,
        components=_components(indicator, value.components),
        units=() if dims or not with_units else tuple(_shares(post, run, indicator, below=unit_path)),
        run=run,
        inputs=run.inputs,
    )


def opened_single(
    post: ActingPost, *, code: str, unit_path: str, period: str, fields: Mapping[str, Kind]
) -> SingleOpening:
    definition = definition_now(code)
    run = current_run(definition.table, period) if definition else None
    if definition is None or run is None or code not in run.versions:
        raise ValueIsAbsent
    version = run.versions[code]
    indicator = compiled(definition_of(code, version), fields=fields)
    share = next(iter(_shares(post, run, indicator, below=unit_path)), None)
    if share is None:
        raise ValueIsAbsent
    return SingleOpening(
        share=share,
        definition=indicator.definition,
        version=version,
        components=_components(indicator, share.components),
        run=run,
        inputs=run.inputs,
    )


def _shares(post: ActingPost, run: Run, indicator: Compiled, *, below: str) -> Sequence[UnitShare]:
    return shares_below(post, run, indicator, below=below, others=run_of_period(run.table))


def _components(indicator: Compiled, values: Mapping[str, float | None]) -> tuple[OpenedComponent, ...]:
    return tuple(OpenedComponent(component=part, value=values.get(part.name)) for part in indicator.value.components)
