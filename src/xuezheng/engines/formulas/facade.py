"""The formulas' door: formulas of one record, measures of many, their components.

rule = condition("computers_students <= students and bandwidth_mbps in (100, 1000)", fields=fields)
rule.evaluate({"students": 812, ...})      # True, False or None, which is unknown
rule.to_ibis(table)                        # the same as a column, on DuckDB or Spark Connect

ratio = measure("sum(multimedia_classrooms) / sum(classrooms)", fields=fields, where="stage in ('primary', 'junior')")
ratio.components                           # two sums, named by what they mean
ratio.value({"sum_…": 310, "sum_…": 400})  # 0.775
"""

from xuezheng.engines.formulas.components import PRESENT, Component, Function, Span
from xuezheng.engines.formulas.evaluating import PRECISION
from xuezheng.engines.formulas.kinds import Kind, Value
from xuezheng.engines.formulas.measures import Measure, measure
from xuezheng.engines.formulas.refusals import FormulaError
from xuezheng.engines.formulas.rows import RowFormula, condition, row_formula
from xuezheng.engines.formulas.words import Titles, component_in_words, formula_in_words
from xuezheng.engines.formulas.years import begins_anew_each_year

__all__ = [
    "PRECISION",
    "PRESENT",
    "Component",
    "FormulaError",
    "Function",
    "Kind",
    "Measure",
    "RowFormula",
    "Span",
    "Titles",
    "Value",
    "begins_anew_each_year",
    "component_in_words",
    "condition",
    "formula_in_words",
    "measure",
    "row_formula",
]
