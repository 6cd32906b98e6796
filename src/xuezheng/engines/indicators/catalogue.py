"""Reading definitions from YAML files: each entry checked whole, and refused with its file, line and reason."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from xuezheng.engines.formulas.facade import FormulaError, Kind
from xuezheng.engines.indicators.definitions import DEPTHS, Compiled, Definition, compiled
from xuezheng.engines.indicators.refusals import DefinitionIsRefused
from xuezheng.engines.indicators.tables import TableShapes
from xuezheng.kernel.calendar.facade import PeriodKind
from xuezheng.kernel.catalogues.loader import composed
from xuezheng.kernel.catalogues.misread import line_of, what_is_wrong

KEYS = {
    "code", "name", "table", "measure", "where", "by", "better", "unit", "decimals", "periods", "level_min", "effort",
    "meets", "target_style", "source", "regulation",
}  # fmt: skip
PARTS_OF_REGULATION = ("name", "date")
NEEDED = ("code", "name", "table", "measure", "better", "periods")
CHOICES = {
    "better": ("higher", "lower"),
    "level_min": tuple(DEPTHS),
    "target_style": ("share", "count", "average"),
}
MOST_CUTS = 4
CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
_files: list[Path] = []


def register_catalog(path: Path) -> None:
    """A YAML file of definitions, or a folder of such files; read when definitions are loaded."""
    if path not in _files:
        _files.append(path)


def registered_files() -> list[Path]:
    return [file for path in _files for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]


def catalogued() -> list[Definition]:
    """What stands in the registered catalogues, by their words only: no formula is read, no database asked."""
    return [entry.definition() for file in registered_files() for entry in entries_of(file)]


def read_catalogs(files: list[Path], *, tables: TableShapes) -> list[Compiled]:
    """All definitions of the files; the first that cannot be taken is refused."""
    found: dict[str, Compiled] = {}
    for file in files:
        for entry in entries_of(file):
            read = entry.compiled(tables)
            if read.definition.code in found:
                raise entry.refusal("code", _("“%(code)s” is defined already.") % {"code": read.definition.code})
            found[read.definition.code] = read
    return list(found.values())


def read_definition(text: str, *, name: str, tables: TableShapes) -> Definition:
    """The one definition of a text that came from elsewhere: checked as those of a catalogue are."""
    found = list(entries_in(text, name=name))
    if len(found) != 1:
        raise DefinitionIsRefused(_("Here stands exactly one definition."), file=name, line=1)
    return found[0].compiled(tables).definition


def entries_of(file: Path) -> Iterator["Entry"]:
    return entries_in(file.read_text(encoding="utf-8"), name=file.name)


def entries_in(text: str, *, name: str) -> Iterator["Entry"]:
    try:
        tree = composed(text)
    except yaml.YAMLError as error:
        reason = _("This is not YAML %(problem)s.") % {"problem": what_is_wrong(error)}
        raise DefinitionIsRefused(reason, file=name, line=line_of(error, text)) from error
    if tree is None:
        return
    if not isinstance(tree, yaml.SequenceNode):
        raise DefinitionIsRefused(_("A catalogue is a list of definitions."), file=name, line=1)
    for node in tree.value:
        if not isinstance(node, yaml.MappingNode):
            raise DefinitionIsRefused(
                _("A definition has keys: %(keys)s.") % {"keys": ", ".join(sorted(KEYS))},
                file=name,
                line=node.start_mark.line + 1,
            )
        yield _entry(node, name)


def _entry(node: yaml.MappingNode, name: str) -> "Entry":
    found = Entry(file=name, line=node.start_mark.line + 1, lines=dict(_lines(node)), values={})
    for key, value in node.value:
        try:
            found.values[str(key.value)] = yaml.constructor.SafeConstructor().construct_document(value)
        except (yaml.YAMLError, ValueError, TypeError) as error:
            raise found.refusal(str(key.value), _("This value cannot be read.")) from error
    return found


def _lines(node: yaml.MappingNode) -> Iterator[tuple[str, int]]:
    """Of each key, and of what stands in it: regulation.date, periods.0."""
    for key, value in node.value:
        yield str(key.value), _first_line(value)
        if isinstance(value, yaml.MappingNode):
            yield from ((f"{key.value}.{inner.value}", inner.start_mark.line + 1) for inner, _value in value.value)
        if isinstance(value, yaml.SequenceNode):
            yield from ((f"{key.value}.{place}", item.start_mark.line + 1) for place, item in enumerate(value.value))


def _first_line(value: yaml.Node) -> int:
    """A text set off by | or > begins below its mark."""
    set_off = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
    return int(value.start_mark.line) + (2 if set_off else 1)


class Entry:
    """One definition as it stands in the file, with the line of each key."""

    def __init__(self, *, file: str, line: int, lines: Mapping[str, int], values: dict[str, Any]) -> None:
        self.file, self.line, self.lines, self.values = file, line, lines, values

    def refusal(self, key: str, reason: str, *, part: str | int = "", below: int = 0) -> DefinitionIsRefused:
        """At the key, or at what stands in it."""
        line = self.lines.get(f"{key}.{part}", self.lines.get(key, self.line))
        return DefinitionIsRefused(f"{key}: {reason}", file=self.file, line=line + below)

    def compiled(self, tables: TableShapes) -> Compiled:
        definition = self.definition()
        try:
            fields, kept = tables.fields(definition.table), tables.period_kind(definition.table)
        except KeyError as error:
            raise self.refusal("table", _("There is no table “%(table)s”.") % {"table": definition.table}) from error
        self._check_periods(definition, kept)
        self._check_cuts(definition, fields)
        try:
            read = compiled(definition, fields=fields)
        except FormulaError:
            for key in ("where", "measure", "effort", "meets"):
                self._check_formula(key, definition, fields)
            raise
        self._check_divisors(read)
        return read

    def _check_formula(self, key: str, definition: Definition, fields: Mapping[str, Kind]) -> None:
        """One formula at a time, so that the refusal names the key."""
        alone = Definition.from_dict(
            definition.as_dict()
            | {"where": "", "effort": "", "meets": "", "measure": "count(*)"}
            | {key: getattr(definition, key)}
        )
        try:
            compiled(alone, fields=fields)
        except FormulaError as error:
            raise self.refusal(key, str(error), below=error.line - 1) from error

    def _check_divisors(self, read: Compiled) -> None:
        """The filter first: it is in all the others."""
        formulas = {"where": read.counted, "measure": read.value, "effort": read.effort, "meets": read.meets}
        for key, formula in formulas.items():
            if formula is not None and formula.divides_by_nothing:
                raise self.refusal(key, _("It divides by 0, so that it never has a value."))

    def _check_periods(self, definition: Definition, kept: PeriodKind) -> None:
        """A value is of one period of its table's records: there is nothing that another sort of period is computed from."""
        for place, given in enumerate(definition.periods):
            if given != kept:
                raise self.refusal(
                    "periods",
                    _(
                        "“%(table)s” is kept by %(kept)s, so that nothing is computed by %(given)s. Here stands [%(kept)s]."
                    )
                    % {"table": definition.table, "kept": kept, "given": given},
                    part=place,
                )

    def _check_cuts(self, definition: Definition, fields: Mapping[str, Kind]) -> None:
        if len(definition.by) > MOST_CUTS:
            raise self.refusal("by", _("At most %(most)s columns divide an indicator.") % {"most": MOST_CUTS})
        for place, column in enumerate(definition.by):
            if fields.get(column) not in (Kind.TEXT, Kind.BOOLEAN):
                reason = _("“%(column)s” is no column of texts or yes and no.") % {"column": column}
                raise self.refusal("by", reason, part=place)

    def definition(self) -> Definition:
        self._check_keys()
        name, source, unit = self._both("name"), self._both("source"), self._unit()
        regulation = self._regulation()
        return Definition(
            code=self._text("code"),
            name_zh=name[0],
            name_en=name[1],
            table=self._text("table"),
            measure=self._text("measure"),
            better=self._text("better"),
            periods=tuple(self._list("periods")),
            where=self._text("where"),
            by=tuple(self._list("by")),
            unit_zh=unit[0],
            unit_en=unit[1],
            decimals=int(self.values.get("decimals", 1)),
            level_min=self._text("level_min") or "school",
            effort=self._text("effort"),
            meets=self._text("meets"),
            target_style=self._text("target_style") or "share",
            source_zh=source[0],
            source_en=source[1],
            regulation=regulation.get("name", ""),
            regulation_date=regulation.get("date", ""),
        )

    def _check_keys(self) -> None:
        for key in self.values:
            if key not in KEYS:
                raise self.refusal(
                    key, _("There is no such key. There are: %(keys)s.") % {"keys": ", ".join(sorted(KEYS))}
                )
        for key in NEEDED:
            if not self.values.get(key):
                raise self.refusal(key, _("This is needed."))
        if not CODE.fullmatch(self._text("code")):
            raise self.refusal("code", _("A code has lower-case letters, digits and underscores."))
        self._check_choices()

    def _check_choices(self) -> None:
        for key, choices in CHOICES.items():
            if key in self.values and self.values[key] not in choices:
                raise self.refusal(key, _("One of %(choices)s.") % {"choices": ", ".join(choices)})
        decimals = self.values.get("decimals", 1)
        if type(decimals) is not int or not 0 <= decimals <= 6:
            raise self.refusal("decimals", _("A whole number from 0 to 6."))
        for place, period in enumerate(self._list("periods")):
            if period not in {kind.value for kind in PeriodKind}:
                raise self.refusal("periods", _("One of %(choices)s.") % {"choices": ", ".join(PeriodKind)}, part=place)

    def _unit(self) -> tuple[str, str]:
        """One for both languages, or one for each."""
        if isinstance(self.values.get("unit"), dict):
            return self._both("unit")
        return self._text("unit"), self._text("unit")

    def _regulation(self) -> dict[str, str]:
        given = self.values.get("regulation") or {}
        if not isinstance(given, dict):
            raise self.refusal("regulation", _("Here stand name and date."))
        for part in given:
            if part not in PARTS_OF_REGULATION:
                reason = _("There is no such key “%(part)s”. Here stand name and date.") % {"part": part}
                raise self.refusal("regulation", reason, part=part)
        return {part: self._plain("regulation", value, part=part) for part, value in given.items()}

    def _both(self, key: str) -> tuple[str, str]:
        given = self.values.get(key) or {"zh": "", "en": ""}
        if not isinstance(given, dict) or set(given) != {"zh", "en"}:
            raise self.refusal(key, _("Here stand zh and en."))
        both = self._plain(key, given["zh"], part="zh"), self._plain(key, given["en"], part="en")
        if key in NEEDED and not all(both):
            raise self.refusal(key, _("This is needed."), part="en" if both[0] else "zh")
        return both

    def _list(self, key: str) -> list[str]:
        given = self.values.get(key) or []
        if not isinstance(given, list):
            return [self._plain(key, given)]
        found: list[str] = []
        for place, value in enumerate(given):
            text = self._plain(key, value, part=place)
            if text in found:
                raise self.refusal(key, _("“%(value)s” stands here twice.") % {"value": text}, part=place)
            found.append(text)
        return found

    def _text(self, key: str) -> str:
        return self._plain(key, self.values.get(key))

    def _plain(self, key: str, value: object, *, part: str | int = "") -> str:
        """A text, a number or a day as text; nothing where nothing stands."""
        if isinstance(value, dict | list | set | tuple):
            raise self.refusal(key, _("Here stands one text."), part=part)
        return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
