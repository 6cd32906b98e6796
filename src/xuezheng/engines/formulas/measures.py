"""Measures of a set of records: read as an outer formula over components, so that both halves use the one evaluator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ibis.expr import types as ir

from xuezheng.engines.formulas.columns import column
from xuezheng.engines.formulas.components import PRESENT, Component
from xuezheng.engines.formulas.evaluating import divides_by_nothing, evaluated
from xuezheng.engines.formulas.kinds import Kind, Value, as_value
from xuezheng.engines.formulas.measure_reading import MeasureReader
from xuezheng.engines.formulas.nodes import Arithmetic, Node, names_in
from xuezheng.engines.formulas.parsing import parsed
from xuezheng.engines.formulas.rows import condition
from xuezheng.engines.formulas.writing import written

Number = Decimal | float | int | None


@dataclass(frozen=True)
class Measure:
    """`others` are values of other measures it names, which are given beside the components."""

    text: str
    node: Node
    components: tuple[Component, ...]
    known: Mapping[str, Kind]
    others: frozenset[str]

    @property
    def is_additive(self) -> bool:
        """The value of a whole follows from the sums of its parts' components."""
        return all(component.additive for component in self.components)

    @property
    def combines(self) -> bool:
        """The same with the least and greatest among them."""
        return all(component.combines for component in self.components)

    @property
    def canonical(self) -> str:
        """One spelling for one meaning, components by their names."""
        return written(self.node)

    @property
    def fields(self) -> frozenset[str]:
        """The records' fields that it reads."""
        return frozenset[str]().union(*(component.fields for component in self.components))

    @property
    def divides_by_nothing(self) -> bool:
        """Anywhere in it there is a division by a constant 0."""
        within = [node for part in self.components for node in (part.expression, part.where) if node is not None]
        return any(divides_by_nothing(node) for node in (self.node, *within))

    @property
    def ratio(self) -> "tuple[Measure, Measure] | None":
        """Numerator and denominator, where the measure is one by the other."""
        if not isinstance(self.node, Arithmetic) or self.node.operator != "/":
            return None
        return self._part(self.node.left), self._part(self.node.right)

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_in(self.node)

    def _part(self, node: Node) -> "Measure":
        names = names_in(node)
        return Measure(
            text=written(node),
            node=node,
            components=tuple(part for part in self.components if part.name in names),
            known=self.known,
            others=self.others & names,
        )

    def value(self, components: Mapping[str, Number]) -> float | None:
        """From the components by name; what is absent is unknown, division by zero too."""
        given = {name: as_value(components.get(name), Kind.NUMBER, name=name) for name in self._names}
        found = evaluated(self.node, given)
        return float(found) if isinstance(found, Decimal) else None

    def to_ibis(self, table: ir.Table) -> ir.Value:
        """The whole as one aggregate of the table. Components of other periods are not in it and are unknown."""
        aggregates = {
            component.name: component.to_ibis(table) for component in self.components if component.span == PRESENT
        }
        return column(self.node, lambda name: aggregates[name])

    def combine_ibis(self, table: ir.Table) -> ir.Value:
        """As a column over a table that holds the components as columns, one row for each unit."""
        return column(self.node, lambda name: table[name])

    def gathered(self, rows: Iterable[Mapping[str, object]]) -> dict[str, Value]:
        """The components of a few rows in Python."""
        held = list(rows)
        return {component.name: component.of_rows(held, self.known) for component in self.components}


def measure(
    text: str, *, fields: Mapping[str, Kind], others: Mapping[str, Kind] | None = None, where: str = ""
) -> Measure:
    """Read a measure over a table's fields; `where` limits every component to the rows that meet it."""
    tree, places = parsed(text)
    filtered = condition(where, fields=fields).node if where.strip() else None
    reader = MeasureReader(places, fields, others or {}, where=filtered)
    node = reader.read_as(Kind.NUMBER, tree)
    reader.check_result(tree, node)
    return Measure(
        text=text,
        node=node,
        components=tuple(reader.components.values()),
        known=dict(fields),
        others=names_in(node) & frozenset(others or {}),
    )
