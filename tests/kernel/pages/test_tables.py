"""Reading tables from files as people really send them, and the marked workbook that goes back."""

import csv
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.kernel.pages import tables
from xuezheng.kernel.pages.tables import CellProblem, TableColumn, TableNotReadable, TableRow

pytestmark = pytest.mark.unit

COLUMNS = [
    TableColumn(key="code", title="Code", aliases=["单位代码", "代码"], required=True),
    TableColumn(key="name", title="Name", aliases=["名称"], required=True),
    TableColumn(key="phone", title="Phone", aliases=["电话"]),
]


def workbook(lines: list[list[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return target.getvalue()


def plain(rows: list[dict[str, str]]) -> list[TableRow]:
    return [TableRow(number=number, values=values) for number, values in enumerate(rows, start=2)]


def test_a_workbook_with_a_title_above_the_head_and_numbers_as_codes() -> None:
    data = workbook(
        [["学校名单"], ["* 单位代码", "名 称", "备注"], [4101, " 一小 ", "x"], ["", "", ""], ["0041", "二小", ""]]
    )
    table = tables.read_table(data, filename="a.xlsx", columns=COLUMNS)
    assert list(table.rows) == [
        TableRow(number=3, values={"code": "4101", "name": "一小"}),
        TableRow(number=5, values={"code": "0041", "name": "二小"}),
    ]
    assert list(table.ignored) == ["备注"]
    assert table.rows[0]["phone"] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_in_the_usual_encodings(encoding: str, delimiter: str) -> None:
    text = f"代码{delimiter}名称\r\n01{delimiter}固始县第一小学\r\n"
    table = tables.read_table(text.encode(encoding), filename="a.csv", columns=COLUMNS)
    assert list(table.rows) == plain([{"code": "01", "name": "固始县第一小学"}])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x01\x02", "neither a workbook nor text"),
        (b"PK\x03\x04 broken", "no workbook that can be read"),
        (b"a,b\n1,2\n", "lacks: Code, Name"),
        ("代码,电话\n1,2\n".encode(), "lacks: Name"),
        ("代码,名称\n,\n".encode(), "no row below"),
        (b"", "lacks: Code, Name"),
        ("代码,名称\n1,a\n2,b\n3,c\n".encode(), "has 3 rows; at most 2"),
    ],
)
def test_what_is_refused_says_what_would_be_right(data: bytes, reason: str) -> None:
    with pytest.raises(TableNotReadable, match=reason):
        tables.read_table(data, filename="a", columns=COLUMNS, max_rows=2)


def test_an_error_of_a_formula_is_named_where_its_column_is_read() -> None:
    """The reader of workbooks gives an empty cell in its place."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        book.add_worksheet().write_formula("A2", "=1/0", None, "#DIV/0!")
        page.write_row(0, 0, ["编码", "名称", "其他"])
        page.write_row(1, 0, ["41", "a"])
        page.write_formula("C2", "=1/0", None, "#DIV/0!")
        page.write("A3", "42")
        page.write_formula("B3", "=NA()", None, "#N/A")
    code, name, other = (TableColumn(key=title, title=title) for title in ("编码", "名称", "其他"))
    assert plain_of(tables.read_table(target.getvalue(), filename="f.xlsx", columns=[code])) == [["41"], ["42"]]
    with pytest.raises(TableNotReadable, match=r"Cell B3 \(名称\) shows an error instead of a value: #N/A\."):
        tables.read_table(target.getvalue(), filename="f.xlsx", columns=[code, name])
    with pytest.raises(TableNotReadable, match=r"Cell C2 \(其他\) shows an error"):
        tables.read_table(target.getvalue(), filename="f.xlsx", columns=[code, name, other])


def plain_of(table: tables.Table) -> list[list[str]]:
    return [list(row.values.values()) for row in table.rows]


def test_too_large_a_file_is_not_opened() -> None:
    with pytest.raises(TableNotReadable, match="larger than 20 MB"):
        tables.read_table(b"x" * (tables.MAX_BYTES + 1), filename="a.csv", columns=COLUMNS)


def test_a_marked_workbook_reads_back_as_the_table_it_was() -> None:
    data = "代码,名称,电话\n1,=1+1,5\n2,b,\n".encode()
    table = tables.read_table(data, filename="a.csv", columns=COLUMNS)
    marked = tables.marked_workbook(table, [CellProblem(row=2, key="name", sentence="No formula.")], sheet="Units")
    again = tables.read_table(marked, filename="b.xlsx", columns=COLUMNS)
    assert [dict(row.values) for row in again.rows] == [dict(row.values) for row in table.rows]
    assert list(again.ignored) == []


def test_the_template_is_accepted_with_its_examples() -> None:
    filled = [{"code": "1", "name": "一小", "phone": "0371"}]
    data = tables.template_workbook(COLUMNS, sheet="名单", examples=filled)
    assert [dict(row.values) for row in tables.read_table(data, filename="t.xlsx", columns=COLUMNS).rows] == filled


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"), max_size=20)


@pytest.mark.parametrize("sign", [",", "\t", ";", "，"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_signs_in_cells_are_not_taken_for_what_parts_the_columns(delimiter: str, sign: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows([["code", "name"], ["1", sign * 9], ["2", f"一{sign}二"]])
    table = tables.read_table(target.getvalue().encode(), filename="a.csv", columns=COLUMNS)
    assert [(row["code"], row["name"]) for row in table.rows] == [("1", (sign * 9).strip()), ("2", f"一{sign}二")]


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_what_is_written_is_read(rows: list[tuple[str, str]]) -> None:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["code", "name"])
    writer.writerows([f"k{code}", name] for code, name in rows)
    table = tables.read_table(target.getvalue().encode(), filename="a.csv", columns=COLUMNS)
    assert [(row["code"], row["name"]) for row in table.rows] == [
        (f"k{code}".strip(), name.strip()) for code, name in rows
    ]
