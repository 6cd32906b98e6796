"""Importing units from a file: everything or nothing, and every wrong row explained."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
import xlsxwriter
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.factories import acting
from tests.kernel.units.conftest import AT, LONG_AGO, TODAY, Province, events, fresh, versions_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.pages.tables import MAX_BYTES, read_table
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import import_units
from xuezheng.kernel.units.importing.checking import check_rows
from xuezheng.kernel.units.importing.columns import COLUMNS, template
from xuezheng.kernel.units.importing.reading import read_units
from xuezheng.kernel.units.importing.report import ImportReport, problems_workbook
from xuezheng.kernel.units.models import Unit, UnitAlias

pytestmark = pytest.mark.integration
HEAD = "单位名称,单位类型,单位代码,上级单位代码,简称,别名,行政区划代码,城乡类型,启用日期"
GOOD = "中牟县第二小学,小学,2141000077,410122,二小,原二小、牟二,410122,镇区,2020/9/1"


def csv(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def run(post: ActingPost, data: bytes, *, filename: str = "学校.csv", dry_run: bool = False) -> ImportReport:
    with override("en"):
        return import_units(post=post, data=data, filename=filename, at=AT, dry_run=dry_run)


def problems(post: ActingPost, *rows: str) -> list[tuple[int, str, str]]:
    before = Unit.objects.count()
    report = run(post, csv(*rows))
    assert Unit.objects.count() == before
    assert report.opened == 0
    return [(problem.row, problem.key, str(problem.sentence)) for problem in report.problems]


def refused(post: ActingPost, data: bytes, *, filename: str = "学校.csv") -> str:
    with override("en"), pytest.raises(Refusal) as caught:
        import_units(post=post, data=data, filename=filename, at=AT)
    return str(caught.value)


def test_a_row_becomes_a_unit(province: Province, admin: ActingPost) -> None:
    report = run(admin, csv(GOOD))
    unit = Unit.objects.get(code="2141000077")
    assert (unit.name, unit.kind, unit.short_name, unit.region_code, unit.urban_rural, unit.opened_on) == (
        "中牟县第二小学",
        "primary",
        "二小",
        "410122",
        "town",
        date(2020, 9, 1),
    )
    assert unit.unit_path == f"{province.zhongmou.unit_path}u{unit.id:07d}."
    assert versions_of(unit) == [(unit.name, unit.unit_path, date(2020, 9, 1), None)]
    assert sorted(UnitAlias.objects.values_list("name", "unit_path")) == [
        ("原二小", unit.unit_path),
        ("牟二", unit.unit_path),
    ]
    assert (report.rows, report.opened, report.kinds) == (1, 1, {"primary": 1})


def test_journal_and_event(province: Province, admin: ActingPost) -> None:
    sha256 = hashlib.sha256(csv(GOOD)).hexdigest()
    run(admin, csv(GOOD))
    unit = Unit.objects.get(code="2141000077")
    entries = Entry.objects.filter(act__startswith="units.import") | Entry.objects.filter(object_id=str(unit.uuid))
    assert list(entries.order_by("id").values_list("act", "object_id", "unit_path", "after")) == [
        (
            "units.import_units",
            sha256,
            admin.unit_path,
            {"sha256": sha256, "opened": 1, "kinds": {"primary": 1}},
        ),
        (
            "units.open_unit",
            str(unit.uuid),
            unit.unit_path,
            {
                "name": unit.name,
                "kind": "primary",
                "code": unit.code,
                "import": sha256,
                "effective_on": "2020-09-01",
            },
        ),
    ]
    assert events("UnitsOpened") == [(admin.unit_path, {"count": 1, "source": sha256})]


def test_a_dry_run_changes_nothing(province: Province, admin: ActingPost) -> None:
    entries = Entry.objects.count()
    report = run(admin, csv(GOOD), dry_run=True)
    assert (report.opened, report.kinds, report.problems) == (0, {"primary": 1}, ())
    assert not Unit.objects.filter(code="2141000077").exists()
    assert Entry.objects.count() == entries


def test_parents_may_stand_below_their_children(province: Province, admin: ActingPost) -> None:
    run(
        admin,
        csv(
            "河边教学点,教学点,2141000078,2141000077,,,,,",
            "二七区第一小学,小学,2141000077,410103,,,,,",
            "二七区教育局,县级教育局,410103,410100,,,,,2010-01-01",
        ),
    )
    bureau, school, point = (Unit.objects.get(code=code) for code in ("410103", "2141000077", "2141000078"))
    assert bureau.unit_path == "cn.41.4101.410103."
    assert (school.parent_id, point.parent_id) == (bureau.id, school.id)
    assert point.unit_path == f"cn.41.4101.410103.u{school.id:07d}.u{point.id:07d}."
    assert (bureau.opened_on, point.opened_on) == (date(2010, 1, 1), TODAY)


@pytest.mark.parametrize(
    "head", [HEAD, "Unit name,Unit kind,Unit code,Code of the unit above", "*单位名称, 类型 ,标识码,上级代码"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_heads_and_encodings(province: Province, admin: ActingPost, head: str, encoding: str) -> None:
    text = csv("中牟县第二小学,小学,2141000077,410122", head=head).decode()
    assert run(admin, text.encode(encoding)).opened == 1


def test_a_workbook_with_numbers_for_codes(province: Province, admin: ActingPost) -> None:
    assert run(admin, workbook(["新校", "primary", 2141000077, 410122]), filename="学校.xlsx").opened == 1


def workbook(*rows: Sequence[object], formula: str = "") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["单位名称", "单位类型", "单位代码", "上级单位代码"], *rows]):
            sheet.write_row(number, 0, row)
        if formula:
            sheet.write_formula(1, 0, formula, value="新校")
    return target.getvalue()


def test_every_wrong_row_is_named(province: Province, admin: ActingPost) -> None:
    found = problems(
        admin,
        GOOD,
        "中牟县第三小学,小学,2141000077,410122,,,,,",
        "中牟县第二小学,小学,2141000079,410122,,,,,",
        "中牟县第一小学,小学,2141000080,410122,,,,,",
        ",小学,2141000081,410122,,,,,",
        "甲小学,城堡,2141000082,410122,,,,,",
        "乙小学,小学,2141000083,411525,,,,,",
        "丙小学,小学,2141000084,,,,,,",
        "丁小学,小学,,410122,,,,,",
        "戊小学,小学,2141000003,410122,,,,,",
        "己小学,小学,2141000086,410122,,,,,2026-02-30",
        "庚小学,小学,2141000087,410122,,,,,2030-01-01",
        "=1+1,小学,2141000088,410122,,,,,",
        "辛小学,小学,2141000089,410122,,,41,月球,",
        "壬教学点,教学点,2141000091,2141000090,,,,,",
        "癸教学点,教学点,2141000090,2141000091,,,,,",
        "办公室,处室,,410122,,,,,",
        "子小学,小学,2141000092,2141000077,,,,,",
    )
    assert [(row, key) for row, key, _sentence in found] == [
        (3, "code"),
        (4, "name"),
        (5, "name"),
        (6, "name"),
        (7, "kind"),
        (8, "parent_code"),
        (9, "parent_code"),
        (10, "code"),
        (11, "code"),
        (12, "opened_on"),
        (13, "opened_on"),
        (14, "name"),
        (15, "urban_rural"),
        (15, "region_code"),
        (16, "parent_code"),
        (17, "parent_code"),
        (18, "code"),
        (19, "parent_code"),
    ]
    sentences = {row: sentence for row, _key, sentence in found}
    assert sentences[3] == "Row 2 has the same code."
    assert sentences[8] == "No open unit that you may open others under has the code 411525."
    assert sentences[12] == "“2026-02-30” is no date. Write it as 2026-09-01."
    assert sentences[14] == "“=1+1” is a formula. Write the value itself."
    assert sentences[16] == "The rows name each other as the unit above. One must stand elsewhere."
    assert sentences[18] == "A code is missing. Number it after the unit above, such as 410122-01."


def test_all_that_is_wrong_in_a_row_is_told_at_once(province: Province, admin: ActingPost) -> None:
    found = problems(admin, "=1,城堡,2141000082,411525,,,41,月球,2026-02-30")
    wrong = ["name", "kind", "parent_code", "region_code", "urban_rural", "opened_on"]
    assert [(row, key) for row, key, _sentence in found] == [(2, key) for key in wrong]
    assert found[0][2] == "“=1” is a formula. Write the value itself."


def test_children_of_a_wrong_row_say_so(province: Province, admin: ActingPost) -> None:
    found = problems(admin, "甲小学,小学,2141000077,999999,,,,,", "乙教学点,教学点,2141000078,2141000077,,,,,")
    assert found[1] == (3, "parent_code", "The unit above (row 2) has a problem itself.")


def test_the_error_workbook_has_the_same_rows_marked_and_explained(province: Province, admin: ActingPost) -> None:
    data = csv(GOOD, "甲小学,城堡,2141000078,410122,,,,,")
    with override("zh-hans"):
        table = read_units(data, filename="学校.csv")
        book = problems_workbook(table, check_rows(admin, table, at=AT, progress=lambda _done, _all: None))
        head, good, wrong = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        assert head[-1] == "问题"
        assert good[0] == "中牟县第二小学"
        assert good[-1] == ""
        assert str(wrong[-1]).startswith("“城堡”")
        again = read_table(book, filename="again.xlsx", columns=COLUMNS)
    assert [row.values for row in again.rows] == [row.values for row in table.rows]


def test_the_template_is_accepted_as_it_is(province: Province) -> None:
    for language in ("zh-hans", "en"):
        with override(language):
            data = template()
        with bound(acting(province.gushi)) as post:
            assert run(post, data, filename="模板.xlsx", dry_run=True).problems == ()


def test_hostile_files_are_refused_with_a_sentence(province: Province, admin: ActingPost) -> None:
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _step in range(450):
            sheet.write(b"\0" * (1 << 20))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "unpacks to more than" in refused(admin, bomb.getvalue(), filename="bomb.xlsx")
    assert "larger than 20 MB" in refused(admin, b"0" * (MAX_BYTES + 1))
    assert "no workbook that can be read" in refused(admin, other.getvalue(), filename="a.docx")
    assert "holds formulas" in refused(admin, workbook(["x", "primary", 2141000077, 410122], formula="=A2"))
    assert "neither a workbook nor text" in refused(admin, b"\x89PNG\r\n\x1a\n\0\0")
    assert "lacks" in refused(admin, b"")
    assert "lacks" in refused(admin, csv(GOOD, head="a,b,c"))
    assert "no row below" in refused(admin, csv())
    assert not Unit.objects.filter(code="2141000077").exists()


def test_only_who_may_import_does(province: Province) -> None:
    with bound(acting(province.zhongmou, role="officer")) as officer, pytest.raises(NotAllowed):
        import_units(post=officer, data=csv(GOOD), filename="x.csv", at=AT)


def test_a_county_cannot_import_into_another(province: Province) -> None:
    with bound(acting(province.gushi)) as post:
        assert [key for _row, key, _sentence in problems(post, GOOD)] == ["parent_code"]


def test_a_parent_that_moved_takes_no_units_into_its_past(province: Province, admin: ActingPost) -> None:
    assert fresh(province.zhongmou).opened_on == LONG_AGO
    assert [key for _row, key, _text in problems(admin, "甲小学,小学,2141000077,410122,,,,,1999-12-31")] == [
        "opened_on"
    ]


def test_queries_do_not_grow_with_the_rows(
    province: Province, admin: ActingPost, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for first, number in ((100, 1), (200, 30)):
        rows = [f"第{first + n}小学,小学,2141000{first + n},410122,,,,," for n in range(number)]
        with django_assert_num_queries(23):
            run(admin, csv(*rows))
