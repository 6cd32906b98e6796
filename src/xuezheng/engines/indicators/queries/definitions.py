"""Definitions in force, and the programs of tables."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.indicators.definitions import Definition, compiled
from xuezheng.engines.indicators.models import IndicatorVersion
from xuezheng.engines.indicators.programs import Program

MARKS = ("id", "fingerprint", "loaded_at", "imported_from")
_versions: dict[tuple[int, str, datetime, str], IndicatorVersion] = {}
"""By their marks: a version never changes, so it is read once, and only which ones are the newest is asked again."""


def newest_versions(*, table: str = "") -> dict[str, IndicatorVersion]:
    marks = list(IndicatorVersion.objects.order_by("code", "-number").distinct("code").values_list(*MARKS))
    unread = [mark[0] for mark in marks if mark not in _versions]
    if unread:
        read = IndicatorVersion.objects.in_bulk(unread)
        _versions.update({mark: read[mark[0]] for mark in marks if mark[0] in read})
    rows = [_versions[mark] for mark in marks]
    return {row.code: row for row in rows if not table or row.worded.table == table}


def definition_now(code: str) -> Definition | None:
    """The one in force."""
    row = IndicatorVersion.objects.filter(code=code).order_by("-number").first()
    return row.worded if row else None


def versions_until(moment: datetime) -> dict[str, IndicatorVersion]:
    """What was in force just before the moment."""
    rows = IndicatorVersion.objects.filter(loaded_at__lt=moment).order_by("code", "-number").distinct("code")
    return {row.code: row for row in rows}


def imported_versions() -> list[IndicatorVersion]:
    """No release words a code anew once a package did, so the newest of these is the one in force."""
    return list(IndicatorVersion.objects.exclude(imported_from="").order_by("code", "-number").distinct("code"))


def definition_of(code: str, number: int) -> Definition:
    return IndicatorVersion.objects.get(code=code, number=number).worded


def program_of(versions: Mapping[str, IndicatorVersion], fields: Mapping[str, Kind]) -> Program:
    """Read once for each wording: parsing hundreds of formulas takes longer than computing one county's anew."""
    return _read(tuple(version.worded for version in versions.values()), tuple(sorted(fields.items())))


@lru_cache(maxsize=64)
def _read(worded: tuple[Definition, ...], fields: tuple[tuple[str, Kind], ...]) -> Program:
    known = dict(fields)
    return Program(tuple(compiled(definition, fields=known) for definition in worded))
