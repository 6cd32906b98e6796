"""A definition as text of a catalogue: read again it is the same, and the same definition always gives the same text."""

from datetime import date
from typing import Any

import yaml

from xuezheng.engines.indicators.definitions import Definition

WIDTH = 120


def text_of(definition: Definition) -> str:
    """Keys in the order in which people read them; what stands as is where nothing is stated is left out."""
    return yaml.safe_dump([_stated(definition)], allow_unicode=True, sort_keys=False, width=WIDTH)


def _stated(definition: Definition) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "code": definition.code,
        "name": {"zh": definition.name_zh, "en": definition.name_en},
        "table": definition.table,
        "measure": definition.measure,
        "where": definition.where,
        "by": list(definition.by),
        "better": definition.better,
        "unit": _both(definition.unit_zh, definition.unit_en),
        "decimals": definition.decimals,
        "periods": list(definition.periods),
        "level_min": definition.level_min,
        "effort": definition.effort,
        "meets": definition.meets,
        "target_style": definition.target_style,
        "source": _both(definition.source_zh, definition.source_en),
        "regulation": _regulation(definition),
    }
    return {key: value for key, value in stated.items() if value not in ("", [], {})}


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en} if zh or en else {}


def _regulation(definition: Definition) -> dict[str, Any]:
    if not definition.regulation and not definition.regulation_date:
        return {}
    try:
        dated: date | str = date.fromisoformat(definition.regulation_date)
    except ValueError:
        dated = definition.regulation_date
    return {"name": definition.regulation, "date": dated}
