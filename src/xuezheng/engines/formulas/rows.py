"""Formulas of one record: rules of forms, filters and row conditions of indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ibis.expr import types as ir

from xuezheng.engines.formulas.columns import column
from xuezheng.engines.formulas.evaluating import evaluated
from xuezheng.engines.formulas.kinds import Kind, Value, as_value
from xuezheng.engines.formulas.nodes import Node, names_in
from xuezheng.engines.formulas.parsing import parsed
from xuezheng.engines.formulas.reading import Reader
from xuezheng.engines.formulas.writing import written


@dataclass(frozen=True)
class RowFormula:
    """An accepted formula. Evaluated in Python and by an engine it gives the same."""

    text: str
    node: Node
    known: Mapping[str, Kind]

    @property
    def kind(self) -> Kind:
        return self.node.kind

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields it reads."""
        return names_in(self.node)

    @property
    def canonical(self) -> str:
        """One spelling for one meaning."""
        return written(self.node)

    def evaluate(self, values: Mapping[str, object]) -> Value:
        """For one record; a field that is absent is NULL, as one that is None."""
        return evaluated(
            self.node, {name: as_value(values.get(name), self.known[name], name=name) for name in self.fields}
        )

    def to_ibis(self, table: ir.Table) -> ir.Value:
        """As a column of the table, which must hold the fields by their names."""
        return column(self.node, lambda name: table[name])


def row_formula(text: str, *, fields: Mapping[str, Kind]) -> RowFormula:
    """Read a formula over one record's fields; FormulaError says what is wrong and where."""
    tree, places = parsed(text)
    return RowFormula(text=text, node=Reader(places, fields).read(tree), known=dict(fields))


def condition(text: str, *, fields: Mapping[str, Kind]) -> RowFormula:
    """The same where yes or no is wanted: a filter, a rule."""
    tree, places = parsed(text)
    return RowFormula(text=text, node=Reader(places, fields).read_as(Kind.BOOLEAN, tree), known=dict(fields))
