"""Conditions of templates: `value:code >= 95 and not change:code < 0`, `known:code`, `rank:code <= 3`.

What has no value meets no comparison and fails none: the whole is then not met (three-valued, as in SQL).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins.mistakes import SlotIsMistaken
from xuezheng.engines.papers.bulletins.slots import CODE, Comparison

KINDS = ("value", "change", "rank", "places")
DEEPEST = 20
Look = Callable[[str, str], Decimal | None]
"""From kind and code to the number as shown."""
_TOKEN = re.compile(
    rf"\s*(?:(?P<word>and|or|not)\b|(?P<sign>>=|<=|==|!=|>|<)|(?P<bracket>[()])|(?P<asked>[a-z]+:{CODE})"
    r"|(?P<number>-?\d+(?:\.\d+)?))"
)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One comparison; without one, whether there is a value at all."""

    kind: str
    code: str
    comparison: Comparison | None
    line: int = field(default=0, compare=False)

    def met(self, look: Look) -> bool | None:
        value = look(self.kind, self.code)
        if self.comparison is None:
            return value is not None
        return None if value is None else self.comparison.holds(value)

    def codes(self) -> dict[str, int]:
        """With the line each stands in."""
        return {self.code: self.line}


@dataclass(frozen=True, kw_only=True)
class Both:
    """`all_of` says and, else or."""

    parts: tuple["Condition", ...]
    all_of: bool

    def met(self, look: Look) -> bool | None:
        found = {part.met(look) for part in self.parts}
        decisive = not self.all_of
        if decisive in found:
            return decisive
        return None if None in found else not decisive

    def codes(self) -> dict[str, int]:
        return {code: line for part in self.parts for code, line in part.codes().items()}


@dataclass(frozen=True, kw_only=True)
class Not:
    part: "Condition"

    def met(self, look: Look) -> bool | None:
        found = self.part.met(look)
        return None if found is None else not found

    def codes(self) -> dict[str, int]:
        return self.part.codes()


Condition = Check | Both | Not


def condition_of(text: str, *, line: int = 1) -> Condition:
    """Refuses (SlotIsMistaken) what is no condition."""
    reader = _Reader(text, line=line)
    found = reader.any_of(depth=0)
    reader.end()
    return found


class _Reader:
    def __init__(self, text: str, *, line: int) -> None:
        self.text, self.line = text, line
        self.tokens = list(self._tokens())

    def _tokens(self) -> list[tuple[str, str, int]]:
        tokens, place = [], 0
        while self.text[place:].strip():
            found = _TOKEN.match(self.text, place)
            if found is None:
                raise SlotIsMistaken(
                    _("“%(rest)s” is no part of a condition; one is such as value:code >= 95.")
                    % {"rest": self.text[place:].strip()},
                    place=place,
                )
            tokens.append((found.lastgroup or "", found[found.lastgroup or 0], place))
            place = found.end()
        return tokens

    def any_of(self, *, depth: int) -> Condition:
        parts = [self.all_of(depth=depth)]
        while self.takes("or"):
            parts.append(self.all_of(depth=depth))
        return parts[0] if len(parts) == 1 else Both(parts=tuple(parts), all_of=False)

    def all_of(self, *, depth: int) -> Condition:
        parts = [self.one(depth=depth)]
        while self.takes("and"):
            parts.append(self.one(depth=depth))
        return parts[0] if len(parts) == 1 else Both(parts=tuple(parts), all_of=True)

    def one(self, *, depth: int) -> Condition:
        if depth > DEEPEST:
            raise SlotIsMistaken(_("the condition is nested deeper than anybody can read."))
        if self.takes("not"):
            return Not(part=self.one(depth=depth + 1))
        if self.takes("("):
            found = self.any_of(depth=depth + 1)
            if not self.takes(")"):
                raise self.refused(_("a closing bracket"))
            return found
        return self.test()

    def test(self) -> Condition:
        kind, _colon, code = self.take("asked", wanted=_("an indicator such as value:code")).partition(":")
        if kind == "known":
            return Check(kind="value", code=code, comparison=None, line=self.line)
        if kind not in KINDS:
            raise SlotIsMistaken(
                _("“%(kind)s” cannot be asked in a condition; there are %(kinds)s and known.")
                % {"kind": kind, "kinds": ", ".join(KINDS)}
            )
        sign = self.take("sign", wanted=_("a comparison such as >="))
        bound = self.take("number", wanted=_("a number"))
        return Check(kind=kind, code=code, comparison=Comparison(sign=sign, bound=Decimal(bound)), line=self.line)

    def takes(self, text: str) -> bool:
        if self.tokens and self.tokens[0][1] == text:
            self.tokens.pop(0)
            return True
        return False

    def take(self, group: str, *, wanted: str) -> str:
        if not self.tokens or self.tokens[0][0] != group:
            raise self.refused(wanted)
        return self.tokens.pop(0)[1]

    def end(self) -> None:
        if self.tokens:
            raise self.refused(_("the end"))

    def refused(self, wanted: str) -> SlotIsMistaken:
        found = f"“{self.tokens[0][1]}”" if self.tokens else _("the end")
        place = self.tokens[0][2] if self.tokens else len(self.text)
        return SlotIsMistaken(
            _("the condition has %(found)s where %(wanted)s should be.") % {"found": found, "wanted": wanted},
            place=place,
        )
