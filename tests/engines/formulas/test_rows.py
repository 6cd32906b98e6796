"""Formulas of one record: values by hand, and the same by DuckDB for whatever formula and record."""

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pytest
from hypothesis import given, settings

from tests.engines.formulas.generating import FIELDS, Row, conditions, numbers, rows, table_of
from xuezheng.engines.formulas.facade import FormulaError, Kind, condition, row_formula

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pupils + books * 2", Decimal("45.6")),
        ("(pupils + books) / 0", None),
        ("area / 2", None),
        ("0.1 + 0.2 = 0.3", True),
        ("books / pupils > 0.006666", True),
        ("round(2.675, 2)", Decimal("2.68")),
        ("round(-2.5)", Decimal(-3)),
        ("area > 1", None),
        ("area > 1 and pupils = 1", False),
        ("area > 1 or pupils = 45", True),
        ("not (area > 1)", None),
        ("area is null and stage is not null", True),
        ("stage in ('primary', 'junior')", True),
        ("pupils not in (1, 45)", False),
        ("pupils between 45 and 46", True),
        ("case stage when 'junior' then 1 when 'primary' then 2 end", Decimal(2)),
        ("case when area > 1 then pupils end", None),
        ("coalesce(area, pupils)", Decimal(45)),
        ("greatest(area, pupils, 3)", Decimal(45)),
        ("least(area, pupils)", Decimal(45)),
        ("nullif(pupils, 45)", None),
        ("length(stage) + year(opened) * 100 + month(opened)", Decimal(7 + 201_800 + 9)),
        ("opened < date '2018-09-02'", True),
        ("filed <> false", False),
    ],
)
def test_value(text: str, value: object) -> None:
    row = {"pupils": 45, "books": 0.3, "stage": "primary", "opened": date(2018, 9, 1), "filed": False}
    assert row_formula(text, fields=FIELDS).evaluate(row) == value


def test_knows_its_kind_and_fields() -> None:
    found = row_formula("books / pupils >= 3 or filed", fields=FIELDS)
    assert (found.kind, found.fields) == (Kind.BOOLEAN, frozenset({"books", "pupils", "filed"}))


def test_spellings_of_one_meaning_are_one() -> None:
    assert (
        row_formula("pupils*2 != 4", fields=FIELDS).canonical
        == row_formula("( pupils * 2 )\n <> (4)", fields=FIELDS).canonical
    )


def test_a_condition_is_yes_or_no() -> None:
    with pytest.raises(FormulaError, match="pupils"):
        condition("pupils + 1", fields=FIELDS)


def test_a_value_of_a_wrong_kind_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="pupils is str, not a number"):
        row_formula("pupils", fields=FIELDS).evaluate({"pupils": "45"})


@settings(max_examples=60, deadline=None)
@given(text=numbers() | conditions(), held=rows())
def test_python_and_duckdb_agree(text: str, held: list[Row]) -> None:
    formula = row_formula(text, fields=FIELDS)
    table = table_of(held)
    by_engine = _by_duckdb(table.select(value=formula.to_ibis(table)))
    assert by_engine == [_about(formula.evaluate(row)) for row in held], formula.canonical


def _by_duckdb(expression: Any) -> list[Any]:
    values: list[Any] = ibis.duckdb.connect().to_pyarrow(expression)["value"].to_pylist()
    return values


def _about(value: Any) -> Any:
    return pytest.approx(float(value), rel=1e-9, abs=1e-9) if isinstance(value, Decimal) else value
