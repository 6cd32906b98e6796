"""Components: the sums, counts and extremes into which a measure splits, each named by what it means."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, reduce
from statistics import median

import ibis
from ibis.expr import types as ir

from xuezheng.engines.formulas.columns import column
from xuezheng.engines.formulas.evaluating import evaluated
from xuezheng.engines.formulas.kinds import Kind, Value, as_value
from xuezheng.engines.formulas.nodes import Both, Constant, Missing, Name, Negation, Node, names_in
from xuezheng.engines.formulas.writing import written


class Function(StrEnum):
    SUM = "sum"
    COUNT = "count"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    DISTINCT = "distinct"


ADDITIVE = {Function.SUM, Function.COUNT}
WHOLE_ONLY = {Function.MEDIAN, Function.DISTINCT}
"""What cannot be had from the parts' values."""
GATHERED_BY = {function: function.value for function in Function} | {Function.DISTINCT: "nunique"}
"""Ibis's name for each."""


@dataclass(frozen=True)
class Span:
    """Of which period the component is: `offset` periods from the measured one, or of the year up to it."""

    offset: int = 0
    year_to_date: bool = False

    @property
    def suffix(self) -> str:
        shift = f"__{'back' if self.offset < 0 else 'ahead'}{abs(self.offset)}" if self.offset else ""
        return shift + ("__ytd" if self.year_to_date else "")


PRESENT = Span()
TRUE = Constant(value=True, kind=Kind.BOOLEAN)


@dataclass(frozen=True)
class Component:
    """`expression` per row; of rows that meet `where` only. COUNT counts rows whose expression, a condition, is true."""

    function: Function
    expression: Node
    where: Node | None = None
    span: Span = PRESENT

    @cached_property
    def name(self) -> str:
        """The same for the same meaning in any measure: equal components are computed and kept once."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:12]
        return f"{self.function.value}_{digest}{self.span.suffix}"

    @cached_property
    def text(self) -> str:
        """Readable: sum(classrooms) where (stage = 'primary')."""
        of = f"{self.function.value}({written(self.expression)})"
        return f"{of} where {written(self.where)}" if self.where is not None else of

    @property
    def present(self) -> "Component":
        """The same of the measured period itself."""
        return Component(self.function, self.expression, self.where)

    @property
    def additive(self) -> bool:
        return self.function in ADDITIVE

    @property
    def combines(self) -> bool:
        """Whether the whole follows from the parts: sums, counts, extremes."""
        return self.function not in WHOLE_ONLY

    @cached_property
    def fields(self) -> frozenset[str]:
        return names_in(self.expression) | (names_in(self.where) if self.where is not None else frozenset())

    def to_ibis(self, table: ir.Table) -> ir.Scalar:
        """As an aggregate of the table's rows."""
        found = self.to_exact_ibis(table)
        return found.cast("float64") if self.function == Function.SUM else found

    def to_exact_ibis(self, table: ir.Table) -> ir.Scalar:
        """The same as it comes: a sum of integers or decimals is still exact."""
        if self.function == Function.COUNT and not self._conditions:
            return table.count()
        gathered: ir.Scalar = getattr(self._given(table), GATHERED_BY[self.function])()
        return gathered

    def of_one_row(self, table: ir.Table) -> ir.Value:
        """What is gathered of each row alone, without gathering."""
        if self.function != Function.COUNT:
            return self._given(table).cast("float64")
        if not self._conditions:
            return ibis.literal(1.0)
        return self._given(table).notnull().cast("float64")

    @cached_property
    def _conditions(self) -> tuple[Node, ...]:
        counted = _parts_of(self.expression) if self.function == Function.COUNT else []
        return tuple(part for part in (*counted, *_parts_of(self.where)) if part != TRUE)

    def _given(self, table: ir.Table) -> ir.Value:
        """What each row gives, unknown where it does not count: of components that share an expression DuckDB then computes it
        once, where each FILTER would compute it again."""
        value, conditions = self._value(table)
        where = _all_of(conditions)
        if where is not None:
            value = ibis.cases((column(where, lambda name: table[name]), value), else_=ibis.null(value.type()))
        if isinstance(value, ir.Scalar):
            # sum(1): a constant has no rows of its own, so it is made to stand in each of the table's.
            value = ibis.cases((table[table.columns[0]].isnull(), value), else_=value)
        return value

    def _value(self, table: ir.Table) -> tuple[ir.Value, Sequence[Node]]:
        """What each row gives where it meets these conditions; of what is counted where it is known, that itself."""
        if self.function != Function.COUNT:
            return self._summable(table), self._conditions
        match self._conditions[0]:
            case Negation(operand=Missing(operand=known)):
                return column(known, lambda name: table[name]), self._conditions[1:]
        return ibis.literal(1, type="int8"), self._conditions

    def _summable(self, table: ir.Table) -> ir.Value:
        """A bare field keeps its type: integers and decimals are then added exactly, in whatever order."""
        if self.function == Function.SUM and isinstance(self.expression, Name):
            return table[self.expression.name]
        return column(self.expression, lambda name: table[name])

    def combined(self, part: ir.NumericColumn, where: ir.BooleanValue | None = None) -> ir.Scalar:
        """The whole from a column of the parts' values, or of those parts that meet a condition."""
        if self.function == Function.MIN:
            return part.min(where=where)
        if self.function == Function.MAX:
            return part.max(where=where)
        whole = part.sum(where=where)
        return whole.coalesce(0) if self.function == Function.COUNT and where is not None else whole

    def divided(self, apart: Collection[str]) -> "Divided":
        """For gathering in two steps: conditions that name nothing but fields of `apart` can wait for the second."""
        counts = self.function == Function.COUNT
        waiting: list[Node] = []
        where = _without(self.where, apart, waiting)
        expression = (_without(self.expression, apart, waiting) or TRUE) if counts else self.expression
        return Divided(whole=self, fine=Component(self.function, expression, where, self.span), taken=_all_of(waiting))

    def of_rows(self, rows: Iterable[Mapping[str, object]], kinds: Mapping[str, Kind]) -> Value:
        """In Python, for few rows and for the tests that hold the engines to it."""
        found: list[Value] = []
        for row in rows:
            values = {name: as_value(row.get(name), kinds[name], name=name) for name in self.fields}
            if self.where is None or evaluated(self.where, values) is True:
                found.append(evaluated(self.expression, values))
        return self._gathered([value for value in found if value is not None])

    def _gathered(self, known: Sequence[Value]) -> Value:
        if self.function == Function.COUNT:
            return Decimal(sum(value is True for value in known))
        if self.function == Function.DISTINCT:
            return Decimal(len(set(known)))
        numbers = [value for value in known if isinstance(value, Decimal)]
        if not numbers:
            return None
        gather: dict[Function, Callable[[list[Decimal]], Decimal]] = {
            Function.SUM: lambda values: sum(values, Decimal(0)),
            Function.MIN: min,
            Function.MAX: max,
            Function.MEDIAN: median,
        }
        return gather[self.function](numbers)

    def combine(self, parts: Iterable[Value]) -> Value:
        """The whole from the parts' values, in Python."""
        numbers = [part for part in parts if isinstance(part, Decimal)]
        if not numbers:
            return Decimal(0) if self.function == Function.COUNT else None
        if self.function == Function.MIN:
            return min(numbers)
        return max(numbers) if self.function == Function.MAX else sum(numbers, Decimal(0))


@dataclass(frozen=True)
class Divided:
    """A component as it is gathered in a first step, and which of the parts so gathered the second step takes."""

    whole: Component
    fine: Component
    taken: Node | None

    @property
    def fields(self) -> frozenset[str]:
        """Those by which the parts are to be told apart."""
        return names_in(self.taken) if self.taken is not None else frozenset()

    def combined(self, parts: ir.Table) -> ir.Scalar:
        """From a table of parts with a column named as the fine component."""
        where = column(self.taken, lambda name: parts[name]) if self.taken is not None else None
        return self.whole.combined(parts[self.fine.name], where)


def _without(condition: Node | None, apart: Collection[str], waiting: list[Node]) -> Node | None:
    """What is left of the condition once those of its parts that can wait are moved to the others that wait."""
    left: list[Node] = []
    for part in _parts_of(condition):
        names = names_in(part)
        (waiting if names and names <= set(apart) else left).append(part)
    return _all_of(left)


def _parts_of(condition: Node | None) -> list[Node]:
    if isinstance(condition, Both):
        return [*_parts_of(condition.left), *_parts_of(condition.right)]
    return [] if condition is None else [condition]


def _all_of(conditions: Sequence[Node]) -> Node | None:
    return reduce(Both, conditions) if conditions else None
