"""A formula for one record in Python: decimals, and SQL's logic of three values, in which None is unknown."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from functools import partial

from xuezheng.engines.formulas.kinds import Value
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
    children_of,
    is_exact,
    names_in,
)
from xuezheng.engines.formulas.tolerance import NEAR, ULP

PRECISION = Context(prec=60, Emin=-999_999, Emax=999_999)
_NEAR, _ULP, _ONE, _HALF = Decimal(NEAR), Decimal(ULP), Decimal(1), Decimal("0.5")


def evaluated(node: Node, values: Mapping[str, Value]) -> Value:
    """`values` are brought to their kinds already; a name without a value is NULL."""
    with localcontext(PRECISION):
        return _value(node, values)


def divides_by_nothing(node: Node) -> bool:
    """Whether it divides by what is 0, or unknown, whatever the record: then it never has a value."""
    if isinstance(node, Arithmetic) and node.operator == "/" and not names_in(node.right):
        return not evaluated(node.right, {}) or divides_by_nothing(node.left)
    return any(divides_by_nothing(child) for child in children_of(node))


def _value(node: Node, values: Mapping[str, Value]) -> Value:  # noqa: C901, PLR0911 - one arm for each node type
    match node:
        case Constant():
            return node.value
        case Name():
            return values.get(node.name)
        case Both() | Either():
            return _connected(node, values)
        case Missing():
            return _value(node.operand, values) is None
        case Choice():
            return _chosen(node, values)
        case Call(function="coalesce"):
            found = (_value(argument, values) for argument in node.arguments)
            return next((value for value in found if value is not None), None)
        case Call(function="greatest" | "least"):
            return _extreme(node, values)
        case Negation() | Negative():
            return _turned(node, _value(node.operand, values))
        case Comparison():
            return _compared(node, _value(node.left, values), _value(node.right, values))
        case Arithmetic():
            return _calculated(node, _value(node.left, values), _value(node.right, values))
        case Call():
            return _called(node, [_value(argument, values) for argument in node.arguments])


def _connected(node: Both | Either, values: Mapping[str, Value]) -> bool | None:
    """False decides AND, true decides OR, whatever the other side is; else unknown stays unknown."""
    deciding = isinstance(node, Either)
    sides = (_value(node.left, values), _value(node.right, values))
    if deciding in sides:
        return deciding
    return None if None in sides else not deciding


def _chosen(node: Choice, values: Mapping[str, Value]) -> Value:
    for when, then in node.branches:
        if _value(when, values) is True:
            return _value(then, values)
    return _value(node.otherwise, values)


def _extreme(node: Call, values: Mapping[str, Value]) -> Value:
    """As PostgreSQL and DuckDB have it: unknown ones do not count."""
    known = [number for argument in node.arguments if isinstance(number := _value(argument, values), Decimal)]
    if not known:
        return None
    return max(known) if node.function == "greatest" else min(known)


def _turned(node: Negation | Negative, value: Value) -> Value:
    if isinstance(node, Negation):
        return not value if isinstance(value, bool) else None
    return -value if isinstance(value, Decimal) else None


def _compared(node: Comparison, left: Value, right: Value) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        order = 0 if not (is_exact(node.left) and is_exact(node.right)) and _near(left, right) else _order(left, right)
    else:
        order = _order(left, right)
    answers = {"=": order == 0, "<>": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}
    return answers[node.relation]


def _order(left: Value, right: Value) -> int:
    """Texts by code point, which is the order of their UTF-8 bytes too."""
    if left == right:
        return 0
    if isinstance(left, str) and isinstance(right, str):
        return -1 if left < right else 1
    if isinstance(left, date) and isinstance(right, date):
        return -1 if left < right else 1
    if isinstance(left, Decimal | bool) and isinstance(right, Decimal | bool):
        return -1 if left < right else 1
    raise TypeError(f"{left!r} and {right!r} are of two kinds")


def _near(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= _NEAR * max(_ONE, abs(left), abs(right))


def _calculated(node: Arithmetic, left: Value, right: Value) -> Decimal | None:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return None
    if node.operator == "/":
        return None if right == 0 or (not is_exact(node.right) and abs(right) <= _NEAR) else left / right
    operations: dict[str, Callable[[Decimal], Decimal]] = {
        "+": partial(Decimal.__add__, left),
        "-": partial(Decimal.__sub__, left),
        "*": partial(Decimal.__mul__, left),
    }
    return operations[node.operator](right)


def _called(node: Call, arguments: list[Value]) -> Value:
    first = arguments[0]
    if node.function == "nullif":
        same = _compared(Comparison("=", node.arguments[0], node.arguments[1]), first, arguments[1])
        return None if same else first
    if isinstance(first, Decimal):
        return _of_number(node, first)
    if isinstance(first, str) and node.function == "length":
        return Decimal(len(first))
    if isinstance(first, date):
        return Decimal(first.year if node.function == "year" else first.month)
    return None


def _of_number(node: Call, number: Decimal) -> Decimal | None:
    if node.function == "abs":
        return abs(number)
    if node.function == "root":
        return number.sqrt() if number >= 0 else None
    return _rounded(number, node.digits)


def _rounded(number: Decimal, digits: int) -> Decimal:
    """Half away from zero, where a half is what is as good as a half."""
    scaled = abs(number).scaleb(digits)
    nudged = scaled + _HALF + max(_NEAR, scaled * _ULP)
    return nudged.to_integral_value(rounding=ROUND_FLOOR).scaleb(-digits).copy_sign(number)
