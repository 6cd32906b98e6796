"""Values of indicators in words: with their decimals and their unit, their change, what a division is called."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake.facade import LakeTable, option_title

LARGE = 10_000
WORD = re.compile(r"'[^']*'|\b[a-z_][a-z0-9_]*\b")
OPERATORS = {
    "and": gettext_lazy("and also"),
    "or": gettext_lazy("or also"),
    "not": gettext_lazy("not so that"),
    "in": gettext_lazy("one of"),
    "share": gettext_lazy("share of records with"),
    "sum": gettext_lazy("sum of"),
    "avg": gettext_lazy("mean of"),
    "count": gettext_lazy("number of"),
    "median": gettext_lazy("median of"),
    "true": gettext_lazy("yes"),
    "false": gettext_lazy("no"),
}
FUNCTIONS = {
    "sum": gettext_lazy("sum of %(what)s"),
    "count": gettext_lazy("records with %(what)s"),
    "distinct": gettext_lazy("different values of %(what)s"),
    "min": gettext_lazy("lowest %(what)s"),
    "max": gettext_lazy("highest %(what)s"),
    "median": gettext_lazy("median of %(what)s"),
}
NOTHING = "—"
SINGULARS = Path(__file__).parent / "catalog" / "singulars.yaml"


def shown(value: float, definition: Definition) -> Decimal:
    """As it is read: a share as a percentage, with as many decimals as are defined."""
    return round(Decimal(repr(value * 100 if definition.is_percent else value)), definition.decimals)


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
    rounded = round(Decimal(repr(value)), 2).normalize()
    digits = max(0, -int(rounded.as_tuple().exponent))
    return formats.number_format(rounded, decimal_pos=digits, force_grouping=abs(value) >= LARGE)


def component_title(text: str, table: LakeTable | None) -> str:
    """sum(classrooms) where … in words: sum of “Classrooms”. Which records are meant is said once, beside."""
    gathered, _where, _of = text.partition(" where ")
    function, _open, inner = gathered.partition("(")
    inner = inner.removesuffix(")")
    if function == "count" and inner == "true":
        return _("records")
    named = in_words(_bare(inner), table)
    return str(FUNCTIONS[function]) % {"what": named} if function in FUNCTIONS else named


def in_words(formula: str, table: LakeTable | None) -> str:
    """stage in ('primary', 'point') in words: Stage one of (Primary school, Teaching point)."""
    titles = {column.name: column.title for column in table.columns} if table else {}
    column = ""

    def word(found: re.Match[str]) -> str:
        nonlocal column
        text = found[0]
        if text.startswith("'"):
            return option_title(column, text.strip("'"))
        column = text if text in titles else column
        return titles.get(text) or str(OPERATORS.get(text, text))

    return WORD.sub(word, formula)


def _bare(text: str) -> str:
    """Without brackets around the whole: ((a > 0)) is a > 0."""
    while text.startswith("(") and text.endswith(")") and _closes_at(text) == len(text) - 1:
        text = text[1:-1]
    return text


def _closes_at(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return -1


def division(dims: str) -> str:
    """urban_rural=rural;stage=primary in words: Countryside · Primary school."""
    parts = [part.partition("=") for part in dims.split(";")]
    return " · ".join(option_title(column, option) for column, _is, option in parts)
