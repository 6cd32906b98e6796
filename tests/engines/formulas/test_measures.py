"""Measures: the official examples, partitions, and the same by Python, by DuckDB's aggregate and from the components."""

from decimal import Decimal
from statistics import mean
from typing import Any

import ibis
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engines.formulas.generating import FIELDS, Row, measures, rows, table_of
from xuezheng.engines.formulas.facade import PRESENT, Kind, Measure, measure

pytestmark = pytest.mark.unit


def of(text: str, held: list[Row], *, where: str = "") -> float | None:
    found = measure(text, fields=FIELDS, where=where)
    return found.value(_numbers(found.gathered(held)))


def _numbers(given: dict[str, Any]) -> dict[str, Decimal | None]:
    return dict(given.items())


def schools(pupils: list[int], books: list[int]) -> list[Row]:
    return [{"pupils": p, "books": float(b)} for p, b in zip(pupils, books, strict=True)]


PRINTED = schools([45, 37, 89, 76, 55], [279, 137, 935, 160, 402])
"""Five schools of a published worked example of the official coefficient, which prints 0.52 (more exactly 0.5153)."""


def test_variation_as_printed() -> None:
    assert of("variation(books / pupils, pupils)", PRINTED) == pytest.approx(0.5153, abs=5e-5)


@pytest.mark.parametrize(
    ("single", "printed"),
    [
        ([0.393, 0.578, 0.372, 0.246, 0.208, 0.311, 0.311, 0.455], 0.359),
        ([0.433, 0.464, 0.334, 0.318, 0.433, 0.362, 0.368, 0.335], 0.381),
    ],
)
def test_composite_of_eight_as_printed(single: list[float], printed: float) -> None:
    """Changchun Nanguan, primary and junior: the composite coefficient is the plain mean of the eight."""
    names = [f"cv{n}" for n in range(1, 9)]
    composite = measure(
        f"({' + '.join(names)}) / 8 + 0 * count(*)", fields=FIELDS, others=dict.fromkeys(names, Kind.NUMBER)
    )
    values = dict(zip(names, single, strict=True)) | {composite.components[0].name: 1.0}
    assert composite.others == set(names)
    assert round(composite.value(values) or 0, 3) == printed == round(mean(single), 3)


def test_equal_schools_do_not_vary() -> None:
    assert of("variation(books / pupils, pupils)", schools([3, 7, 11], [1, 1, 1])) != 0
    assert of("variation(books / pupils, pupils)", schools([3, 30, 300], [1, 10, 100])) == 0


@pytest.mark.parametrize(
    ("text", "where", "value"),
    [
        ("sum(books) / sum(pupils)", "", 1913 / 302),
        ("sum(books) / sum(pupils)", "pupils > 50", (935 + 160 + 402) / (89 + 76 + 55)),
        ("count(*)", "pupils > 5000", 0),
        ("sum(books)", "pupils > 5000", None),
        ("count(area)", "", 0),
        ("share(books >= 200)", "", 3 / 5),
        ("share(area >= 200)", "", 0),
        ("avg(pupils)", "", 302 / 5),
        ("median(pupils)", "", 55),
        ("max(pupils) - min(pupils)", "", 52),
        ("count(distinct pupils)", "", 5),
        ("100 * sum(books) / (sum(pupils) - 302)", "", None),
    ],
)
def test_value(text: str, where: str, value: float | None) -> None:
    assert of(text, PRINTED, where=where) == (None if value is None else pytest.approx(value))


def test_equal_components_are_one() -> None:
    first, second = (measure(text, fields=FIELDS) for text in ("sum(books) / sum(pupils)", "sum( pupils )/count(*)"))
    assert {part.name for part in first.components} & {part.name for part in second.components} == {
        first.components[1].name
    }
    assert [part.text for part in first.components] == ["sum(books)", "sum(pupils)"]


@pytest.mark.parametrize(
    ("text", "additive", "combines"),
    [
        ("sum(books) / count(*)", True, True),
        ("variation(books, pupils)", True, True),
        ("max(books) / sum(books)", False, True),
        ("median(books)", False, False),
        ("count(distinct stage)", False, False),
    ],
)
def test_additive(text: str, additive: bool, combines: bool) -> None:
    found = measure(text, fields=FIELDS)
    assert (found.is_additive, found.combines) == (additive, combines)


def test_other_periods_are_other_components() -> None:
    growth = measure("sum(pupils) / period_offset(sum(pupils), -1) - 1", fields=FIELDS)
    now, before = growth.components
    assert (now.span, before.span.offset, before.present) == (PRESENT, -1, now)
    assert growth.value({now.name: 110, before.name: 100}) == pytest.approx(0.1)
    to_date = measure("year_to_date(count(*))", fields=FIELDS).components[0]
    assert (to_date.span.year_to_date, to_date.name) == (True, f"{to_date.present.name}__ytd")


@settings(max_examples=50, deadline=None)
@given(text=measures(), held=rows(least=0))
def test_python_and_duckdb_agree(text: str, held: list[Row]) -> None:
    found = measure(text, fields=FIELDS)
    table = table_of(held)
    expected = found.value(_numbers(found.gathered(held)))
    parts = table.aggregate(**{part.name: part.to_ibis(table) for part in found.components})
    engine = ibis.duckdb.connect()
    for expression in (
        table.aggregate(value=found.to_ibis(table)),
        parts.select(value=found.combine_ibis(parts)),
    ):
        assert engine.to_pyarrow(expression)["value"].to_pylist() == [about(expected)], found.canonical


WHERES = (
    "",
    "stage = 'primary'",
    "stage in ('primary', '小学') and pupils > 100",
    "filed or stage = 'junior'",
    "not filed and (stage is null or books > 1)",
    "pupils > 1000",
)


@settings(max_examples=50, deadline=None)
@given(text=measures(), where=st.sampled_from(WHERES), held=rows())
def test_two_steps_give_what_one_gives(text: str, where: str, held: list[Row]) -> None:
    """First for each stage and answer, then what the filters take of these."""
    found = measure(text, fields=FIELDS, where=where)
    table, combining = table_of(held), [part for part in found.components if part.combines]
    assume(combining)
    divided = [part.divided(("stage", "filed")) for part in combining]
    parts = table.aggregate(
        by=["stage", "filed"], **{each.fine.name: each.fine.to_exact_ibis(table) for each in divided}
    )
    one = table.aggregate(**{part.name: part.to_ibis(table) for part in combining})
    two = parts.aggregate(**{each.whole.name: each.combined(parts) for each in divided})
    engine = ibis.duckdb.connect()
    expected, gathered = (engine.to_pyarrow(each).to_pylist()[0] for each in (one, two))
    assert gathered == {name: about(value) for name, value in expected.items()}, found.canonical


def test_what_waits_for_the_second_step() -> None:
    """Only conditions that stand beside others and name nothing else; the sum itself is then the same for all of them."""
    boarding, all_of_them = (
        measure("sum(books)", fields=FIELDS, where=where).components[0].divided(("stage",))
        for where in ("stage = 'primary' and pupils > 3", "pupils > 3")
    )
    assert boarding.fine == all_of_them.fine
    assert (boarding.fields, all_of_them.fields) == (frozenset({"stage"}), frozenset[str]())
    mixed = measure("count(*)", fields=FIELDS, where="stage = 'primary' or pupils > 3").components[0]
    assert mixed.divided(("stage",)).fine == mixed


@settings(max_examples=60, deadline=None)
@given(text=measures(additive=True), held=rows(), deal=st.data())
def test_the_whole_follows_from_any_partition(text: str, held: list[Row], deal: st.DataObject) -> None:
    found = measure(text, fields=FIELDS)
    assert found.is_additive
    places = deal.draw(st.lists(st.integers(0, 3), min_size=len(held), max_size=len(held)))
    parts = [[row for row, place in zip(held, places, strict=True) if place == part] for part in range(4)]
    assert _from_parts(found, parts) == about(found.value(_numbers(found.gathered(held))))


@settings(max_examples=30, deadline=None)
@given(text=st.sampled_from(["max(books)", "min(pupils) + sum(area)"]), held=rows(most=8), cut=st.integers(0, 8))
def test_extremes_combine_too(text: str, held: list[Row], cut: int) -> None:
    found = measure(text, fields=FIELDS)
    assert _from_parts(found, [held[:cut], held[cut:]]) == about(found.value(_numbers(found.gathered(held))))


def _from_parts(found: Measure, parts: list[list[Row]]) -> float | None:
    gathered = [found.gathered(part) for part in parts]
    combined = {part.name: part.combine(each[part.name] for each in gathered) for part in found.components}
    return found.value(_numbers(combined))


def about(value: float | None) -> Any:
    """Components are sums of doubles; where they nearly cancel, what is left is as exact as they were."""
    return None if value is None else pytest.approx(value, rel=1e-6, abs=1e-6)
