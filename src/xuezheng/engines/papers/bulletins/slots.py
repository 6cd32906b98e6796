"""Texts with slots: `{value:code}`, `{compared:code}`, `{change:code last_year}`, `{rank:code}`, `{top:code 3}`,
`{count:code >= 95}`, `{unit}`.

A brace that is meant is doubled.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from xuezheng.engines.papers.bulletins.mistakes import SlotIsMistaken

OPTIONS = {
    "value": {"last", "last_year", "plain"},
    "change": {"last_year"},
    "compared": {"last_year"},
    "rank": set[str](),
    "top": set[str](),
    "bottom": set[str](),
    "count": set[str](),
    "name": set[str](),
}
COUNTED = {"top", "bottom"}
USUAL, MOST = 3, 50
CODE = r"[a-z][a-z0-9_.]*"
_SLOT = re.compile(r"\{\{|\}\}|\{(?P<inner>[^{}]*)\}|[{}]")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_ASKED = re.compile(rf"(?P<kind>[a-z_]+):(?P<code>{CODE})(?P<rest>(?:\s+.*)?)")
_COMPARED = re.compile(r"(?P<sign>>=|<=|==|!=|>|<)\s*(?P<bound>-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """With a bound as values are shown: 95 for 95 %."""

    sign: str
    bound: Decimal

    def holds(self, value: Decimal) -> bool:
        return {
            ">=": value >= self.bound,
            "<=": value <= self.bound,
            ">": value > self.bound,
            "<": value < self.bound,
            "==": value == self.bound,
            "!=": value != self.bound,
        }[self.sign]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One slot. `kind` word has its name as code."""

    kind: str
    code: str
    options: frozenset[str] = frozenset()
    most: int = USUAL
    comparison: Comparison | None = None
    line: int = field(default=0, compare=False)


Piece = str | Asked
Phrase = tuple[Piece, ...]


def phrase_of(text: str, *, line_at: Callable[[int], int] = lambda _place: 1) -> Phrase:
    """Refuses (SlotIsMistaken) what is no slot. `line_at` says in which line of its file a character stands."""
    return tuple(_joined(_pieces(text, line_at)))


def _pieces(text: str, line_at: Callable[[int], int]) -> Iterator[Piece]:
    done = 0
    for found in _SLOT.finditer(text):
        yield text[done : found.start()]
        done = found.end()
        if found[0] in {"{{", "}}"}:
            yield found[0][0]
        elif found["inner"] is None:
            raise SlotIsMistaken(
                _("a brace “%(sign)s” has no partner; a brace that is meant is doubled.") % {"sign": found[0]},
                place=found.start(),
            )
        else:
            asked = _asked(found["inner"].strip(), place=found.start())
            yield replace(asked, line=line_at(found.start()))
    yield text[done:]


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        yield piece
    if words:
        yield words


def _asked(inner: str, *, place: int) -> Asked:
    if _WORD.fullmatch(inner):
        return Asked(kind="word", code=inner)
    found = _ASKED.fullmatch(inner)
    if found is None or found["kind"] not in OPTIONS:
        raise SlotIsMistaken(
            _("“{%(slot)s}” is no slot; one of %(kinds)s with an indicator's code is, such as {value:code}.")
            % {"slot": inner, "kinds": ", ".join(OPTIONS)},
            place=place,
        )
    return asked_of(found["kind"], found["code"], found["rest"].strip(), place=place)


def asked_of(kind: str, code: str, rest: str, *, place: int) -> Asked:
    if kind == "count":
        return Asked(kind=kind, code=code, comparison=_comparison(rest, place=place))
    if kind in COUNTED and rest:
        return Asked(kind=kind, code=code, most=_most(rest, kind=kind, place=place))
    options = frozenset(rest.split())
    unknown = sorted(options - OPTIONS[kind])
    if unknown or len(options & {"last", "last_year"}) > 1:
        raise SlotIsMistaken(
            _("“%(rest)s” after %(kind)s is not known; there are: %(options)s.")
            % {"rest": rest, "kind": kind, "options": ", ".join(sorted(OPTIONS[kind])) or "—"},
            place=place,
        )
    return Asked(kind=kind, code=code, options=options)


def _most(rest: str, *, kind: str, place: int) -> int:
    if not rest.isascii() or not rest.isdigit() or not 1 <= int(rest) <= MOST:
        raise SlotIsMistaken(
            _("“%(rest)s” after %(kind)s should be a number from 1 to %(most)s.")
            % {"rest": rest, "kind": kind, "most": MOST},
            place=place,
        )
    return int(rest)


def _comparison(rest: str, *, place: int) -> Comparison:
    found = _COMPARED.fullmatch(rest)
    if found is None:
        raise SlotIsMistaken(
            _("“%(rest)s” after count should be a comparison such as >= 95.") % {"rest": rest}, place=place
        )
    return Comparison(sign=found["sign"], bound=Decimal(found["bound"]))
