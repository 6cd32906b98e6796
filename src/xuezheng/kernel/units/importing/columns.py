"""The columns of an import file with their heads in both languages, and reading a cell's words as codes."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from xuezheng.kernel.pages.tables import TableColumn, template_workbook
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.kinds import Settlement, UnitKind, listed

CATALOG = Path(__file__).parents[1] / "catalog" / "import_words.yaml"
COLUMNS = (
    TableColumn(
        key="name",
        title=gettext_lazy("Unit name"),
        aliases=["单位名称", "名称", "学校名称", "name", "unit name"],
        required=True,
        width=30,
    ),
    TableColumn(
        key="kind", title=gettext_lazy("Unit kind"), aliases=["单位类型", "类型", "办学类型", "kind"], required=True
    ),
    TableColumn(
        key="code",
        title=gettext_lazy("Unit code"),
        aliases=["单位代码", "代码", "标识码", "学校标识码", "code", "unit code"],
        required=True,
    ),
    TableColumn(
        key="parent_code",
        title=gettext_lazy("Code of the unit above"),
        aliases=["上级单位代码", "上级代码", "主管部门代码", "parent code", "parent"],
        required=True,
    ),
    TableColumn(key="short_name", title=gettext_lazy("Short name"), aliases=["简称", "short name"]),
    TableColumn(
        key="aliases", title=gettext_lazy("Other names"), aliases=["别名", "其他名称", "曾用名", "aliases"], width=24
    ),
    TableColumn(
        key="region_code", title=gettext_lazy("Region code"), aliases=["行政区划代码", "区划代码", "region code"]
    ),
    TableColumn(
        key="urban_rural", title=gettext_lazy("Urban or rural"), aliases=["城乡类型", "城乡分类", "urban or rural"]
    ),
    TableColumn(key="opened_on", title=gettext_lazy("Opened on"), aliases=["启用日期", "设立日期", "opened on"]),
)

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 00:00:00)?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SEPARATORS = re.compile(r"[、，,；;|]+")


def template() -> bytes:
    """An empty workbook to fill in, with one row that would be accepted under such a bureau."""
    example = {
        "name": _("Second Primary School of the Demonstration County"),
        "kind": str(UnitKind.PRIMARY.label),
        "code": "2141999999",
        "parent_code": "411525",
        "region_code": "411525",
        "urban_rural": str(Settlement.TOWN.label),
        "opened_on": "2026-09-01",
    }
    return template_workbook(COLUMNS, sheet=_("Units"), examples=[example])


def kind_from(text: str) -> str:
    """The code of a kind, from its code or its name in either language."""
    return _choice(text, UnitKind, field="kind")


def settlement_from(text: str) -> str:
    return _choice(text, Settlement, field="urban_rural") if text else ""


def date_from(text: str) -> date | None:
    """None for an empty cell."""
    if not text:
        return None
    found = _DATE.fullmatch(text) or _EIGHT.fullmatch(text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise Refusal(_("“%(text)s” is no date. Write it as 2026-09-01.") % {"text": text}, field="opened_on")


def aliases_from(text: str) -> list[str]:
    return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]


def check_no_formula(text: str, *, field: str) -> None:
    """A name that a spreadsheet would calculate is a mistake or an attack on whoever opens the next export."""
    if text[:1] in {"=", "+", "@"} or text[:2] in {"-=", "-+"}:
        raise Refusal(_("“%(text)s” is a formula. Write the value itself.") % {"text": text[:40]}, field=field)


def _choice(text: str, choices: type[TextChoices], *, field: str) -> str:
    found = _words(choices, field).get(text.casefold())
    if found is None:
        raise Refusal(
            _("“%(text)s” is none of: %(right)s.") % {"text": text, "right": listed(choices.labels)}, field=field
        )
    return found


@cache
def _words(choices: type[TextChoices], field: str) -> dict[str, str]:
    """Every word for each value: its code, its label in each language, and what the catalogue adds."""
    words = {word: value for value, known in _catalogue()[field].items() for word in known}
    for language in ("zh-hans", "en"):
        with override(language):
            words |= {str(label).casefold(): str(value) for value, label in choices.choices}
    return words | {str(value).casefold(): str(value) for value in choices.values}


@cache
def _catalogue() -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return read
