"""A formula for a whole table: the same tree as an Ibis expression, for DuckDB and Spark Connect alike. Numbers are doubles."""

from collections.abc import Callable
from decimal import Decimal

import ibis
from ibis.expr import types as ir

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
    is_exact,
)
from xuezheng.engines.formulas.tolerance import NEAR, ULP

Lookup = Callable[[str], ir.Value]
TYPES = {Kind.NUMBER: "float64", Kind.TEXT: "string", Kind.DATE: "date", Kind.BOOLEAN: "boolean"}


def column(node: Node, lookup: Lookup) -> ir.Value:  # noqa: C901, PLR0911 - one arm for each node type
    """`lookup` gives the column, or any other Ibis value, for a name."""
    match node:
        case Constant():
            return constant(node)
        case Name():
            found = lookup(node.name)
            return found if str(found.type()) == TYPES[node.kind] else found.cast(TYPES[node.kind])
        case Arithmetic():
            return _calculated(node, column(node.left, lookup), column(node.right, lookup))
        case Comparison():
            return _compared(node, column(node.left, lookup), column(node.right, lookup))
        case Both():
            return column(node.left, lookup) & column(node.right, lookup)
        case Either():
            return column(node.left, lookup) | column(node.right, lookup)
        case Negation():
            return ~column(node.operand, lookup)
        case Negative():
            return -column(node.operand, lookup)
        case Missing():
            return column(node.operand, lookup).isnull()
        case Choice():
            branches = [(column(when, lookup), column(then, lookup)) for when, then in node.branches]
            return ibis.cases(*branches, else_=column(node.otherwise, lookup))
        case Call():
            return _called(node, [column(argument, lookup) for argument in node.arguments])


def constant(node: Constant) -> ir.Value:
    if node.value is None:
        return ibis.null(TYPES[node.kind])
    return ibis.literal(float(node.value) if isinstance(node.value, Decimal) else node.value, type=TYPES[node.kind])


def _calculated(node: Arithmetic, left: ir.Value, right: ir.Value) -> ir.Value:
    if node.operator == "+":
        return left + right
    if node.operator == "-":
        return left - right
    if node.operator == "*":
        return left * right
    # Engines disagree on division by zero: NULL, infinity or an error. Here it is unknown.
    zero = right == 0.0 if is_exact(node.right) else right.abs() <= NEAR
    return left / ibis.cases((zero, ibis.null("float64")), else_=right)


def _compared(node: Comparison, left: ir.Value, right: ir.Value) -> ir.Value:
    if node.left.kind != Kind.NUMBER or (is_exact(node.left) and is_exact(node.right)):
        return _plainly(node.relation, left, right)
    near = (left - right).abs() <= ibis.greatest(1.0, left.abs(), right.abs()) * NEAR
    if node.relation in ("=", "<>"):
        return near if node.relation == "=" else ~near
    plain = _plainly(node.relation, left, right)
    return plain | near if node.relation in ("<=", ">=") else plain & ~near


def _plainly(relation: str, left: ir.Value, right: ir.Value) -> ir.Value:
    answers: dict[str, Callable[[], ir.Value]] = {
        "=": lambda: left == right,
        "<>": lambda: left != right,
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
    }
    return answers[relation]()


def _called(node: Call, arguments: list[ir.Value]) -> ir.Value:
    first = arguments[0]
    calls: dict[str, Callable[[], ir.Value]] = {
        "coalesce": lambda: ibis.coalesce(*arguments),
        "nullif": lambda: _nullif(node, first, arguments[1]),
        "greatest": lambda: ibis.greatest(*arguments),
        "least": lambda: ibis.least(*arguments),
        "abs": lambda: first.abs(),  # noqa: PLW0108 - a text has no such method to name
        "round": lambda: _rounded(first, node.digits),
        "root": lambda: ibis.cases((first >= 0.0, first), else_=ibis.null("float64")).sqrt(),
        "length": lambda: first.length().cast("float64"),
        "year": lambda: first.year().cast("float64"),
        "month": lambda: first.month().cast("float64"),
    }
    return calls[node.function]()


def _nullif(node: Call, first: ir.Value, second: ir.Value) -> ir.Value:
    same = _compared(Comparison("=", node.arguments[0], node.arguments[1]), first, second)
    return ibis.cases((same, ibis.null(TYPES[node.kind])), else_=first)


def _rounded(number: ir.Value, digits: int) -> ir.Value:
    """What is as good as a half is lifted over it; the engines then round half away from zero."""
    scale = 10.0**digits
    nudge = ibis.greatest(NEAR, number.abs() * (scale * ULP)) / scale
    return (number + number.sign().cast("float64") * nudge).round(digits).cast("float64")
