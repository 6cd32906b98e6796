"""Values of indicators in words: with their decimals and their unit, their change, what a division is called."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.lake.facade import LakeTable

OPTION_TITLES = Path(__file__).parent / "catalog" / "option_titles.yaml"
LARGE = 10_000
NAME = re.compile(r"\b[a-z_][a-z0-9_]*\b")
FUNCTIONS = {
    "sum": gettext_lazy("sum of %(what)s"),
    "count": gettext_lazy("records with %(what)s"),
    "distinct": gettext_lazy("different values of %(what)s"),
    "min": gettext_lazy("lowest %(what)s"),
    "max": gettext_lazy("highest %(what)s"),
    "median": gettext_lazy("median of %(what)s"),
}
NOTHING = "—"


def shown(value: float, definition: Definition) -> Decimal:
    """As it is read: a share as a percentage, with as many decimals as are defined."""
    return round(Decimal(repr(value * 100 if definition.is_percent else value)), definition.decimals)


def written(value: float | None, definition: Definition) -> str:
    """87.4%, 1,204 间."""
    if value is None:
        return NOTHING
    text = plain(shown(value, definition), decimals=definition.decimals)
    return f"{text}%" if definition.is_percent else f"{text} {definition.unit}".strip()


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
    titles = {column.name: column.title for column in table.columns} if table else {}
    named = NAME.sub(lambda found: titles.get(found[0], found[0]), _bare(inner))
    return str(FUNCTIONS[function]) % {"what": named} if function in FUNCTIONS else named


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
    place = 1 if (get_language() or "").startswith("en") else 0
    values = [part.partition("=")[2] for part in dims.split(";")]
    return " · ".join(option_titles()[value][place] if value in option_titles() else value for value in values)


@cache
def option_titles() -> dict[str, tuple[str, str]]:
    """(Chinese, English) by option, as the catalogue of the module calls them."""
    read = yaml.safe_load(OPTION_TITLES.read_text(encoding="utf-8"))
    return {str(option): (str(zh), str(en)) for option, (zh, en) in read["titles"].items()}
