"""A dry run over real reports: what would change, what is refused, what clashes, what is locked; and nothing is written."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.engines.forms.scene import AT, DEVICES, GIVEN, Scene
from tests.engines.forms.sheets.books import filled, grids_of, saved, value_at
from tests.factories import acting
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.actions.sheets import judge_sheet
from xuezheng.engines.forms.actions.sheets.apply_sheet import ALL, start_applying
from xuezheng.engines.forms.models import AnswerChange, Collection, Report, SheetUpload
from xuezheng.engines.forms.refusals import NoSuchCollection, NothingToFill, SheetIsApplied
from xuezheng.engines.forms.sheets.judging import Judgement
from xuezheng.engines.forms.sheets.kept import judged_to_read
from xuezheng.engines.forms.sheets.lines import book_of, reports_for_sheet
from xuezheng.engines.forms.sheets.opening import SheetIsRefused
from xuezheng.engines.forms.sheets.returning import returned_book
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.engines.inbox.models import Message
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)


class Desk:
    """The county's clerk with the workbook of its two schools."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.collection = scene, scene.collect()
        self.first, self.second = (school.code for school in scene.tree.schools[:2])

    def taken(self, post: ActingPost | None = None) -> bytes:
        post = post or self.scene.county
        with bound(post):
            reports = reports_for_sheet(post, self.collection)
            return workbook_of(book_of(post, self.collection, reports, at=AT))

    def judged(self, data: bytes, post: ActingPost | None = None) -> tuple[SheetUpload, Judgement]:
        post = post or self.scene.county
        with bound(post):
            upload = judge_sheet(post=post, collection_id=self.collection.id, data=data, filename="a.xlsx", at=LATER)
            return upload, judged_to_read(post, upload, self.collection, at=LATER)

    def applied(self, upload: SheetUpload, *replacing: str, post: ActingPost | None = None) -> SheetUpload:
        post = post or self.scene.county
        with bound(post):
            return start_applying(post=post, upload_id=upload.id, replacing=replacing, at=LATER)

    def answers(self, school: int = 0) -> dict[str, object]:
        with bound(system_post("test")):
            return dict(Report.objects.get(unit=self.scene.tree.schools[school]).answers)

    def save(self, school: ActingPost, **changes: object) -> Report:
        with bound(school):
            report = Report.objects.get(unit_path=school.unit_path)
            based_on = {code: report.answers.get(code, report.rows.get(code)) for code in changes}
            return save_answers(post=school, report_id=report.id, changes=changes, based_on=based_on, at=AT).report


@pytest.fixture
def desk(scene: Scene) -> Desk:
    return Desk(scene)


def kept_rows() -> dict[str, int]:
    with bound(system_post("test")), connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'forms\\_%'")
        names = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counts[name] = cursor.fetchone()[0]
        return counts


def test_a_file_taken_and_brought_back_changes_nothing(desk: Desk) -> None:
    desk.save(desk.scene.school, **GIVEN, devices=DEVICES)
    for language in ("zh-hans", "en"):
        with translation.override(language):
            upload, judged = desk.judged(desk.taken())
        assert (upload.reports, upload.answers, upload.clashes, upload.refused) == (0, 0, 0, 0)
        assert (len(judged.verdicts), judged.troubles) == (2, [])


def test_a_dry_run_says_what_changes_and_writes_no_report(desk: Desk) -> None:
    desk.save(desk.scene.school, **GIVEN)
    changes = {
        (desk.first, "multimedia"): 23, (desk.first, "since"): "", (desk.second, "access"): "光纤",
        (desk.second, "name"): "台式机", (desk.second, "count"): 12,
    }  # fmt: skip
    data = filled(desk.taken(), changes)
    before = kept_rows()
    upload, judged = desk.judged(data)
    assert kept_rows() == {**before, "forms_sheet_upload": 1}
    assert desk.answers() == GIVEN
    told = [
        (one.report.unit.code, [(each.code, each.present, each.own) for each in one.changes]) for one in judged.changing
    ]
    rows = [{"name": "台式机", "count": "12", "broken": None}]
    assert told == [
        (desk.first, [("multimedia", "22", "23"), ("since", "2018-03-01", None)]),
        (desk.second, [("access", None, "fibre"), ("devices", [], rows)]),
    ]
    assert (upload.reports, upload.answers, upload.state) == (2, 4, "judged")


def test_what_is_applied_is_the_history_of_each_report(desk: Desk) -> None:
    upload, _judged = desk.judged(filled(desk.taken(), {(desk.first, "multimedia"): 23, (desk.second, "note"): "新建"}))
    done = desk.applied(upload)
    assert (done.state, done.written_reports, done.written_answers, done.left) == ("applied", 2, 2, [])
    assert (desk.answers(0), desk.answers(1)) == ({"multimedia": "23"}, {"note": "新建"})
    with bound(system_post("test")):
        noted = AnswerChange.objects.order_by("unit_path").values_list("field", "way", "after")
        assert list(noted) == [("multimedia", "file", "23"), ("note", "file", "新建")]
        acts = Entry.objects.filter(act__endswith="_sheet").order_by("id").values_list("act", "unit_path")
        assert list(acts) == [(f"forms.{act}_sheet", desk.scene.county.scope_path) for act in ("judge", "apply")]
    with pytest.raises(SheetIsApplied):
        desk.applied(upload)


def test_what_somebody_else_answered_is_left_unless_it_is_to_be_replaced(desk: Desk) -> None:
    data = filled(
        desk.taken(), {(desk.first, "multimedia"): 23, (desk.first, "computers"): 100, (desk.second, "computers"): 9}
    )
    desk.save(desk.scene.school, multimedia="20", computers="110")
    upload, judged = desk.judged(data)
    (first,) = [one for one in judged.verdicts if one.clashes]
    assert [(one.code, one.present, one.own) for one in first.clashes] == [
        ("multimedia", "20", "23"), ("computers", "110", "100"),
    ]  # fmt: skip
    assert {(one.present_by, one.present_at) for one in first.clashes} == {(desk.scene.school.person_name, AT)}
    desk.applied(upload, first.key_of(first.clashes[0]), f"{desk.first} computers 000000")
    assert (desk.answers(0), desk.answers(1)) == ({"multimedia": "23", "computers": "110"}, {"computers": "9"})
    again, _judged = desk.judged(data)
    desk.applied(again, ALL)
    assert desk.answers(0) == {"multimedia": "23", "computers": "100"}


def test_an_answer_not_touched_in_the_file_never_clashes(desk: Desk) -> None:
    desk.save(desk.scene.school, multimedia="20")
    data = filled(desk.taken(), {(desk.first, "computers"): 100})
    desk.save(desk.scene.school, multimedia="21")
    upload, _judged = desk.judged(data)
    desk.applied(upload)
    assert (upload.clashes, desk.answers()) == (0, {"multimedia": "21", "computers": "100"})


def test_each_refused_cell_says_what_would_be_right(desk: Desk) -> None:
    changes = {
        (desk.first, "multimedia"): 2.5, (desk.first, "access"): "卫星", (desk.first, "note"): "很" * 21,
        (desk.first, "since"): "去年", (desk.second, "classrooms"): 99, (desk.second, "computers"): 6000,
    }  # fmt: skip
    with translation.override("en"):
        upload, judged = desk.judged(filled(desk.taken(), changes))
    told = {(one.cell, one.sentence, one.soft) for verdict in judged.verdicts for one in verdict.troubles}
    assert told == {
        ("E4", "Multimedia classrooms among them: 2.5 is not whole; a whole number is asked.", False),
        ("I4", "Access: “卫星” is not among the choices (fibre、mobile network).", False),
        ("J4", "Connected since: “去年” is no day; write it as 2018-09-30.", False),
        ("K4", "Note: the text has 21 characters; at most 20 are kept.", False),
        ("D5", "Classrooms is taken from records, where it is “24”; the cell is not read.", True),
        (
            "F5",
            "Computers for students is 6000; it is at most 5000. Kept, but to be put right before submitting.",
            True,
        ),
        ("F5", "The devices are fewer than the computers (6000).", True),
    }
    assert (upload.refused, upload.answers) == (4, 1)
    desk.applied(upload)
    assert (desk.answers(0), desk.answers(1)) == ({}, {"computers": "6000"})


def test_the_file_goes_back_marked_is_mended_and_taken(desk: Desk) -> None:
    desk.save(desk.scene.other_school, multimedia="3")
    changes = {(desk.first, "multimedia"): "许多", (desk.first, "computers"): 7, (desk.second, "multimedia"): 4}
    with translation.override("en"):
        _upload, judged = desk.judged(filled(desk.taken(), changes))
        back = workbook_of(returned_book(judged, at=LATER))
    (errors,) = [rows for name, rows in grids_of(back).items() if name == "Errors"]
    assert errors[1:] == [
        [
            "Rooms and devices", "E4", desk.scene.tree.schools[0].name, "Multimedia classrooms among them", "许多",
            "Multimedia classrooms among them: “许多” is no number; write digits, for example 24.",
        ],
        [
            "Rooms and devices", "F4", desk.scene.tree.schools[0].name, "Computers for students", "7",
            "The devices are fewer than the computers (7).",
        ],
    ]  # fmt: skip
    assert [value_at(back, desk.first, code) for code in ("multimedia", "computers")] == ["许多", 7]
    desk.save(desk.scene.other_school, multimedia="5")
    upload, _judged = desk.judged(filled(back, {(desk.first, "multimedia"): 6}))
    desk.applied(upload)
    assert (desk.answers(0), desk.answers(1)) == ({"multimedia": "6", "computers": "7"}, {"multimedia": "5"})
    assert upload.clashes == 1


def errors_of(back: bytes) -> list[list[object]]:
    """Sheet, cell, what was given and why."""
    (errors,) = [rows for name, rows in grids_of(back).items() if name == "Errors"]
    return [[row[0], row[1], row[4], row[5]] for row in errors[1:]]


def returned(judged: Judgement) -> bytes:
    with translation.override("en"):
        return workbook_of(returned_book(judged, at=LATER))


def test_what_belongs_to_no_report_goes_back_in_its_rows_and_is_taken_once_it_is_mended(desk: Desk) -> None:
    desk.save(desk.scene.school, multimedia="20", computers="9")
    sheet = "Rooms and devices"

    def mistyped(grids: dict[str, list[list[object]]]) -> None:
        rows = grids[sheet]
        rows[3][0], rows[4][0] = "41999", ""
        rows.append([desk.second, *rows[4][1:]])
        rows.append([desk.second, "", "", "", 8, *[""] * 6])
        for number, row in enumerate(rows):
            row.append(f"x{number}" if number else "made_up")
        grids["Devices"].append(["41999", "", "", "台式机", 3, ""])

    given = {(desk.first, "multimedia"): 21, (desk.first, "computers"): "", (desk.second, "multimedia"): 5}
    with translation.override("en"):
        upload, judged = desk.judged(filled(desk.taken(), given, also=mistyped))
    back = returned(judged)
    nobody = "No report of a unit with the code “41999” is asked here that your post may fill in."
    no_unit = "The row names no unit; write the unit's code into its first cell."
    told = [
        [sheet, "L2", "made_up", "The form has no field “made_up”; the column is not read."],
        [sheet, "A5", "", no_unit],
        [sheet, "A6", desk.second, "The unit stands in row 6 already; this row is not read."],
        [sheet, "A7", "41999", nobody],
        ["Devices", "A10", "41999", nobody],
    ]
    found = errors_of(back)
    assert (upload.refused, len(judged.troubles)) == (4, 4)
    assert found == told
    grids = grids_of(back)
    rows = [[row[0], row[4], row[5], row[-1]] for row in grids[sheet][3:]]
    assert rows == [
        [desk.second, 5.0, "", "x5"], ["", 5.0, "", "x4"], [desk.second, 8.0, "", "x6"], ["41999", 21.0, "", "x3"],
    ]  # fmt: skip
    assert grids["Devices"][9][:5] == ["41999", "", 1.0, "台式机", 3.0]
    grids[sheet][6][0] = grids["Devices"][9][0] = desk.first
    with translation.override("en"):
        mended, judged = desk.judged(saved(grids))
    assert (mended.clashes, [one.report.unit.code for one in judged.changing]) == (0, [desk.first, desk.second])
    desk.applied(mended)
    assert desk.answers() == {"multimedia": "21", "computers": None}


def test_a_merged_cell_goes_back_with_the_present_answer_and_a_locked_report_is_told_at_its_row(desk: Desk) -> None:
    desk.save(desk.scene.other_school, multimedia="20")
    data = filled(desk.taken(), {(desk.first, "multimedia"): 21, (desk.second, "multimedia"): ""})
    report = desk.save(desk.scene.school, **GIVEN, devices=DEVICES)
    with bound(desk.scene.school):
        submit_report(post=desk.scene.school, report_id=report.id, version=report.version, at=AT)
    with translation.override("en"):
        _upload, judged = desk.judged(rewritten(data, merged))
    back = returned(judged)
    assert value_at(back, desk.second, "multimedia") == 20
    assert [one[:3] for one in errors_of(back)] == [["Rooms and devices", "A4", ""], ["Rooms and devices", "E5", "20"]]


def test_a_strange_column_of_a_csv_goes_back_on_the_first_sheet_of_fields(desk: Desk) -> None:
    text = f"单位代码,其中多媒体教室数,别的\n{desk.second},5,手工\n"
    head = f"xuezheng:fields@{desk.collection.id},multimedia,made_up\n"
    with translation.override("en"):
        _upload, judged = desk.judged((head + text.partition("\n")[2]).encode())
    back = returned(judged)
    assert [one[:3] for one in errors_of(back)] == [["Rooms and devices", "L2", "made_up"]]
    assert grids_of(back)["Rooms and devices"][3][-1] == "手工"


def test_a_submitted_report_is_locked_and_the_others_go_on(desk: Desk) -> None:
    data = filled(desk.taken(), {(desk.first, "multimedia"): 1, (desk.second, "multimedia"): 2})
    report = desk.save(desk.scene.school, **GIVEN, devices=DEVICES)
    with bound(desk.scene.school):
        submit_report(post=desk.scene.school, report_id=report.id, version=report.version, at=AT)
    with translation.override("en"):
        upload, judged = desk.judged(data)
    assert [(one.given.code, one.locked) for one in judged.locked] == [
        (desk.first, "The report is submitted; it is changed only after it was returned.")
    ]
    desk.applied(upload)
    assert (desk.answers(0)["multimedia"], desk.answers(1)) == ("22", {"multimedia": "2"})


def test_columns_may_be_moved_and_left_out_and_sheets_made_by_hand(desk: Desk) -> None:
    desk.save(desk.scene.school, multimedia="20", note="旧")

    def shuffled(grids: dict[str, list[list[object]]]) -> None:
        grids["Rooms and devices"] = [
            [*row[:3], row[5], row[4], "x" if number else "made_up"]
            for number, row in enumerate(grids["Rooms and devices"])
        ]

    with translation.override("en"):
        taken = filled(desk.taken(), {(desk.first, "computers"): 8, (desk.first, "multimedia"): 21}, also=shuffled)
        upload, judged = desk.judged(taken)
    assert [one.sentence for one in judged.troubles] == ["The form has no field “made_up”; the column is not read."]
    desk.applied(upload)
    assert desk.answers() == {"multimedia": "21", "computers": "8", "note": "旧"}
    by_hand = saved({"Sheet1": [["学校代码", "其中多媒体教室数", "说明"], [desk.second, 5, "手工"], ["999", 1, ""]]})
    with translation.override("en"):
        upload, judged = desk.judged(by_hand)
    assert [(one.cell, one.given) for one in judged.troubles] == [("A3", "999")]
    desk.applied(upload)
    assert desk.answers(1) == {"multimedia": "5", "note": "手工"}


def test_a_file_of_another_collection_is_refused(desk: Desk) -> None:
    data = desk.taken()
    other = Collection(id=UUID(int=7), title="另一次", edition=desk.collection.edition)
    with bound(system_post("test")):
        grids = grids_of(data)
        grids["_xuezheng"][0][1] = str(other.id)
    with pytest.raises(SheetIsRefused, match="2026"):
        desk.judged(saved(grids))
    with pytest.raises(SheetIsRefused):
        desk.judged(saved({"a": [["单位代码", "别的"], ["1", "2"]]}))


def test_nobody_takes_or_writes_reports_of_others(desk: Desk) -> None:
    tree = desk.scene.tree
    data = filled(desk.taken(), {(desk.first, "multimedia"): 1, (desk.second, "multimedia"): 2})
    other_county = acting(tree.counties[1])
    codes = {row[0] for row in list(grids_of(desk.taken(other_county)).values())[1][3:]}
    assert codes == {school.code for school in tree.schools[2:4]}
    for post in (other_county, desk.scene.other_school):
        upload, judged = desk.judged(data, post)
        desk.applied(upload, ALL, post=post)
        assert [one.given for one in judged.troubles][:1] == [desk.first]
    assert (desk.answers(0), desk.answers(1)) == ({}, {"multimedia": "2"})
    teacher, analyst = acting(tree.schools[0], role="teacher"), acting(tree.counties[0], role="analyst")
    with bound(analyst), pytest.raises(NothingToFill):
        reports_for_sheet(analyst, desk.collection)
    for post, refusal in ((teacher, NoSuchCollection), (analyst, NotAllowed)):
        with pytest.raises(refusal):
            desk.judged(data, post)


def test_queries_do_not_grow_with_units_or_cells(desk: Desk) -> None:
    def queries(codes: list[str]) -> int:
        changes = {(code, field): 3 for code in codes for field in ("multimedia", "computers")}
        data = filled(desk.taken(), changes)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            desk.judged(data)
        return len(caught)

    assert queries([desk.first]) == queries([desk.first, desk.second])


def test_rows_of_a_table_are_one_answer_that_is_refused_clashes_or_changes(desk: Desk) -> None:
    desk.save(desk.scene.school, devices=DEVICES)
    data = filled(
        desk.taken(), {(desk.first, "count"): 120, (desk.second, "count"): "some", (desk.second, "name"): "x"}
    )
    with translation.override("en"):
        upload, judged = desk.judged(data)
    assert [(one.field, one.sentence) for verdict in judged.verdicts for one in verdict.troubles if not one.soft] == [
        ("Number", "Number: “some” is no number; write digits, for example 24.")
    ]
    assert (upload.answers, upload.refused) == (1, 1)
    desk.save(desk.scene.school, devices=[])
    again, judged = desk.judged(data)
    assert (again.answers, [(one.code, one.present) for one in judged.verdicts[0].clashes]) == (0, [("devices", [])])

    def without_a_column(grids: dict[str, list[list[object]]]) -> None:
        name = next(name for name in grids if name in {"Devices", "设备台账"})
        grids[name] = [row[:4] for row in grids[name]]

    with translation.override("en"):
        _upload, judged = desk.judged(filled(desk.taken(), {(desk.first, "name"): "y"}, also=without_a_column))
    assert {one.sentence for verdict in judged.verdicts for one in verdict.troubles} == {
        f"The column “{title}” is missing; the table is not read." for title in ("Number", "Broken among them")
    }


def rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(old.read(entry)))
    return target.getvalue()


def test_a_formula_without_a_value_erases_nothing(desk: Desk) -> None:
    desk.save(desk.scene.school, multimedia="20")
    data = filled(desk.taken(), {(desk.first, "multimedia"): "=1/0"})

    def broken(part: bytes) -> bytes:
        head, row, rest = part.partition(b'<c r="E4"')
        return head + row + b' t="e"><f>1/0</f><v>#DIV/0!</v></c>' + rest.partition(b"</c>")[2] if row else part

    with translation.override("en"):
        upload, judged = desk.judged(rewritten(data, broken))
    assert [one.sentence for one in judged.verdicts[0].troubles] == [
        "Multimedia classrooms among them: the formula in the cell gives no value; write the value itself."
    ]
    desk.applied(upload)
    assert desk.answers() == {"multimedia": "20"}


def merged(part: bytes) -> bytes:
    """The multimedia classrooms of both schools in one cell."""
    cells = b'</sheetData><mergeCells count="1"><mergeCell ref="E4:E5"/></mergeCells>'
    return part.replace(b"</sheetData>", cells) if b'<c r="E4"' in part else part


def test_merged_cells_erase_nothing(desk: Desk) -> None:
    desk.save(desk.scene.other_school, multimedia="20")
    data = filled(desk.taken(), {(desk.first, "multimedia"): 21, (desk.second, "multimedia"): ""})

    with translation.override("en"):
        upload, judged = desk.judged(rewritten(data, merged))
    (trouble,) = [one for verdict in judged.verdicts for one in verdict.troubles]
    assert (trouble.cell, trouble.sentence) == ("E5", (
        "Multimedia classrooms among them: the cell is merged with another one; undo the merging and write each answer"
        " into its own cell."
    ))  # fmt: skip
    desk.applied(upload)
    assert (desk.answers(0), desk.answers(1)) == ({"multimedia": "21"}, {"multimedia": "20"})


def test_a_copied_sheet_or_column_is_told_and_not_read(desk: Desk) -> None:
    def copied(grids: dict[str, list[list[object]]]) -> None:
        copy = [list(row) for row in grids["Rooms and devices"]]
        copy[3][4] = 99
        own = grids.pop("Rooms and devices")
        grids |= {"Copy": copy, "Rooms and devices": [[*row, row[4]] for row in own]}

    def hidden(part: bytes) -> bytes:
        return part.replace(b'<sheet name="Copy"', b'<sheet name="Copy" state="hidden"')

    with translation.override("en"):
        data = filled(desk.taken(), {(desk.first, "multimedia"): 21}, also=copied)
        upload, judged = desk.judged(rewritten(data, hidden))
        _upload, in_sight = desk.judged(data)
    assert {(one.sheet, one.cell, one.sentence) for one in judged.troubles} == {
        ("Copy", "A1", "The sheet “Rooms and devices” holds the same part of the form; this one is not read."),
        ("Rooms and devices", "L1", "The column “multimedia” stands here twice; only the first is read."),
    }
    assert [one.sheet for one in in_sight.troubles] == ["Rooms and devices"]
    desk.applied(upload)
    assert desk.answers() == {"multimedia": "21"}


def test_a_school_is_told_that_the_county_filled_in_and_not_that_it_did_itself(desk: Desk) -> None:
    upload, _judged = desk.judged(filled(desk.taken(), {(desk.first, "multimedia"): 23}))
    desk.applied(upload)
    own, _judged = desk.judged(
        filled(desk.taken(desk.scene.other_school), {(desk.second, "note"): "1"}), desk.scene.other_school
    )
    desk.applied(own, post=desk.scene.other_school)
    with bound(system_post("test")):
        (message,) = Message.objects.filter(topic="forms.filled")
    assert (message.unit_id, message.params["unit"], message.params["count"]) == (
        desk.scene.tree.schools[0].id, desk.scene.county.unit_name, 1,
    )  # fmt: skip
