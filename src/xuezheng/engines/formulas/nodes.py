"""The tree of an accepted formula: few node types, each knowing its kind. What cannot be built from these does not exist."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xuezheng.engines.formulas.kinds import Kind

Operator = Literal["+", "-", "*", "/"]
Relation = Literal["=", "<>", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Constant:
    """`value` None is NULL, which takes the kind of what stands beside it."""

    value: Decimal | str | date | bool | None
    kind: Kind


@dataclass(frozen=True)
class Name:
    """A field of the record. Not exact are numbers that were computed before (components), see `is_exact`."""

    name: str
    kind: Kind
    exact: bool = True


@dataclass(frozen=True)
class Arithmetic:
    operator: Operator
    left: "Node"
    right: "Node"
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True)
class Negative:
    operand: "Node"
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True)
class Comparison:
    relation: Relation
    left: "Node"
    right: "Node"
    kind: Kind = Kind.BOOLEAN


@dataclass(frozen=True)
class Both:
    left: "Node"
    right: "Node"
    kind: Kind = Kind.BOOLEAN


@dataclass(frozen=True)
class Either:
    left: "Node"
    right: "Node"
    kind: Kind = Kind.BOOLEAN


@dataclass(frozen=True)
class Negation:
    operand: "Node"
    kind: Kind = Kind.BOOLEAN


@dataclass(frozen=True)
class Missing:
    """IS NULL."""

    operand: "Node"
    kind: Kind = Kind.BOOLEAN


@dataclass(frozen=True)
class Choice:
    """CASE WHEN."""

    branches: tuple[tuple["Node", "Node"], ...]
    otherwise: "Node"
    kind: Kind


@dataclass(frozen=True)
class Call:
    """coalesce, nullif, greatest, least, abs, round, length, year, month; `root` only within a variation coefficient."""

    function: str
    arguments: tuple["Node", ...]
    kind: Kind
    digits: int = 0


Node = Constant | Name | Arithmetic | Negative | Comparison | Both | Either | Negation | Missing | Choice | Call


def children_of(node: Node) -> tuple[Node, ...]:
    match node:
        case Arithmetic() | Comparison() | Both() | Either():
            return (node.left, node.right)
        case Negative() | Negation() | Missing():
            return (node.operand,)
        case Choice():
            return (*(part for branch in node.branches for part in branch), node.otherwise)
        case Call():
            return node.arguments
        case _:
            return ()


def names_in(node: Node) -> frozenset[str]:
    own = frozenset({node.name}) if isinstance(node, Name) else frozenset[str]()
    return own.union(*(names_in(child) for child in children_of(node)))


def is_exact(node: Node) -> bool:
    """Whether the number has the same digits everywhere: it was read or counted, not computed. See `tolerance`."""
    match node:
        case Constant():
            return True
        case Name():
            return node.exact
        case Negative():
            return is_exact(node.operand)
        case Call(function="length" | "year" | "month"):
            return True
        case _:
            return False
