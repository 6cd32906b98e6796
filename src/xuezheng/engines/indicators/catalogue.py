"""Reading definitions from YAML files: each entry checked whole, and refused with its file, line and reason."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from xuezheng.engines.formulas.facade import FormulaError, Kind
from xuezheng.engines.indicators.definitions import DEPTHS, Compiled, Definition, compiled
from xuezheng.engines.indicators.refusals import DefinitionIsRefused
from xuezheng.kernel.calendar.facade import PeriodKind
from xuezheng.kernel.catalogues.loader import LOADER
from xuezheng.kernel.catalogues.misread import line_of, what_is_wrong

KEYS = {
    "code", "name", "table", "measure", "where", "by", "better", "unit", "decimals", "periods", "level_min", "effort",
    "meets", "target_style", "source", "regulation",
}  # fmt: skip
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


def read_catalogs(files: list[Path], *, fields_of: Callable[[str], Mapping[str, Kind]]) -> list[Compiled]:
    """All definitions of the files; the first that cannot be taken is refused."""
    found: dict[str, Compiled] = {}
    for file in files:
        for entry in entries_of(file):
            read = entry.compiled(fields_of)
            if read.definition.code in found:
                raise entry.refusal("code", _("“%(code)s” is defined already.") % {"code": read.definition.code})
            found[read.definition.code] = read
    return list(found.values())


def read_definition(text: str, *, name: str, fields_of: Callable[[str], Mapping[str, Kind]]) -> Definition:
    """The one definition of a text that came from elsewhere: checked as those of a catalogue are."""
    found = list(entries_in(text, name=name))
    if len(found) != 1:
        raise DefinitionIsRefused(_("Here stands exactly one definition."), file=name, line=1)
    try:
        return found[0].compiled(fields_of).definition
    except (TypeError, ValueError, AttributeError) as error:
        raise DefinitionIsRefused(_("A value is of the wrong kind."), file=name, line=found[0].line) from error


def entries_of(file: Path) -> Iterator["Entry"]:
    return entries_in(file.read_text(encoding="utf-8"), name=file.name)


def entries_in(text: str, *, name: str) -> Iterator["Entry"]:
    try:
        tree = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        reason = _("This is not YAML %(problem)s.") % {"problem": what_is_wrong(error)}
        raise DefinitionIsRefused(reason, file=name, line=line_of(error, text)) from error
    if tree is None:
        return
    if not isinstance(tree, yaml.SequenceNode):
        raise DefinitionIsRefused(_("A catalogue is a list of definitions."), file=name, line=1)
    loaded = yaml.load(text, Loader=LOADER)  # noqa: S506 - one of the two safe ones
    for node, values in zip(tree.value, loaded, strict=True):
        if not isinstance(node, yaml.MappingNode):
            raise DefinitionIsRefused(
                _("A definition has keys: %(keys)s.") % {"keys": ", ".join(sorted(KEYS))},
                file=name,
                line=node.start_mark.line + 1,
            )
        lines = {key.value: _first_line(value) for key, value in node.value}
        yield Entry(file=name, line=node.start_mark.line + 1, lines=lines, values=values)


def _first_line(value: yaml.Node) -> int:
    """A text set off by | or > begins below its mark."""
    set_off = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
    return int(value.start_mark.line) + (2 if set_off else 1)


class Entry:
    """One definition as it stands in the file, with the line of each key."""

    def __init__(self, *, file: str, line: int, lines: Mapping[str, int], values: Mapping[str, Any]) -> None:
        self.file, self.line, self.lines, self.values = file, line, lines, values

    def refusal(self, key: str, reason: str, *, below: int = 0) -> DefinitionIsRefused:
        return DefinitionIsRefused(f"{key}: {reason}", file=self.file, line=self.lines.get(key, self.line) + below)

    def compiled(self, fields_of: Callable[[str], Mapping[str, Kind]]) -> Compiled:
        definition = self.definition()
        try:
            fields = fields_of(definition.table)
        except KeyError as error:
            raise self.refusal("table", _("There is no table “%(table)s”.") % {"table": definition.table}) from error
        self._check_cuts(definition, fields)
        try:
            return compiled(definition, fields=fields)
        except FormulaError:
            for key in ("where", "measure", "effort", "meets"):
                self._check_formula(key, definition, fields)
            raise

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

    def _check_cuts(self, definition: Definition, fields: Mapping[str, Kind]) -> None:
        if len(definition.by) > MOST_CUTS:
            raise self.refusal("by", _("At most %(most)s columns divide an indicator.") % {"most": MOST_CUTS})
        for column in definition.by:
            if fields.get(column) not in (Kind.TEXT, Kind.BOOLEAN):
                raise self.refusal("by", _("“%(column)s” is no column of texts or yes and no.") % {"column": column})

    def definition(self) -> Definition:
        self._check_keys()
        unit, regulation = self.values.get("unit") or "", self.values.get("regulation") or {}
        name, source = self._both("name"), self._both("source")
        both = (unit, unit) if isinstance(unit, str) else self._both("unit")
        dated = regulation.get("date", "")
        return Definition(
            code=str(self.values["code"]),
            name_zh=name[0],
            name_en=name[1],
            table=str(self.values["table"]),
            measure=str(self.values["measure"]),
            better=str(self.values["better"]),
            periods=tuple(self._list("periods")),
            where=str(self.values.get("where") or ""),
            by=tuple(self._list("by")),
            unit_zh=both[0],
            unit_en=both[1],
            decimals=int(self.values.get("decimals", 1)),
            level_min=str(self.values.get("level_min", "school")),
            effort=str(self.values.get("effort") or ""),
            meets=str(self.values.get("meets") or ""),
            target_style=str(self.values.get("target_style", "share")),
            source_zh=source[0],
            source_en=source[1],
            regulation=str(regulation.get("name", "")),
            regulation_date=dated.isoformat() if isinstance(dated, date) else str(dated),
        )

    def _check_keys(self) -> None:
        for key in self.values:
            if key not in KEYS:
                raise self.refusal(
                    str(key), _("There is no such key. There are: %(keys)s.") % {"keys": ", ".join(sorted(KEYS))}
                )
        for key in NEEDED:
            if not self.values.get(key):
                raise self.refusal(key, _("This is needed."))
        if not CODE.fullmatch(str(self.values["code"])):
            raise self.refusal("code", _("A code has lower-case letters, digits and underscores."))
        self._check_choices()

    def _check_choices(self) -> None:
        for key, choices in CHOICES.items():
            if key in self.values and self.values[key] not in choices:
                raise self.refusal(key, _("One of %(choices)s.") % {"choices": ", ".join(choices)})
        if not isinstance(self.values.get("decimals", 1), int) or not 0 <= self.values.get("decimals", 1) <= 6:
            raise self.refusal("decimals", _("A whole number from 0 to 6."))
        if not isinstance(self.values.get("regulation") or {}, dict):
            raise self.refusal("regulation", _("Here stand name and date."))
        for period in self._list("periods"):
            if period not in {kind.value for kind in PeriodKind}:
                raise self.refusal("periods", _("One of %(choices)s.") % {"choices": ", ".join(PeriodKind)})

    def _both(self, key: str) -> tuple[str, str]:
        given = self.values.get(key) or {"zh": "", "en": ""}
        if not isinstance(given, dict) or set(given) != {"zh", "en"}:
            raise self.refusal(key, _("Here stand zh and en."))
        return str(given["zh"]), str(given["en"])

    def _list(self, key: str) -> list[str]:
        given = self.values.get(key) or []
        return [str(part) for part in given] if isinstance(given, list) else [str(given)]
