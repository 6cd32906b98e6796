"""Record tables as modules declare them in YAML. A bad declaration is refused with file, line and reason when it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.lake.refusals import DeclarationIsWrong, TableIsUnknown
from xuezheng.kernel.catalogues.loader import Loader

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
DECIMAL = pa.decimal128(18, 4)
"""Exact, so that sums are the same in whatever order parts are read."""
TYPES: Mapping[str, pa.DataType] = {
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "text": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
KINDS = {
    "integer": _("whole number"),
    "decimal": _("number with decimals"),
    "text": _("plain text"),
    "date": _("day"),
    "boolean": _("yes or no"),
}
PERIODS, LEVELS, CLASSES = ("year", "quarter", "month"), ("unit", "person"), ("none", "basic", "sensitive")
ADDED = ("unit_code", "unit_path")
RESERVED = {*ADDED, "period", "people", "suppressed"}
"""Columns every stored row carries beside the declared ones."""
TABLE_KEYS = {"code", "name", "about", "periods", "level", "key", "unit", "columns"}
COLUMN_KEYS = {"name", "type", "title", "required", "least", "most", "options", "personal"}


@dataclass(frozen=True, kw_only=True)
class LakeColumn:
    name: str
    type: str
    title_zh: str
    title_en: str
    required: bool = False
    least: float | None = None
    most: float | None = None
    options: tuple[str, ...] = ()
    personal: str = "none"

    @property
    def title(self) -> str:
        return self.title_en if _english() else self.title_zh

    @property
    def kind(self) -> str:
        """What stands in it, in the reader's words."""
        return str(KINDS[self.type])

    @property
    def arrow(self) -> pa.DataType:
        return TYPES[self.type]


@dataclass(frozen=True, kw_only=True)
class LakeTable:
    code: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    periods: str
    level: str
    key: tuple[str, ...]
    unit: str
    columns: tuple[LakeColumn, ...]

    @property
    def name(self) -> str:
        return self.name_en if _english() else self.name_zh

    @property
    def about(self) -> str:
        return self.about_en if _english() else self.about_zh

    @property
    def is_of_people(self) -> bool:
        return self.level == "person"

    @property
    def schema(self) -> pa.Schema:
        """Of the stored rows."""
        added = [pa.field(name, pa.string(), nullable=False) for name in ADDED]
        return pa.schema([*added, *(pa.field(column.name, column.arrow) for column in self.columns)])


_tables: dict[str, LakeTable] = {}


def register_catalog(path: Path) -> None:
    """Every *.yaml of the folder declares a table. Read again, the same file changes nothing."""
    for file in sorted(path.glob("*.yaml")):
        table = read_declaration(file)
        if _tables.get(table.code, table) != table:
            raise DeclarationIsWrong(file.name, 1, f"another table is called {table.code}")
        _tables[table.code] = table


def tables() -> Mapping[str, LakeTable]:
    return dict(_tables)


def get_table(code: str) -> LakeTable:
    if code not in _tables:
        raise TableIsUnknown
    return _tables[code]


def read_declaration(file: Path) -> LakeTable:
    return _Reader(file).table()


class _Lined(dict[str, Any]):
    """A mapping that knows the line it begins on and those of its keys."""

    line: int
    lines: dict[str, int]


class _Loader(Loader):
    """Plain YAML whose mappings know their lines."""


def _lined(loader: yaml.SafeLoader, node: yaml.Node) -> _Lined:
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "a mapping is expected", node.start_mark)
    found = _Lined({str(key): value for key, value in loader.construct_mapping(node, deep=True).items()})
    found.line = node.start_mark.line + 1
    found.lines = {str(key.value): key.start_mark.line + 1 for key, _value in node.value}
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _lined)


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file

    def table(self) -> LakeTable:
        stated = self._parsed()
        self._keys(stated, known=TABLE_KEYS, needed=TABLE_KEYS)
        columns = self._columns(stated)
        names = {column.name: column for column in columns}
        key = tuple(stated["key"]) if isinstance(stated["key"], list) else ()
        self._check(stated, "code", NAME.fullmatch(str(stated["code"])) is not None, "a name in a-z, 0-9 and _")
        self._check(stated, "periods", stated["periods"] in PERIODS, f"one of {', '.join(PERIODS)}")
        self._check(stated, "level", stated["level"] in LEVELS, f"one of {', '.join(LEVELS)}")
        self._check(stated, "key", bool(key) and all(name in names for name in key), "a list of declared columns")
        unit = names.get(str(stated["unit"]))
        self._check(
            stated,
            "unit",
            unit is not None and unit.type == "text" and unit.required,
            "a declared, required text column",
        )
        sensitive = any(column.personal != "none" for column in columns)
        self._check(stated, "level", stated["level"] == "person" or not sensitive, "person where a column is personal")
        name, about = self._words(stated, "name"), self._words(stated, "about")
        return LakeTable(
            code=stated["code"],
            name_zh=name[0],
            name_en=name[1],
            about_zh=about[0],
            about_en=about[1],
            periods=stated["periods"],
            level=stated["level"],
            key=key,
            unit=stated["unit"],
            columns=columns,
        )

    def _parsed(self) -> _Lined:
        try:
            stated = yaml.load(self.file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe one with line numbers
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise DeclarationIsWrong(self.file.name, line, error.problem or "no YAML") from error
        if not isinstance(stated, _Lined):
            raise DeclarationIsWrong(self.file.name, 1, "a table is a mapping of code, name, columns …")
        return stated

    def _columns(self, stated: _Lined) -> tuple[LakeColumn, ...]:
        items = stated["columns"]
        self._check(stated, "columns", isinstance(items, list) and bool(items), "a list of columns")
        columns: dict[str, LakeColumn] = {}
        for item in items:
            if not isinstance(item, _Lined):
                raise DeclarationIsWrong(
                    self.file.name, stated.lines["columns"], "a column is a mapping of name, type, title …"
                )
            column = self._column(item)
            self._check(item, "name", column.name not in columns, "a name no other column has")
            columns[column.name] = column
        return tuple(columns.values())

    def _column(self, item: _Lined) -> LakeColumn:
        self._keys(item, known=COLUMN_KEYS, needed={"name", "type", "title"})
        name = str(item["name"])
        self._check(item, "name", NAME.fullmatch(name) is not None and name not in RESERVED, "a name in a-z, 0-9 and _")
        self._check(item, "type", item["type"] in TYPES, f"one of {', '.join(TYPES)}")
        number = item["type"] in {"integer", "decimal"}
        for bound in ("least", "most"):
            right = bound not in item or (number and type(item[bound]) in {int, float})
            self._check(item, bound, right, "a number, on a column of numbers")
        options = item.get("options", [])
        right = isinstance(options, list) and all(isinstance(option, str) for option in options)
        self._check(item, "options", right and (not options or item["type"] == "text"), "texts, on a column of texts")
        self._check(item, "personal", item.get("personal", "none") in CLASSES, f"one of {', '.join(CLASSES)}")
        self._check(item, "required", type(item.get("required", False)) is bool, "true or false")
        zh, en = self._words(item, "title")
        return LakeColumn(
            name=name,
            type=item["type"],
            title_zh=zh,
            title_en=en,
            required=item.get("required", False),
            least=item.get("least"),
            most=item.get("most"),
            options=tuple(options),
            personal=item.get("personal", "none"),
        )

    def _words(self, item: _Lined, key: str) -> tuple[str, str]:
        words = item[key]
        self._check(item, key, isinstance(words, dict) and {"zh", "en"} == set(words), "texts in zh and en")
        return str(words["zh"]), str(words["en"])

    def _keys(self, item: _Lined, *, known: set[str], needed: set[str]) -> None:
        for name in item:
            self._check(item, name, name in known, f"one of {', '.join(sorted(known))}", value=name)
        if missing := sorted(needed - set(item)):
            raise DeclarationIsWrong(self.file.name, item.line, f"{missing[0]} is missing")

    def _check(self, item: _Lined, key: str, right: bool, wanted: str, *, value: str = "") -> None:
        if not right:
            shown = value or f"{key}: {item.get(key)}"
            raise DeclarationIsWrong(
                self.file.name, item.lines.get(key, item.line), f"“{shown[:60]}” is not right; it should be {wanted}"
            )


def _english() -> bool:
    return (get_language() or "").startswith("en")
