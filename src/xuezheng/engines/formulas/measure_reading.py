"""Reading a measure: each aggregate becomes components and a small formula over them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from sqlglot import exp

from xuezheng.engines.formulas.components import PRESENT, Component, Function, Span
from xuezheng.engines.formulas.kinds import Kind
from xuezheng.engines.formulas.nodes import (
    Arithmetic,
    Both,
    Call,
    Choice,
    Comparison,
    Constant,
    Missing,
    Name,
    Negation,
    Node,
    names_in,
)
from xuezheng.engines.formulas.parsing import Places
from xuezheng.engines.formulas.reading import ROW_FUNCTIONS, Reader
from xuezheng.engines.formulas.refusals import FormulaError

AGGREGATES = ("avg", "count", "max", "median", "min", "period_offset", "share", "sum", "variation", "year_to_date")
FARTHEST = 40
ALWAYS = Constant(value=True, kind=Kind.BOOLEAN)
ZERO, ONE = Constant(Decimal(0), Kind.NUMBER), Constant(Decimal(1), Kind.NUMBER)


class MeasureReader(Reader):
    """Outside of aggregates only other measures can be named; inside, the fields of a row."""

    functions: ClassVar[tuple[str, ...]] = tuple(sorted((*ROW_FUNCTIONS, *AGGREGATES)))

    def __init__(
        self, places: Places, fields: Mapping[str, Kind], others: Mapping[str, Kind], *, where: Node | None
    ) -> None:
        super().__init__(places, others)
        self.rows = RowReader(places, fields)
        self.where, self.span = where, PRESENT
        self.components: dict[str, Component] = {}
        self._readers |= {
            exp.Sum: lambda e, depth: self._one(Function.SUM, e, depth),
            exp.Min: lambda e, depth: self._one(Function.MIN, e, depth),
            exp.Max: lambda e, depth: self._one(Function.MAX, e, depth),
            exp.Median: lambda e, depth: self._one(Function.MEDIAN, e, depth),
            exp.Avg: self._average,
            exp.Count: self._count,
            exp.Anonymous: self._named_function,
        }

    def named(self, name: str, kind: Kind) -> Node:
        return Name(name, kind, exact=False)

    def _no_field(self, name: str) -> str:
        if name in self.rows.names:
            return _("“%(name)s” differs from row to row; say how it is gathered, such as sum(%(name)s).") % {
                "name": name
            }
        return super()._no_field(name)

    def check_result(self, tree: exp.Expr, node: Node) -> None:
        if not names_in(node):
            raise self.refused(tree, _("A measure gathers something: sum, count, avg, share …"))

    def _component(self, function: Function, expression: Node, *, besides: Node | None = None) -> Node:
        where = Both(self.where, besides) if self.where is not None and besides is not None else self.where or besides
        component = Component(function, expression, where, self.span)
        self.components[component.name] = component
        return Name(component.name, Kind.NUMBER, exact=False)

    def _counted(self, condition: Node, *, besides: Node | None = None) -> Node:
        """Of no rows there are 0."""
        return Call("coalesce", (self._component(Function.COUNT, condition, besides=besides), ZERO), Kind.NUMBER)

    def _one(self, function: Function, tree: exp.Expr, depth: int) -> Node:
        return self._component(function, self.rows.read_as(Kind.NUMBER, tree.this, depth))

    def _average(self, tree: exp.Expr, depth: int) -> Node:
        value = self.rows.read_as(Kind.NUMBER, tree.this, depth)
        return Arithmetic("/", self._component(Function.SUM, value), self._counted(Negation(Missing(value))))

    def _count(self, tree: exp.Expr, depth: int) -> Node:
        if isinstance(tree.this, exp.Star) and not any(tree.this.args.values()):
            return self._counted(ALWAYS)
        if isinstance(tree.this, exp.Distinct):
            if len(tree.this.expressions) != 1 or tree.this.args.get("on"):
                raise self.refused(tree, _("COUNT(DISTINCT …) takes one expression."))
            value = self.rows.read(tree.this.expressions[0], depth)
            return Call("coalesce", (self._component(Function.DISTINCT, value), ZERO), Kind.NUMBER)
        if tree.this is None or tree.expressions:
            raise self.refused(tree, _("COUNT takes * or one expression."))
        return self._counted(Negation(Missing(self.rows.read(tree.this, depth))))

    def _named_function(self, tree: exp.Expr, depth: int) -> Node:
        readers: dict[str, tuple[int, Callable[[list[exp.Expr], int], Node]]] = {
            "share": (1, self._share),
            "variation": (2, self._variation),
            "period_offset": (2, self._offset),
            "year_to_date": (1, self._to_date),
        }
        name = str(tree.this).lower()
        if name not in readers:
            raise self._unknown(tree)
        wanted, reader = readers[name]
        if len(tree.expressions) != wanted:
            raise self.refused(
                tree,
                _("“%(name)s” takes %(wanted)s, not %(given)s.")
                % {"name": name, "wanted": wanted, "given": len(tree.expressions)},
            )
        return reader(tree.expressions, depth)

    def _share(self, arguments: list[exp.Expr], depth: int) -> Node:
        met = self.rows.read_as(Kind.BOOLEAN, arguments[0], depth)
        return Arithmetic("/", self._counted(met), self._counted(ALWAYS))

    def _variation(self, arguments: list[exp.Expr], depth: int) -> Node:
        """The weighted coefficient of variation: the root of the weighted squared distances from the pooled mean, by that mean.

        Its square is Σwx²/Σw ÷ M² − 1 with M = Σwx/Σw, three sums: so it rolls up as a share does. Rows without a value or
        with no weight stand outside.
        """
        value, weight = (self.rows.read_as(Kind.NUMBER, argument, depth) for argument in arguments)
        counts = Both(Negation(Missing(value)), Comparison(">", weight, ZERO))
        first: Node = Arithmetic("*", weight, value)
        weights, firsts, seconds = (
            self._component(Function.SUM, summed, besides=counts)
            for summed in (weight, first, Arithmetic("*", first, value))
        )
        squared = Arithmetic(
            "-", Arithmetic("/", Arithmetic("/", Arithmetic("*", seconds, weights), firsts), firsts), ONE
        )
        # What rounding leaves of equal values is no variation: the comparison knows when a number is as good as 0.
        equal = Comparison("<=", squared, ZERO)
        return Choice(
            ((Missing(squared), Constant(None, Kind.NUMBER)), (equal, ZERO)),
            Call("root", (squared,), Kind.NUMBER),
            Kind.NUMBER,
        )

    def _offset(self, arguments: list[exp.Expr], depth: int) -> Node:
        text = arguments[1].sql()
        if not text.lstrip("-").isdecimal() or not 0 < abs(int(text)) <= FARTHEST:
            raise self.refused(
                arguments[1],
                _("The offset is a whole number of periods such as -1, at most %(most)s.") % {"most": FARTHEST},
            )
        return self._within(arguments[0], Span(offset=int(text)), depth)

    def _to_date(self, arguments: list[exp.Expr], depth: int) -> Node:
        before = set(self.components)
        node = self._within(arguments[0], Span(year_to_date=True), depth)
        added = [component for name, component in self.components.items() if name not in before]
        if any(not component.additive or component.span.offset != self.span.offset for component in added):
            raise self.refused(arguments[0], _("Only sums and counts of the periods themselves add up over the year."))
        return node

    def _within(self, tree: exp.Expr, span: Span, depth: int) -> Node:
        outer = self.span
        self.span = Span(outer.offset + span.offset, outer.year_to_date or span.year_to_date)
        try:
            return self.read_as(Kind.NUMBER, tree, depth)
        finally:
            self.span = outer


class RowReader(Reader):
    """Inside of an aggregate."""

    def _unknown(self, tree: exp.Expr) -> FormulaError:
        gathers = (
            str(tree.this).lower() in AGGREGATES if isinstance(tree, exp.Anonymous) else isinstance(tree, exp.AggFunc)
        )
        if gathers:
            return self.refused(tree, _("What gathers rows does not stand inside of what gathers rows."))
        return super()._unknown(tree)
