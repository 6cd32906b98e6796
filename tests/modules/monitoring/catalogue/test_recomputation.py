"""Every shipped indicator against plain SQL: province, cities and counties, over the demonstration's records."""

from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from tests.modules.monitoring.catalogue.by_hand import DIMENSIONS, INDICATORS, ByHand
from tests.modules.monitoring.catalogue.records import Records, drawn_ground
from xuezheng.engines.indicators.catalogue import registered_files
from xuezheng.engines.indicators.computing import VALUE, cells_of, with_values
from xuezheng.engines.indicators.definitions import Compiled
from xuezheng.engines.indicators.facade import read_catalogs
from xuezheng.engines.indicators.programs import Program
from xuezheng.engines.indicators.rolling import counties_of
from xuezheng.engines.indicators.scanning import unit_components
from xuezheng.engines.lake.facade import tables

pytestmark = pytest.mark.unit

LAST = {"quarter": "2026Q3", "year": "2026"}
BEFORE, OF_THE_YEAR = "2026Q2", ("2026Q1", "2026Q2", "2026Q3")
PROVINCE, CITY, COUNTY = 2, 3, 4
EQUAL = 2.0**-15
"""A coefficient this small is none: its square is what the engine takes for rounding."""
Values = dict[tuple[str, str], float | None]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return Records(tmp_path_factory.mktemp("records"), drawn_ground())


@pytest.fixture(scope="module")
def shipped(records: Records) -> list[Compiled]:
    return read_catalogs(registered_files(), tables=records)


def test_every_shipped_indicator_is_reckoned_by_hand(shipped: list[Compiled]) -> None:
    """But for those of what units report: their rows come from forms, and tests/modules/monitoring/test_reported.py hands
    them over."""
    drawn = [each.definition.code for each in shipped if each.definition.table != "connection_reports"]
    assert sorted(drawn) == sorted(INDICATORS)


@pytest.mark.parametrize("table", sorted({by_hand.table for by_hand in INDICATORS.values()}))
def test_the_engine_agrees_with_plain_sql(table: str, records: Records, shipped: list[Compiled]) -> None:
    computed = _computed(table, records, [each for each in shipped if each.definition.table == table])
    expected: Values = {}
    for code, by_hand in INDICATORS.items():
        if by_hand.table == table:
            expected |= {(code, path): value for path, value in _by_hand(by_hand, records).items()}

    assert {code for code, _path in expected} == {code for code, _path in computed}
    assert _told(computed) == _told(expected)
    for (code, path), value in expected.items():
        near = EQUAL if INDICATORS[code].spread else 1e-9
        right = None if value is None else pytest.approx(value, rel=1e-9, abs=near)
        assert computed.get((code, path)) == right, (code, path)


def test_the_figures_are_those_of_a_province(records: Records, shipped: list[Compiled]) -> None:
    """Near what the ministry and the province tell of these years, with counties that lag."""
    found: Values = {}
    for table in ("school_network", "school_facilities", "school_spaces", "vocational_campus", "information_systems"):
        found |= _computed(table, records, [each for each in shipped if each.definition.table == table])
    bounds = {
        "broadband_school_ratio": (0.985, 1.0),
        "bandwidth_100m_school_ratio": (0.88, 0.96),
        "multimedia_classroom_ratio": (0.82, 0.92),
        "multimedia_school_ratio": (0.94, 0.99),
        "teacher_space_ratio": (0.75, 0.86),
        "student_space_ratio": (0.5, 0.66),
        "vocational_campus_ratio": (0.8, 0.95),
        "protection_filing_ratio": (0.9, 1.0),
    }
    values = {code: found[code, "cn.41."] for code in bounds}
    assert {code: low <= (values[code] or 0) <= high for code, (low, high) in bounds.items()} == dict.fromkeys(
        bounds, True
    )
    urban, rural = (found[f"multimedia_classroom_{place}_ratio", "cn.41."] or 0 for place in ("urban", "rural"))
    assert urban > rural + 0.03
    counties = [
        value or 0
        for (code, path), value in found.items()
        if code == "multimedia_classroom_ratio" and path.count(".") == 4
    ]
    assert max(counties) - min(counties) > 0.2


def _computed(table: str, records: Records, indicators: list[Compiled]) -> Values:
    program, period = Program(tuple(indicators)), LAST[tables()[table].periods]
    units = unit_components(records.read(table, period), program, reader=records)
    counties = counties_of(units, program, names=list(program.combining))
    cells = with_values(cells_of(counties, program, reader=records, table=table, period=period), program)
    whole = [row for row in cells.to_pylist() if not row["dims"] and PROVINCE <= row["depth"] <= COUNTY]
    return {
        (each.definition.code, row["unit_path"]): row[f"{VALUE}{each.definition.code}"]
        for row in whole
        for each in indicators
    }


def _told(values: Values) -> dict[str, int]:
    """How many units have a value, by indicator: a comparison of nothing with nothing would hold as well."""
    found: dict[str, int] = defaultdict(int)
    for (code, _path), value in values.items():
        found[code] += value is not None
    return dict(found)


def _by_hand(by_hand: ByHand, records: Records) -> dict[str, float | None]:
    """By path. Units with rows in the table but none that counts are there as well: their counts are 0, the rest unknown."""
    period = LAST[tables()[by_hand.table].periods]
    with duckdb.connect() as database:
        found: dict[str, float | None] = {}
        for depth in (PROVINCE, CITY, COUNTY):
            at = {
                path: None
                for (path,) in database.execute(_paths(_rows(records, by_hand.table, period), depth)).fetchall()
            }
            found |= at | {
                path: value
                for path, value in database.execute(_sql(by_hand, records, period, depth)).fetchall()
                if path in at
            }
    return found


def _rows(records: Records, table: str, *periods: str) -> str:
    files = ", ".join(f"'{records.file(table, period)}'" for period in periods)
    if table != "university_it":
        return f"read_parquet([{files}])"
    columns = [column.name for column in tables()[table].columns if column.type == "decimal"]
    sums = ", ".join(
        f"({' + '.join(name for name in columns if name.startswith(f'{dimension}_'))})::DOUBLE AS points_of_{dimension}"
        for dimension in DIMENSIONS
    )
    return f"(SELECT *, {sums} FROM read_parquet([{files}]))"


def _place(depth: int) -> str:
    return f"array_to_string(string_split(unit_path, '.')[1:{depth}], '.') || '.'"


def _deep(depth: int) -> str:
    return f"len(string_split(unit_path, '.')) > {depth}"


def _paths(rows: str, depth: int) -> str:
    return f"SELECT DISTINCT {_place(depth)} FROM {rows} WHERE {_deep(depth)}"


def _sql(by_hand: ByHand, records: Records, period: str, depth: int) -> str:
    table = by_hand.table
    if by_hand.spread:
        return _spread(by_hand, _rows(records, table, period), depth)
    rows = _rows(records, table, *(OF_THE_YEAR if by_hand.year_so_far else (period,)))
    # The filter stands in the aggregates' input, not in the rows: a unit none of whose rows count has a count of 0.
    present = _grouped(by_hand.sql, by_hand.where, rows, depth)
    if not by_hand.before:
        return present
    before = _grouped(by_hand.before, by_hand.where, _rows(records, table, BEFORE), depth)
    return (
        "SELECT now.place, now.value::DOUBLE / nullif(earlier.value, 0) - 1"
        f" FROM ({present}) AS now LEFT JOIN ({before}) AS earlier USING (place)"
    )


def _grouped(sql: str, where: str, rows: str, depth: int) -> str:
    counts = sql.startswith("count(")
    chosen = (
        f"SELECT {_place(depth)} AS place, {sql} AS value FROM {rows} WHERE {_deep(depth)} AND ({where}) GROUP BY place"
    )
    if not counts or "/" in sql:
        return chosen
    every = f"SELECT DISTINCT {_place(depth)} AS place FROM {rows} WHERE {_deep(depth)}"
    return f"SELECT place, coalesce(value, 0) AS value FROM ({every}) LEFT JOIN ({chosen}) USING (place)"


def _spread(by_hand: ByHand, rows: str, depth: int) -> str:
    """S / M with S² = Σ p/P · (x − M)² and M = Σ items / Σ p, as the official rules print it; the mean of several."""
    single = []
    for column, weight in by_hand.spread:
        source = (
            f"(SELECT {_place(depth)} AS place, ({column})::DOUBLE AS items, ({weight})::DOUBLE AS weight FROM {rows}"
        )
        source += f" WHERE {_deep(depth)} AND ({by_hand.where}))"
        single.append(
            "SELECT place, sqrt(sum(weight / whole * (items / weight - mean) ** 2)) / nullif(any_value(mean), 0) AS value FROM"
            " (SELECT *, sum(weight) OVER w AS whole, sum(items) OVER w / sum(weight) OVER w AS mean"
            f" FROM {source} WHERE weight > 0 WINDOW w AS (PARTITION BY place)) GROUP BY place"
        )
    return f"SELECT place, sum(value) / {len(single)} FROM ({' UNION ALL '.join(single)}) GROUP BY place"


def test_the_printed_example_of_the_coefficient(records: Records, shipped: list[Compiled], tmp_path: Path) -> None:
    """Five schools with 45, 37, 89, 76 and 55 pupils and 279, 137, 935, 160 and 402 books: 0.5153 is printed."""
    (books,) = [each.value for each in shipped if each.definition.code == "books_variation_primary"]
    pupils, stock = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
    rows = [
        {"section": "primary", "students": students, "books": held}
        for students, held in zip(pupils, stock, strict=True)
    ]
    gathered = books.gathered(rows)
    assert books.value(gathered) == pytest.approx(0.5153, abs=5e-5)  # type: ignore[arg-type] # numbers only


def test_the_composite_is_the_mean_of_the_eight(records: Records, shipped: list[Compiled]) -> None:
    """Changchun's printed eight: 0.393 0.578 0.372 0.246 0.208 0.311 0.311 0.455 give 0.359. Ours: the mean of our eight."""
    printed = (0.393, 0.578, 0.372, 0.246, 0.208, 0.311, 0.311, 0.455)
    assert sum(printed) / 8 == pytest.approx(0.359, abs=5e-4)
    values = _computed(
        "school_balance", records, [each for each in shipped if each.definition.table == "school_balance"]
    )
    eight = (
        "room_area",
        "sports_area",
        "equipment",
        "computers",
        "books",
        "teachers",
        "degree_teachers",
        "titled_teachers",
    )
    paths = {path for code, path in values if code == "basic_balance_primary" and values[code, path] is not None}
    assert len(paths) > 150
    for path in paths:
        single = [values[f"{item}_variation_primary", path] for item in eight]
        assert values["basic_balance_primary", path] == pytest.approx(sum(value or 0 for value in single) / 8)
