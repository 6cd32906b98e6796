"""Catalogue files: YAML that the office may change, read so that every mistake names its file, line and remedy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.catalogues.loader import composed
from xuezheng.kernel.catalogues.misread import line_of, what_is_wrong
from xuezheng.kernel.refusals import Refusal, Sentence

LARGEST_FILE = 1024 * 1024


class Mistake(Refusal):
    """What is wrong in a catalogue, and where."""

    code = "catalogue"

    def __init__(self, reason: Sentence, *, name: str, line: int) -> None:
        super().__init__(_("%(name)s, line %(line)s: %(reason)s") % {"name": name, "line": line, "reason": reason})
        self.reason, self.name, self.line = reason, name, line


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh


class Entry:
    """One place in a catalogue file. Asking for what is not there, or is of another kind, is a Mistake with its line."""

    def __init__(self, node: yaml.Node, name: str) -> None:
        self._node, self._name = node, name

    @property
    def line(self) -> int:
        return int(self._node.start_mark.line) + 1

    def mistake(self, reason: Sentence) -> Mistake:
        return Mistake(reason, name=self._name, line=self.line)

    def only(self, *keys: str) -> "Entry":
        """Refuse keys that mean nothing, so that a misspelt one is not passed over in silence."""
        for key, value in self._pairs().items():
            if key not in keys:
                raise value.mistake(
                    _("“%(key)s” is not known here; known are %(keys)s.") % {"key": key, "keys": ", ".join(keys)}
                )
        return self

    def has(self, key: str) -> bool:
        return key in self._pairs()

    def at(self, key: str) -> "Entry":
        found = self._pairs().get(key)
        if found is None:
            raise self.mistake(_("“%(key)s” is missing.") % {"key": key})
        return found

    def each(self, key: str) -> Iterator["Entry"]:
        """The entries of a list; none where the key is absent."""
        if self.has(key):
            yield from self.at(key).items()

    def items(self) -> Iterator["Entry"]:
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.mistake(_("A list is expected here."))
        for node in self._node.value:
            yield Entry(node, self._name)

    def named(self) -> Mapping[str, "Entry"]:
        """The entries of a mapping by their keys."""
        return self._pairs()

    def text(self, key: str, otherwise: str | None = None) -> str:
        if otherwise is not None and not self.has(key):
            return otherwise
        return self.at(key).as_text()

    def code(self, key: str = "code") -> str:
        found = self.text(key)
        if not found.isidentifier() or not found.isascii() or found != found.lower() or len(found) > 60:
            raise self.at(key).mistake(
                _("“%(code)s” is no code: small letters, digits and _, a letter first, at most 60.") % {"code": found}
            )
        return found

    def words(self, key: str, otherwise: Words | None = None) -> Words:
        if otherwise is not None and not self.has(key):
            return otherwise
        both = self.at(key).only("zh", "en")
        return Words(zh=both.text("zh"), en=both.text("en"))

    def choice(self, key: str, among: Sequence[str], otherwise: str | None = None) -> str:
        found = self.text(key, otherwise)
        if found not in among:
            place = self.at(key) if self.has(key) else self
            raise place.mistake(
                _("%(key)s is “%(value)s”; it is one of %(among)s.")
                % {"key": key, "value": found, "among": ", ".join(among)}
            )
        return found

    def flag(self, key: str) -> bool:
        """Absent is no."""
        return self.has(key) and self.choice(key, ("true", "false")) == "true"

    def number(self, key: str) -> Decimal | None:
        if not self.has(key):
            return None
        try:
            found = Decimal(self.text(key))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            raise self.at(key).mistake(
                _("%(key)s is “%(value)s”; a number is expected.") % {"key": key, "value": self.text(key)}
            )
        return found

    def whole(self, key: str, otherwise: int | None = None) -> int:
        found = self.number(key)
        if found is None:
            return otherwise if otherwise is not None else self.at(key).as_whole()
        if found != int(found):
            raise self.at(key).mistake(
                _("%(key)s is %(value)s; a whole number is expected.") % {"key": key, "value": found}
            )
        return int(found)

    def wholes(self, key: str) -> tuple[int, ...]:
        return tuple(one.as_whole() for one in self.at(key).items())

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            raise self.at(key).mistake(
                _("%(key)s is “%(value)s”; a day is written 2026-03-31.") % {"key": key, "value": self.text(key)}
            ) from None

    def as_whole(self) -> int:
        text = self.as_text()
        if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
            raise self.mistake(_("“%(value)s” is no whole number.") % {"value": text[:40]})
        return int(text)

    def as_text(self) -> str:
        if not isinstance(self._node, yaml.ScalarNode) or not self._node.value.strip():
            raise self.mistake(_("A text is expected here."))
        return " ".join(str(self._node.value).split())

    def _pairs(self) -> dict[str, "Entry"]:
        if not isinstance(self._node, yaml.MappingNode):
            raise self.mistake(_("Keys with values are expected here."))
        return {str(key.value): Entry(value, self._name) for key, value in self._node.value}


def read_file(path: Path) -> Entry:
    return read_text(path.read_text(encoding="utf-8"), name=path.name)


def read_text(text: str, *, name: str) -> Entry:
    """Parse without building anything."""
    if len(text) > LARGEST_FILE:
        raise Mistake(_("The text is longer than %(most)s characters.") % {"most": LARGEST_FILE}, name=name, line=1)
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        reason = _("This is not YAML %(problem)s.") % {"problem": what_is_wrong(error)}
        raise Mistake(reason, name=name, line=line_of(error, text)) from error
    if node is None:
        raise Mistake(_("The file is empty."), name=name, line=1)
    return Entry(node, name)
