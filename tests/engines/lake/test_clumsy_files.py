"""Files as people make them: what is meant is read, all else is refused by a sentence, and nothing turns into another value."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.engines.lake.test_lake import PERIOD, ROOMS
from tests.factories import AT, Tree, acting
from xuezheng.engines.lake import facade
from xuezheng.engines.lake.refusals import ColumnHoldsNoCells, HeadStandsTwice, SourceIsNotReadable
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration


def handed_in(tree: Tree, data: bytes) -> facade.LoadReport:
    county = acting(tree.counties[0])
    with bound(county):
        source = facade.FileSource(data=data, filename="rooms")
        return facade.load(post=county, table=ROOMS, period=PERIOD, source=source, at=AT)


def stored(tree: Tree, column: str) -> list[object]:
    with bound(acting(tree.counties[0])) as post:
        found = facade.to_arrow(facade.read(post=post, table=ROOMS, periods=[PERIOD]))
    values: list[object] = found[column].to_pylist()
    return values


def told(report: facade.LoadReport) -> list[tuple[str, str]]:
    return [(cell.value, cell.sentence) for cell in report.cells]


def csv_of(tree: Tree, head: str, *cells: str) -> bytes:
    lines = [f"{school.code},{cell}" for school, cell in zip(tree.schools, cells, strict=False)]
    return "\n".join([head, *lines, ""]).encode()


def parquet_of(tree: Tree, **columns: pa.Array) -> bytes:
    target = io.BytesIO()
    codes = [school.code for school in tree.schools[: len(next(iter(columns.values())))]]
    pq.write_table(pa.table({"school": codes} | {"rooms": [1] * len(codes)} | columns), target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("rooms", "+5", 5),
        ("rooms", "+5.00", 5),
        ("rooms", "-0", 0),
        ("rooms", "007", 7),
        ("area", "+5.5", Decimal("5.5000")),
        ("area", "-99999999999999.9999", Decimal("-99999999999999.9999")),
        ("built", "2026/3/1", date(2026, 3, 1)),
        ("built", "2026-03-01 00:00:00", date(2026, 3, 1)),
        ("built", "9999-12-31", date(9999, 12, 31)),
        ("wireless", "NO", False),
    ],
)
def test_a_cell_is_read_as_it_is_meant(tree: Tree, lake: Path, column: str, cell: str, value: object) -> None:
    extra = "" if column == "rooms" else ",1"
    report = handed_in(tree, csv_of(tree, f"school,{column}" + (",rooms" if extra else ""), cell + extra))
    assert (told(report), stored(tree, column)) == ([], [value])


@pytest.mark.parametrize(
    ("column", "cell", "right"),
    [
        ("rooms", "+-5", "a whole number, such as 12"),
        ("rooms", "１２", "a whole number, such as 12"),
        ("rooms", "1e2", "a whole number, such as 12"),
        ("rooms", "NA", "a whole number, such as 12"),
        ("area", "null", "a number with at most four decimals, such as 12.5"),
        ("area", "1e3", "a number with at most four decimals, such as 12.5"),
        ("built", "0000-01-01", "a day, such as 2018-09-30"),
        ("built", "2026-03-01 12:30:00", "a day, such as 2018-09-30"),
        ("built", "2026-02-29", "a day, such as 2018-09-30"),
        ("wireless", "√", "yes or no"),
        ("school", "#N/A", "text"),
    ],
)
def test_a_cell_that_means_nothing_is_told(tree: Tree, lake: Path, column: str, cell: str, right: str) -> None:
    given = {"school": tree.schools[0].code, "rooms": "1"} | {column: cell}
    report = handed_in(tree, (",".join(given) + "\n" + ",".join(given.values()) + "\n").encode())
    assert (told(report), report.snapshot) == ([(cell, f"This should be {right}.")], None)


@pytest.mark.parametrize(
    ("column", "cell", "digits"),
    [("rooms", "1234567890123456", 15), ("area", "-123456789012345.5", 14), ("area", "9" * 30, 14)],
)
def test_a_number_that_sums_have_no_room_for_is_told(
    tree: Tree, lake: Path, column: str, cell: str, digits: int
) -> None:
    given = {"school": tree.schools[0].code, "rooms": "1"} | {column: cell}
    report = handed_in(tree, (",".join(given) + "\n" + ",".join(given.values()) + "\n").encode())
    right = f"This number is too large: it should have {digits} digits or fewer before the point."
    assert (told(report), report.snapshot) == ([(cell, right)], None)


@pytest.mark.parametrize("head", ["school,rooms,rooms", "school,rooms,教室数", "school,rooms, Rooms"])
def test_a_head_that_stands_twice_is_named(tree: Tree, lake: Path, head: str) -> None:
    with pytest.raises(HeadStandsTwice, match="“Classrooms” a second time") as refused:
        handed_in(tree, csv_of(tree, head, "5,6"))
    assert (refused.value.field, f"“{head.split(',')[2]}”" in str(refused.value)) == ("file", True)


def test_a_head_that_stands_twice_in_a_sheet_or_in_parquet_is_named(tree: Tree, lake: Path) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["school", "rooms", "rooms"])
        page.write_row(1, 0, [tree.schools[0].code, 5, 6])
    with pytest.raises(HeadStandsTwice, match="“rooms”"):
        handed_in(tree, target.getvalue())
    twice, columns = io.BytesIO(), [pa.array([tree.schools[0].code]), pa.array([5]), pa.array([6])]
    pq.write_table(pa.Table.from_arrays(columns, names=["school", "rooms", "rooms"]), twice)
    with pytest.raises(HeadStandsTwice, match="“rooms”"):
        handed_in(tree, twice.getvalue())


@pytest.mark.parametrize(
    "head",
    ["school , rooms", '"school",rooms,"a, b"', 'school,rooms,"a\nb"', "\n\nschool,rooms", "\ufeffschool,rooms"],
)
def test_codes_stay_texts_whatever_the_heads_look_like(tree: Tree, lake: Path, head: str) -> None:
    """Taken for numbers they would lose the zeros in front."""
    report = handed_in(tree, f"{head}\n007,5{',x' if head.count(',') > 1 or chr(10) + 'b' in head else ''}\n".encode())
    assert [cell.value for cell in report.cells] == ["007"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"school,rooms\n1\x00,2\n", b"school,rooms\n1,2,3\n", b"PAR1 broken"])
def test_what_is_no_table_is_refused(tree: Tree, lake: Path, data: bytes) -> None:
    with pytest.raises(SourceIsNotReadable, match=r"Save it as \.xlsx, \.csv or \.parquet"):
        handed_in(tree, data)


def test_parquet_of_other_types_is_read(tree: Tree, lake: Path) -> None:
    data = parquet_of(
        tree,
        rooms=pa.array([5.0, 6.0]),
        area=pa.array([123456789012.25, 0.5]),
        built=pa.array([date(2026, 3, 1), None]).cast(pa.timestamp("us")),
        stage=pa.array(["primary", "primary"]).dictionary_encode(),
    )
    assert told(handed_in(tree, data)) == []
    assert stored(tree, "area") == [Decimal("123456789012.2500"), Decimal("0.5000")]
    assert (stored(tree, "rooms"), stored(tree, "built")) == ([5, 6], [date(2026, 3, 1), None])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (pa.array([[1]]), "list<element: int64>"),
        (pa.array([{"a": 1}]), "struct<a: int64>"),
        (pa.array([b"\xff"]), "binary"),
    ],
)
def test_parquet_that_holds_no_cells_is_refused(tree: Tree, lake: Path, cells: pa.Array, kind: str) -> None:
    with pytest.raises(ColumnHoldsNoCells, match=f"“rooms” holds {kind}"):
        handed_in(tree, parquet_of(tree, rooms=cells))


def test_parquet_with_texts_that_are_none_is_refused_or_told(tree: Tree, lake: Path) -> None:
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))
    with pytest.raises(SourceIsNotReadable):
        handed_in(tree, parquet_of(tree, stage=broken))
    target = io.BytesIO()
    pq.write_table(pa.table({"school": ["T\x00"], "rooms": [1]}), target)
    assert told(handed_in(tree, target.getvalue())) == [("T\x00", "This should be text.")]
