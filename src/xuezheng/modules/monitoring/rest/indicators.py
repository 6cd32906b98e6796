"""Endpoints of indicators: their definitions, the values within the caller's scope, one value opened."""

from typing import Annotated
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Query

from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest.schemas import Output
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.monitoring.queries.below import opening_of
from xuezheng.modules.monitoring.queries.places import place_of
from xuezheng.modules.monitoring.rest import router

READ = "monitoring.read"
PeriodIn = Annotated[str, Query(max_length=12, description="As periods are written: 2018, 2018Q3, 2018-09.")]
UnitIn = Annotated[str, Query(max_length=20, description="Code of a unit; without it the caller's own scope.")]


class IndicatorOut(Output):
    """`measure` and `where` are in the platform's expression language; `is_percent` values are shown multiplied by 100."""

    code: str
    name_zh: str
    name_en: str
    table: str
    measure: str
    where: str
    by: list[str]
    better: str
    periods: list[str]
    unit_zh: str
    unit_en: str
    is_percent: bool
    decimals: int
    level_min: str
    source_zh: str
    source_en: str
    regulation: str
    regulation_date: str


class IndicatorValueOut(Output):
    """`dims` names the division, empty for the whole; `records` how many the value stands on."""

    unit_path: str
    period: str
    dims: str
    value: float | None
    records: int | None
    version: int
    run_id: UUID


class ComponentOut(Output):
    name: str
    text: str
    value: float | None


class InputOut(Output):
    """Data of a period as it was read, by its fingerprint."""

    period: str
    fingerprint: str


class IndicatorOpeningOut(Output):
    """All that stands behind one value."""

    code: str
    unit_path: str
    period: str
    value: float | None
    records: int | None
    version: int
    run_id: UUID
    components: list[ComponentOut]
    inputs: list[InputOut]


@router.reads("/indicators", returns=list[IndicatorOut], permission=READ)
def list_indicators(request: ApiRequest) -> list[Definition]:  # noqa: ARG001 - the router hands it to every endpoint
    """All indicators in force, by their code."""
    return indicators.definitions()


@router.reads("/indicators/{code}", returns=IndicatorOut, permission=READ)
def read_indicator(request: ApiRequest, code: str) -> Definition:  # noqa: ARG001 - the router hands it to every endpoint
    """One indicator as it is worded now."""
    return _definition(code)


@router.lists("/indicators/{code}/values", item=IndicatorValueOut, permission=READ, order="unit_path")
def list_indicator_values(request: ApiRequest, code: str, period: PeriodIn) -> QuerySet[Model]:
    """Values of a period down to the counties, as far as the caller's scope goes."""
    return indicators.values_of_indicator(request.post, code=_definition(code).code, period=period.replace("\x00", ""))


@router.reads("/indicators/{code}/opening", returns=IndicatorOpeningOut, permission=READ)
def open_indicator_value(request: ApiRequest, code: str, period: PeriodIn, unit: UnitIn = "") -> IndicatorOpeningOut:
    """One value with its components, the definition's version, the computation and the data it read."""
    definition, place = _definition(code), place_of(request.post, unit.replace("\x00", ""))
    found = opening_of(request.post, place, definition, period=period.replace("\x00", ""), with_units=False)
    return IndicatorOpeningOut(
        code=code,
        unit_path=place.path,
        period=period,
        value=found.value.value,
        records=found.value.records,
        version=found.value.version,
        run_id=found.run.id,
        components=[ComponentOut(name=each.name, text=each.text, value=each.value) for each in found.components],
        inputs=[InputOut(period=each, fingerprint=data) for each, data in sorted(found.inputs.items())],
    )


def _definition(code: str) -> Definition:
    found = indicators.definition_now(code.replace("\x00", ""))
    if found is None:
        raise NotFound(_("There is no such indicator. Look it up in the list of indicators."))
    return found
