"""Values of indicators in words: with their decimals and their unit, their change, what a division is called."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from django.utils import formats

from xuezheng.engines.formulas.facade import Component, FormulaError, component_in_words, formula_in_words
from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake.facade import LakeTable, option_title
from xuezheng.kernel.rounding import half_up, percentage
from xuezheng.modules.monitoring.measuring.reader import kinds_of

LARGE = 10_000
NOTHING = "—"
SINGULARS = Path(__file__).parent / "catalog" / "singulars.yaml"


def shown(value: float, definition: Definition) -> Decimal:
    """As it is read: a share as a percentage, with as many decimals as are defined."""
    return percentage(value, definition.decimals) if definition.is_percent else half_up(value, definition.decimals)


def written(value: float | None, definition: Definition) -> str:
    """87.4%, 1,204 间."""
    if value is None:
        return NOTHING
    return with_unit(plain(shown(value, definition), decimals=definition.decimals), definition)


def with_unit(number: str, definition: Definition) -> str:
    """A written number with its sign of percent or its unit: 1 school, 2 schools."""
    if definition.is_percent:
        return f"{number}%"
    unit = singulars().get(definition.unit, definition.unit) if number == "1" else definition.unit
    return f"{number} {unit}".strip()


@cache
def singulars() -> dict[str, str]:
    """English units by their word for many."""
    return dict(yaml.safe_load(SINGULARS.read_text(encoding="utf-8"))["singulars"])


def legend_format(definition: Definition) -> str:
    """Of a map's steps, in d3's terms: 87.4% for a share, without needless zeros."""
    return f",.{definition.decimals}~{'%' if definition.is_percent else 'f'}"


def change_written(value: float | None, before: float | None, definition: Definition) -> str:
    """Against the period before, with its sign: +1.2, −30; empty where there is nothing to compare."""
    if value is None or before is None:
        return ""
    change = shown(value, definition) - shown(before, definition)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{plain(abs(change), decimals=definition.decimals)}"


def plain(value: Decimal, *, decimals: int) -> str:
    return formats.number_format(value, decimal_pos=decimals, force_grouping=abs(value) >= LARGE)


def amount(value: float | None) -> str:
    """A component: whole as it is, else with at most two decimals."""
    if value is None:
        return NOTHING
    rounded = half_up(value, 2).normalize()
    digits = max(0, -int(rounded.as_tuple().exponent))
    return formats.number_format(rounded, decimal_pos=digits, force_grouping=abs(value) >= LARGE)


def component_title(component: Component, table: LakeTable | None) -> str:
    """sum(classrooms) where … in words: sum of Classrooms. Which records are meant is said once, beside."""
    return component_in_words(component, _Titles(table))


def in_words(formula: str, table: LakeTable | None) -> str:
    """stage in ('primary', 'point') in words: Stage one of (Primary school, Teaching point). As it is written where a column is
    no longer there."""
    if table is None or not formula:
        return formula
    try:
        return formula_in_words(formula, fields=kinds_of(table), titles=_Titles(table))
    except FormulaError:
        return formula


class _Titles:
    """What columns of a table and their options are called."""

    def __init__(self, table: LakeTable | None) -> None:
        self.titles = {column.name: column.title for column in table.columns} if table else {}

    def of_field(self, name: str) -> str:
        return self.titles.get(name, name)

    def of_option(self, field: str, text: str) -> str:
        return option_title(field, text)


def division(dims: str) -> str:
    """urban_rural=rural;stage=primary in words: Countryside · Primary school."""
    parts = [part.partition("=") for part in dims.split(";")]
    return " · ".join(option_title(column, option) for column, _is, option in parts)
