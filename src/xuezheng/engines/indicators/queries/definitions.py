"""Definitions in force, and the programs of tables."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.definitions import Definition, compiled
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.indicators.programs import Program


def newest_versions(*, table: str = "") -> dict[str, IndicatorVersion]:
    rows = IndicatorVersion.objects.order_by("code", "-number").distinct("code")
    return {row.code: row for row in rows if not table or row.definition["table"] == table}


def definition_now(code: str) -> Definition | None:
    """The one in force."""
    row = IndicatorVersion.objects.filter(code=code).order_by("-number").first()
    return Definition.from_dict(row.definition) if row else None


def versions_until(moment: datetime) -> dict[str, IndicatorVersion]:
    """What was in force just before the moment."""
    rows = IndicatorVersion.objects.filter(loaded_at__lt=moment).order_by("code", "-number").distinct("code")
    return {row.code: row for row in rows}


def imported_versions() -> list[IndicatorVersion]:
    """No release words a code anew once a package did, so the newest of these is the one in force."""
    return list(IndicatorVersion.objects.exclude(imported_from="").order_by("code", "-number").distinct("code"))


def definition_of(code: str, number: int) -> Definition:
    return Definition.from_dict(IndicatorVersion.objects.get(code=code, number=number).definition)


def program_of(versions: Mapping[str, IndicatorVersion], fields: Mapping[str, Kind]) -> Program:
    """Read once for each wording: parsing hundreds of formulas takes longer than computing one county's anew."""
    kept = tuple(json.dumps(version.definition, sort_keys=True) for version in versions.values())
    return _read(kept, tuple(sorted(fields.items())))


@lru_cache(maxsize=64)
def _read(kept: tuple[str, ...], fields: tuple[tuple[str, Kind], ...]) -> Program:
    known = dict(fields)
    return Program(tuple(compiled(Definition.from_dict(json.loads(text)), fields=known) for text in kept))
