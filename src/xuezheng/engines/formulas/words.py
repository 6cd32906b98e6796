"""A formula in the reader's words: sum of Multimedia classrooms ÷ sum of Classrooms. Read by the one reader, so that every
function and operator of the language has its words here."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from sqlglot import exp

from xuezheng.engines.formulas.components import TRUE, Component, Span
from xuezheng.engines.formulas.kinds import Kind
from xuezheng.engines.formulas.measure_reading import AGGREGATES
from xuezheng.engines.formulas.nodes import (
    Arithmetic,
    Both,
    Call,
    Choice,
    Comparison,
    Constant,
    Either,
    Missing,
    Name,
    Negation,
    Negative,
    Node,
)
from xuezheng.engines.formulas.parsing import parsed
from xuezheng.engines.formulas.reading import ROW_FUNCTIONS, Reader

LOOSE, OR, AND, RELATION, SUM, PRODUCT, PHRASE, WORD = range(8)
"""How firmly a text holds together: what is looser than its place asks for stands in brackets."""
CALLS = {
    "abs": gettext_lazy("absolute value of %(what)s"),
    "avg": gettext_lazy("mean of %(what)s"),
    "coalesce": gettext_lazy("first known of (%(what)s)"),
    "distinct": gettext_lazy("number of different values of %(what)s"),
    "greatest": gettext_lazy("greatest of (%(what)s)"),
    "least": gettext_lazy("least of (%(what)s)"),
    "length": gettext_lazy("number of characters of %(what)s"),
    "max": gettext_lazy("highest %(what)s"),
    "median": gettext_lazy("median of %(what)s"),
    "min": gettext_lazy("lowest %(what)s"),
    "month": gettext_lazy("month of %(what)s"),
    "sum": gettext_lazy("sum of %(what)s"),
    "year": gettext_lazy("year of %(what)s"),
}
LISTS = ("coalesce", "greatest", "least")
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


class Titles(Protocol):
    """What fields are called, and the texts that stand in them."""

    def of_field(self, name: str) -> str: ...

    def of_option(self, field: str, text: str) -> str: ...


def formula_in_words(text: str, *, fields: Mapping[str, Kind], titles: Titles) -> str:
    """Of an accepted formula, of one record or of many; FormulaError where it is none."""
    return _Words(titles).told(_spoken(text, tuple(fields.items())), LOOSE)


def component_in_words(component: Component, titles: Titles) -> str:
    """What is gathered, and of which period. Which records are meant is not said."""
    gathered = Call(component.function.value, (component.expression,), Kind.NUMBER)
    return _Words(titles).spanned(gathered, component.span, LOOSE)


def span_in_words(span: Span) -> str:
    """Empty of the measured period itself."""
    if not span.offset:
        return _("in the year so far") if span.year_to_date else ""
    count = abs(span.offset)
    if count == 1:
        when = _("in the period before") if span.offset < 0 else _("in the period after")
    else:
        told = _("%(count)d periods before") if span.offset < 0 else _("%(count)d periods after")
        when = told % {"count": count}
    return _("%(when)s, from the beginning of its year") % {"when": when} if span.year_to_date else when


@lru_cache(maxsize=2048)
def _spoken(text: str, fields: tuple[tuple[str, Kind], ...]) -> Node:
    tree, places = parsed(text)
    return _SpokenReader(places, dict(fields)).read(tree)


class _SpokenReader(Reader):
    """Keeps what gathers as it is written, where computing wants components."""

    functions: ClassVar[tuple[str, ...]] = tuple(sorted((*ROW_FUNCTIONS, *AGGREGATES)))

    def read(self, tree: exp.Expr, depth: int = 0) -> Node:
        plain: dict[type[exp.Expr], str] = {
            exp.Sum: "sum",
            exp.Avg: "avg",
            exp.Min: "min",
            exp.Max: "max",
            exp.Median: "median",
        }
        if type(tree) in plain:
            return Call(plain[type(tree)], (self.read(tree.this, depth + 1),), Kind.NUMBER)
        if isinstance(tree, exp.Count):
            return self._counted(tree.this, depth + 1)
        if isinstance(tree, exp.Anonymous):
            return self._named(tree, depth + 1)
        return super().read(tree, depth)

    def _counted(self, what: exp.Expr, depth: int) -> Node:
        if isinstance(what, exp.Distinct):
            return Call("distinct", (self.read(what.expressions[0], depth),), Kind.NUMBER)
        condition = TRUE if isinstance(what, exp.Star) else Negation(Missing(self.read(what, depth)))
        return Call("count", (condition,), Kind.NUMBER)

    def _named(self, tree: exp.Anonymous, depth: int) -> Node:
        name = str(tree.this).lower()
        if name not in {"share", "variation", "period_offset", "year_to_date"}:
            raise self._unknown(tree)
        return Call(name, tuple(self.read(each, depth) for each in tree.expressions), Kind.NUMBER)


class _Words:
    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def told(self, node: Node, least: int) -> str:
        text, rank = self._ranked(node)
        return text if rank >= least else _("(%(what)s)") % {"what": text}

    def spanned(self, node: Node, span: Span, least: int) -> str:
        when = span_in_words(span)
        return (
            _("%(what)s %(when)s") % {"what": self.told(node, PHRASE), "when": when} if when else self.told(node, least)
        )

    def _ranked(self, node: Node) -> tuple[str, int]:  # noqa: PLR0911 - one arm for each node type
        match node:
            case Constant():
                return self._constant(node), WORD
            case Name():
                return self.titles.of_field(node.name), WORD
            case Negative():
                return f"−{self.told(node.operand, PHRASE)}", PRODUCT
            case Arithmetic():
                return self._calculated(node)
            case Choice():
                return self._chosen(node), LOOSE
            case Call():
                return self._called(node)
            case _:
                return self._judged(node)

    def _judged(self, node: Node) -> tuple[str, int]:
        match node:
            case Both():
                sides = {"one": self.told(node.left, AND), "other": self.told(node.right, AND)}
                return _("%(one)s and also %(other)s") % sides, AND
            case Either():
                if (among := _alternatives(node)) is not None:
                    return self._one_of(_("%(what)s one of (%(options)s)"), among), RELATION
                sides = {"one": self.told(node.left, OR), "other": self.told(node.right, OR)}
                return _("%(one)s or also %(other)s") % sides, OR
            case Comparison():
                return (
                    f"{self.told(node.left, SUM)} {SIGNS[node.relation]} {self._beside(node.left, node.right)}",
                    RELATION,
                )
            case Missing():
                return _("%(what)s is missing") % {"what": self.told(node.operand, SUM)}, RELATION
            case Negation():
                return self._denied(node.operand)
        raise TypeError(node)

    def _denied(self, node: Node) -> tuple[str, int]:
        match node:
            case Missing(operand=Choice(branches=((when, Constant()),), otherwise=Constant(value=None))):
                return self._ranked(when)
            case Missing():
                return _("%(what)s is given") % {"what": self.told(node.operand, SUM)}, RELATION
            case Name():
                return f"{self.told(node, SUM)} = {_('no')}", RELATION
            case Either() if (among := _alternatives(node)) is not None:
                return self._one_of(_("%(what)s none of (%(options)s)"), among), RELATION
        return _("not so that %(what)s") % {"what": self.told(node, PHRASE)}, RELATION

    def _one_of(self, sentence: str, among: list[Comparison]) -> str:
        options = _(", ").join(self._beside(each.left, each.right) for each in among)
        return sentence % {"what": self.told(among[0].left, SUM), "options": options}

    def _beside(self, other: Node, node: Node) -> str:
        """A text is what the field it is compared with calls it."""
        if isinstance(other, Name) and isinstance(node, Constant) and isinstance(node.value, str):
            return self.titles.of_option(other.name, node.value)
        return self.told(node, SUM)

    def _constant(self, node: Constant) -> str:
        match node.value:
            case None:
                return _("unknown")
            case bool():
                return _("yes") if node.value else _("no")
            case Decimal():
                return format(node.value, "f")
            case str():
                return f"“{node.value}”"
            case _:
                return node.value.isoformat()

    def _calculated(self, node: Arithmetic) -> tuple[str, int]:
        rank = SUM if node.operator in "+-" else PRODUCT
        right = self.told(node.right, rank if node.operator in "+*" and not _divides(node.right) else rank + 1)
        return f"{self.told(node.left, rank)} {SIGNS[node.operator]} {right}", rank

    def _chosen(self, node: Choice) -> str:
        said = [
            _("%(then)s where %(when)s") % {"then": self.told(then, OR), "when": self.told(when, OR)}
            for when, then in node.branches
        ]
        if not (isinstance(node.otherwise, Constant) and node.otherwise.value is None):
            said.append(_("else %(what)s") % {"what": self.told(node.otherwise, OR)})
        return _("; ").join(said)

    def _called(self, node: Call) -> tuple[str, int]:
        special: dict[str, Callable[[Call], tuple[str, int]]] = {
            "count": self._counted,
            "nullif": self._emptied,
            "period_offset": self._shifted,
            "round": self._rounded,
            "share": self._shared,
            "variation": self._varied,
            "year_to_date": lambda call: (self.spanned(call.arguments[0], Span(year_to_date=True), PHRASE), PHRASE),
        }
        if node.function in special:
            return special[node.function](node)
        if node.function in LISTS:
            what = _(", ").join(self.told(each, OR) for each in node.arguments)
        else:
            what = self.told(node.arguments[0], PHRASE)
        return str(CALLS[node.function]) % {"what": what}, PHRASE

    def _counted(self, node: Call) -> tuple[str, int]:
        if node.arguments[0] == TRUE:
            return _("number of records"), PHRASE
        return _("number of records where %(what)s") % {"what": self.told(node.arguments[0], LOOSE)}, LOOSE

    def _shared(self, node: Call) -> tuple[str, int]:
        return _("share of records where %(what)s") % {"what": self.told(node.arguments[0], LOOSE)}, LOOSE

    def _varied(self, node: Call) -> tuple[str, int]:
        value, weight = node.arguments
        said = _("variation coefficient of %(what)s, weighted by %(weight)s")
        return said % {"what": self.told(value, PHRASE), "weight": self.told(weight, PHRASE)}, LOOSE

    def _emptied(self, node: Call) -> tuple[str, int]:
        what, value = node.arguments
        said = _("%(what)s, unknown where it is %(value)s")
        return said % {"what": self.told(what, SUM), "value": self._beside(what, value)}, LOOSE

    def _rounded(self, node: Call) -> tuple[str, int]:
        said = _("%(what)s rounded to %(digits)d decimals") if node.digits else _("%(what)s rounded")
        return said % {"what": self.told(node.arguments[0], PHRASE), "digits": node.digits}, PHRASE

    def _shifted(self, node: Call) -> tuple[str, int]:
        what, offset = node.arguments
        return self.spanned(what, Span(offset=_whole(offset)), PHRASE), PHRASE


def _alternatives(node: Node) -> list[Comparison] | None:
    """What the language reads of `field in (…)`; None where it is another alternative."""
    if isinstance(node, Either):
        left, right = _alternatives(node.left), _alternatives(node.right)
        return [*left, *right] if left and right and left[0].left == right[0].left else None
    return (
        [node] if isinstance(node, Comparison) and node.relation == "=" and isinstance(node.right, Constant) else None
    )


def _divides(node: Node) -> bool:
    return isinstance(node, Arithmetic) and node.operator == "/"


def _whole(node: Node) -> int:
    match node:
        case Constant(value=Decimal() as value):
            return int(value)
        case Negative():
            return -_whole(node.operand)
    raise TypeError(node)
