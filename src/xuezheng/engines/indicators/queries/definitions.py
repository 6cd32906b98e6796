"""Definitions in force, and the programs of tables."""

from collections.abc import Mapping

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.definitions import Definition, compiled
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.indicators.programs import Program


def newest_versions(*, table: str = "") -> dict[str, IndicatorVersion]:
    rows = IndicatorVersion.objects.order_by("code", "-number").distinct("code")
    return {row.code: row for row in rows if not table or row.definition["table"] == table}


def definition_of(code: str, number: int) -> Definition:
    return Definition.from_dict(IndicatorVersion.objects.get(code=code, number=number).definition)


def program_of(versions: Mapping[str, IndicatorVersion], fields: Mapping[str, Kind]) -> Program:
    return Program(
        tuple(compiled(Definition.from_dict(version.definition), fields=fields) for version in versions.values())
    )
