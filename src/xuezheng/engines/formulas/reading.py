"""From sqlglot's tree to our own, node by node: what is not listed here is refused by name and place."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from sqlglot import exp

from xuezheng.engines.formulas.kinds import Kind
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
    Operator,
    Relation,
)
from xuezheng.engines.formulas.parsing import Places
from xuezheng.engines.formulas.refusals import FormulaError

DEEPEST, MOST_DIGITS, MOST_PLACES, MOST_TEXT = 50, 15, 6, 200
SNAKE = re.compile(r"[a-z][a-z0-9_]{0,62}")
PLAIN_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?|\.(\d+)")
OPERATORS: dict[type[exp.Expr], Operator] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
RELATIONS: dict[type[exp.Expr], Relation] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
MARKS = {"big_int", "typed", "safe", "ignore_nulls"}
"""Arguments sqlglot sets by itself, which say nothing of the text."""
ROW_FUNCTIONS = ("abs", "coalesce", "greatest", "least", "length", "month", "nullif", "round", "year")


class Reader:
    """Reads expressions over the given names. A subclass adds what a measure knows beside them."""

    functions: ClassVar[tuple[str, ...]] = ROW_FUNCTIONS

    def __init__(self, places: Places, names: Mapping[str, Kind]) -> None:
        self.places, self.names = places, names
        self._readers: dict[type[exp.Expr], Callable[[exp.Expr, int], Node]] = {
            exp.Paren: lambda e, depth: self.read(e.this, depth),
            exp.Literal: lambda e, _depth: self._literal(e),
            exp.Boolean: lambda e, _depth: Constant(bool(e.this), Kind.BOOLEAN),
            exp.Cast: lambda e, _depth: self._date(e),
            exp.Column: lambda e, _depth: self._name(e),
            exp.Neg: lambda e, depth: Negative(self.read_as(Kind.NUMBER, e.this, depth)),
            exp.Not: lambda e, depth: Negation(self.read_as(Kind.BOOLEAN, e.this, depth)),
            exp.And: lambda e, depth: Both(*self._pair(e, Kind.BOOLEAN, depth)),
            exp.Or: lambda e, depth: Either(*self._pair(e, Kind.BOOLEAN, depth)),
            exp.Is: self._is,
            exp.In: self._in,
            exp.Between: self._between,
            exp.Case: self._case,
            exp.Coalesce: lambda e, depth: self._of_same_kind("coalesce", [e.this, *e.expressions], depth),
            exp.Greatest: lambda e, depth: self._of_numbers("greatest", [e.this, *e.expressions], depth),
            exp.Least: lambda e, depth: self._of_numbers("least", [e.this, *e.expressions], depth),
            exp.Nullif: lambda e, depth: self._of_same_kind("nullif", [e.this, e.expression], depth),
            exp.Abs: lambda e, depth: self._of_numbers("abs", [e.this], depth),
            exp.Round: self._round,
            exp.Length: lambda e, depth: Call("length", (self.read_as(Kind.TEXT, e.this, depth),), Kind.NUMBER),
            exp.Year: lambda e, depth: Call("year", (self.read_as(Kind.DATE, e.this, depth),), Kind.NUMBER),
            exp.Month: lambda e, depth: Call("month", (self.read_as(Kind.DATE, e.this, depth),), Kind.NUMBER),
            **dict.fromkeys(OPERATORS, self._arithmetic),
            **dict.fromkeys(RELATIONS, self._comparison),
        }

    def read(self, tree: exp.Expr, depth: int = 0) -> Node:
        if depth > DEEPEST:
            raise self.places.of(tree, _("The formula is nested more than %(most)s deep.") % {"most": DEEPEST})
        reader = self._readers.get(type(tree))
        if reader is None:
            raise self._unknown(tree)
        self._check_arguments(tree)
        return reader(tree, depth + 1)

    def read_as(self, kind: Kind, tree: exp.Expr, depth: int = 0) -> Node:
        node = self.read(tree, depth)
        if node.kind != kind:
            raise self._of_wrong_kind(tree, node.kind, kind)
        return node

    def refused(self, tree: exp.Expr, reason: str) -> FormulaError:
        return self.places.of(tree, reason)

    def _of_wrong_kind(self, tree: exp.Expr, found: Kind, wanted: Kind) -> FormulaError:
        return self.refused(
            tree,
            _("“%(part)s” is %(found)s; here stands %(wanted)s.")
            % {"part": _shown(tree), "found": found.words, "wanted": wanted.words},
        )

    def _unknown(self, tree: exp.Expr) -> FormulaError:
        if isinstance(tree, exp.Query | exp.Subquery | exp.Exists):
            return self.refused(tree, _("A formula asks for nothing by itself: no SELECT within it."))
        if isinstance(tree, exp.Null):
            return self.refused(tree, _("NULL stands only as a result of CASE; ask for missing values with IS NULL."))
        if isinstance(tree, exp.Func):
            name = str(tree.this) if isinstance(tree, exp.Anonymous) else tree.sql_name().lower()
            return self.refused(
                tree,
                _("There is no function “%(name)s” here. There are: %(functions)s.")
                % {"name": name.lower(), "functions": ", ".join(self.functions)},
            )
        return self.refused(tree, _("“%(part)s” is no part of the language of formulas.") % {"part": _shown(tree)})

    def _check_arguments(self, tree: exp.Expr) -> None:
        """Anything sqlglot read beyond the arguments known here (OVER, FILTER, IGNORE NULLS …) is refused, not overlooked."""
        known = KNOWN_ARGUMENTS.get(type(tree), {"this"}) | MARKS
        beyond = [key for key, value in tree.args.items() if key not in known and value not in (None, False, [])]
        if beyond:
            raise self.refused(tree, _("“%(part)s” is no part of the language of formulas.") % {"part": _shown(tree)})

    def _literal(self, tree: exp.Expr) -> Node:
        text = str(tree.this)
        if tree.args.get("is_string"):
            if len(text) > MOST_TEXT:
                raise self.refused(tree, _("A text has %(most)s characters at most.") % {"most": MOST_TEXT})
            return Constant(text, Kind.TEXT)
        found = PLAIN_NUMBER.fullmatch(text)
        if found is None:
            raise self.refused(tree, _("“%(text)s” is no plain number, such as 12 or 0.85.") % {"text": text})
        if len(text.replace(".", "").lstrip("0")) > MOST_DIGITS or len(found[2] or found[3] or "") > MOST_PLACES:
            raise self.refused(
                tree,
                _("A number has %(digits)s digits at most, %(places)s of them after the point.")
                % {"digits": MOST_DIGITS, "places": MOST_PLACES},
            )
        return Constant(Decimal(text), Kind.NUMBER)

    def _date(self, tree: exp.Expr) -> Node:
        target, literal = tree.args.get("to"), tree.this
        if (
            not isinstance(target, exp.DataType)
            or target.this != exp.DType.DATE
            or not isinstance(literal, exp.Literal)
            or not literal.is_string
        ):
            raise self.refused(tree, _("Kinds are not converted; only a date is written DATE '2018-12-31'."))
        try:
            return Constant(date.fromisoformat(str(literal.this)), Kind.DATE)
        except ValueError as error:
            raise self.refused(
                tree, _("“%(text)s” is no date such as 2018-12-31.") % {"text": str(literal.this)}
            ) from error

    def _name(self, tree: exp.Expr) -> Node:
        identifier = tree.this
        if tree.args.get("table") or not isinstance(identifier, exp.Identifier) or identifier.args.get("quoted"):
            raise self.refused(
                tree, _("A field is named by one word, such as “classrooms”, without quotation marks or points.")
            )
        name = str(identifier.this)
        if not SNAKE.fullmatch(name):
            raise self.refused(
                tree,
                _("“%(name)s” is no name of a field: lower-case letters, digits and underscores.") % {"name": name},
            )
        kind = self.names.get(name)
        if kind is None:
            raise self.refused(tree, self._no_field(name))
        return self.named(name, kind)

    def named(self, name: str, kind: Kind) -> Node:
        return Name(name, kind)

    def _no_field(self, name: str) -> str:
        close = difflib.get_close_matches(name, list(self.names), n=3)
        if close:
            return _("There is no field “%(name)s”. Is %(close)s meant?") % {"name": name, "close": ", ".join(close)}
        known = ", ".join(sorted(self.names)[:12]) or "–"
        return _("There is no field “%(name)s”. There are: %(known)s.") % {"name": name, "known": known}

    def _pair(self, tree: exp.Expr, kind: Kind, depth: int) -> tuple[Node, Node]:
        return self.read_as(kind, tree.this, depth), self.read_as(kind, tree.expression, depth)

    def _arithmetic(self, tree: exp.Expr, depth: int) -> Node:
        return Arithmetic(OPERATORS[type(tree)], *self._pair(tree, Kind.NUMBER, depth))

    def _comparison(self, tree: exp.Expr, depth: int) -> Node:
        left = self.read(tree.this, depth)
        relation = RELATIONS[type(tree)]
        if left.kind == Kind.BOOLEAN and relation not in ("=", "<>"):
            raise self.refused(tree, _("Yes and no have no order; compare them by = or <>."))
        return Comparison(relation, left, self.read_as(left.kind, tree.expression, depth))

    def _is(self, tree: exp.Expr, depth: int) -> Node:
        if not isinstance(tree.expression, exp.Null):
            raise self.refused(tree, _("IS stands before NULL only."))
        return Missing(self.read(tree.this, depth))

    def _in(self, tree: exp.Expr, depth: int) -> Node:
        if not tree.expressions or any(tree.args.get(key) for key in ("query", "unnest", "field")):
            raise self.refused(tree, _("IN is followed by a list in brackets, such as (1, 2)."))
        operand = self.read(tree.this, depth)
        options = [self.read_as(operand.kind, option, depth) for option in tree.expressions]
        return _any_of([Comparison("=", operand, option) for option in options])

    def _between(self, tree: exp.Expr, depth: int) -> Node:
        operand = self.read(tree.this, depth)
        if operand.kind == Kind.BOOLEAN:
            raise self.refused(tree, _("Yes and no have no order; compare them by = or <>."))
        low, high = (self.read_as(operand.kind, tree.args[end], depth) for end in ("low", "high"))
        return Both(Comparison(">=", operand, low), Comparison("<=", operand, high))

    def _case(self, tree: exp.Expr, depth: int) -> Node:
        operand = self.read(tree.this, depth) if tree.this is not None else None
        branches: list[tuple[Node, exp.Expr]] = []
        for branch in tree.args.get("ifs") or []:
            if operand is None:
                when = self.read_as(Kind.BOOLEAN, branch.this, depth)
            else:
                when = Comparison("=", operand, self.read_as(operand.kind, branch.this, depth))
            branches.append((when, branch.args["true"]))
        default = tree.args.get("default") or exp.Null()
        results = [self._result(result, depth) for result in [*(then for _when, then in branches), default]]
        first = next((node for node in results if node is not None), None)
        if first is None:
            raise self.refused(tree, _("CASE gives nothing but NULL."))
        for node, result in zip(results, [*(then for _when, then in branches), default], strict=True):
            if node is not None and node.kind != first.kind:
                raise self._of_wrong_kind(result, node.kind, first.kind)
        nodes = [node or Constant(None, first.kind) for node in results]
        return Choice(
            tuple((when, then) for (when, _then), then in zip(branches, nodes, strict=False)), nodes[-1], first.kind
        )

    def _result(self, tree: exp.Expr, depth: int) -> Node | None:
        return None if isinstance(tree, exp.Null) else self.read(tree, depth)

    def _of_same_kind(self, function: str, trees: list[exp.Expr], depth: int) -> Node:
        first = self.read(trees[0], depth)
        return Call(function, (first, *(self.read_as(first.kind, tree, depth) for tree in trees[1:])), first.kind)

    def _of_numbers(self, function: str, trees: list[exp.Expr], depth: int) -> Node:
        return Call(function, tuple(self.read_as(Kind.NUMBER, tree, depth) for tree in trees), Kind.NUMBER)

    def _round(self, tree: exp.Expr, depth: int) -> Node:
        places = tree.args.get("decimals")
        text = "0" if places is None else str(places.this)
        if places is not None and (not isinstance(places, exp.Literal) or not re.fullmatch("[0-6]", text)):
            raise self.refused(tree, _("The places of ROUND are a number from 0 to %(most)s.") % {"most": MOST_PLACES})
        return Call("round", (self.read_as(Kind.NUMBER, tree.this, depth),), Kind.NUMBER, digits=int(text))


_LISTS = (exp.Coalesce, exp.Greatest, exp.Least, exp.Anonymous)
_PAIRS = (*OPERATORS, *RELATIONS, exp.And, exp.Or, exp.Is, exp.Nullif)
KNOWN_ARGUMENTS: dict[type[exp.Expr], set[str]] = {
    exp.Between: {"this", "low", "high"},
    exp.Case: {"this", "ifs", "default"},
    exp.Cast: {"this", "to"},
    exp.Column: {"this", "table", "db", "catalog"},
    exp.In: {"this", "expressions", "query", "unnest", "field"},
    exp.Literal: {"this", "is_string"},
    exp.Round: {"this", "decimals"},
    **{kind: {"this", "expressions"} for kind in _LISTS},
    **{kind: {"this", "expression"} for kind in _PAIRS},
}


def _any_of(nodes: list[Comparison]) -> Node:
    """A balanced tree, so that a long list is not deep."""
    if len(nodes) == 1:
        return nodes[0]
    half = len(nodes) // 2
    return Either(_any_of(nodes[:half]), _any_of(nodes[half:]))


def _shown(tree: exp.Expr) -> str:
    text = tree.sql(dialect="duckdb")
    return text if len(text) <= 60 else text[:57] + "…"
