"""A whole county in one workbook: 300 schools with 60 fields each, judged with a handful of queries and written by a job."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.engines.forms.scene import AT, CLOSES, DUE, Scene
from tests.engines.forms.sheets.books import Grids, filled
from tests.factories import acting
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.actions.sheets import apply_sheet, judge_sheet, start_applying
from xuezheng.engines.forms.models import AnswerChange, Collection, Report, SheetUpload
from xuezheng.engines.forms.sheets.lines import book_of, reports_for_sheet
from xuezheng.engines.forms.sheets.workbook import workbook_of
from xuezheng.kernel.outbox.identity import identity_of
from xuezheng.kernel.outbox.work import Stop, Work, WorkStopped
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.models import Unit, UnitVersion

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SCHOOLS, FIELDS = 300, 60
FAR = datetime(2190, 1, 1, tzinfo=UTC)
FORM = "\n".join(
    [
        "code: county_year",
        "title: {zh: 年度基本情况, en: Basics of the year}",
        "periods: year",
        "units: [primary]",
        "sections:",
        "  - code: basics",
        "    title: {zh: 基本情况, en: Basics}",
        "    fields:",
        *(
            f"      - {{code: f{n}, title: {{zh: 第{n}项, en: Item {n}}}, least: 0, need: optional}}"
            for n in range(FIELDS)
        ),
    ]
)


def many_schools(county: Unit, count: int) -> None:
    facts = {"kind": UnitKind.PRIMARY, "level": Level.SCHOOL, "parent": county}
    with bound(system_post("factory")):
        units = Unit.objects.bulk_create(
            Unit(
                name=f"第{n}小学", code=f"9{n:05d}", unit_path=f"{county.unit_path}v{n:05d}.", initials="dx",
                opened_on=AT.date().replace(year=2000), **facts,
            )
            for n in range(count)
        )  # fmt: skip
        UnitVersion.objects.bulk_create(
            UnitVersion(
                unit=unit, name=unit.name, code=unit.code, unit_path=unit.unit_path, valid_from=unit.opened_on, **facts
            )
            for unit in units
        )


def collected(scene: Scene, schools: int) -> Collection:
    """Only below the first county; open whenever the tests are run, since a job asks the clock."""
    county = scene.tree.counties[0]
    many_schools(county, schools - 2)
    with bound(scene.province):
        draft = draft_form(post=scene.province, text=FORM, at=AT)
        form = publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT)
        collection = open_collection(
            post=scene.province,
            edition_id=form.id,
            period="2026",
            due_at=DUE,
            closes_at=CLOSES,
            below=county.code,
            at=AT,
        )
    with bound(system_post("test")):
        Collection.objects.update(due_at=FAR, closes_at=FAR)
        collection.refresh_from_db()
    return collection


def taken(post: ActingPost, collection: Collection) -> bytes:
    with bound(post):
        return workbook_of(book_of(post, collection, reports_for_sheet(post, collection), at=AT))


def with_all_filled(grids: Grids) -> None:
    grid = grids["Basics"]
    for number, row in enumerate(grid[3:]):
        row[3:] = [number * 100 + place for place in range(FIELDS)]


def brought(post: ActingPost, collection: Collection, data: bytes) -> SheetUpload:
    with bound(post):
        return judge_sheet(post=post, collection_id=collection.id, data=data, filename="county.xlsx", at=AT)


def run(post: ActingPost, upload: SheetUpload, stopping: Callable[[], Stop]) -> None:
    job = apply_sheet.apply_in_background
    work = Work(job_id=0, identity=identity_of(post), permissions=job.permissions, stopping=stopping)
    job.run(work, {"upload_id": str(upload.id)})


def stopping_after(portions: int, reason: Stop) -> Callable[[], Stop]:
    asked = iter([Stop.NO] * portions)
    return lambda: next(asked, reason)


def written() -> tuple[int, int]:
    with bound(system_post("test")):
        return Report.objects.exclude(answers={}).count(), AnswerChange.objects.count()


def test_a_county_is_judged_at_once_and_written_in_the_background(scene: Scene) -> None:
    collection = collected(scene, SCHOOLS)
    data = filled(taken(scene.county, collection), {}, also=with_all_filled)
    with CaptureQueriesContext(connection) as caught:
        upload = brought(scene.county, collection, data)
    assert (upload.reports, upload.answers, upload.refused) == (SCHOOLS, SCHOOLS * FIELDS, 0)
    assert len(caught) < 20
    with bound(scene.county):
        upload = start_applying(post=scene.county, upload_id=upload.id, at=AT)
    assert (upload.state, upload.run_id is None, written()) == ("applying", False, (0, 0))
    with pytest.raises(WorkStopped):
        run(scene.county, upload, stopping_after(2, Stop.SHUTDOWN))
    assert written() == (2 * apply_sheet.TOGETHER, 2 * apply_sheet.TOGETHER * FIELDS)
    run(scene.county, upload, lambda: Stop.NO)
    assert written() == (SCHOOLS, SCHOOLS * FIELDS)
    with bound(scene.county):
        upload.refresh_from_db()
    assert (upload.state, upload.written_reports, upload.written_answers, upload.left) == (
        "applied", SCHOOLS, SCHOOLS * FIELDS, [],
    )  # fmt: skip


def test_what_was_cancelled_can_be_started_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apply_sheet, "AT_ONCE", 1)
    monkeypatch.setattr(apply_sheet, "TOGETHER", 1)
    collection = collected(scene, 4)
    upload = brought(scene.county, collection, filled(taken(scene.county, collection), {}, also=with_all_filled))
    with bound(scene.county):
        start_applying(post=scene.county, upload_id=upload.id, at=AT)
    with pytest.raises(WorkStopped):
        run(scene.county, upload, stopping_after(1, Stop.CANCELLED))
    with bound(scene.county):
        upload.refresh_from_db()
        assert (upload.state, written()[0]) == ("judged", 1)
        start_applying(post=scene.county, upload_id=upload.id, at=AT)
    run(scene.county, upload, lambda: Stop.NO)
    assert written() == (4, 4 * FIELDS)


def test_one_report_that_refuses_blocks_no_other(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is submitted between the judgement and the writing."""
    monkeypatch.setattr(apply_sheet, "AT_ONCE", 1)
    collection = collected(scene, 4)
    upload = brought(scene.county, collection, filled(taken(scene.county, collection), {}, also=with_all_filled))
    with bound(scene.county):
        start_applying(post=scene.county, upload_id=upload.id, at=AT)
    school = scene.tree.schools[0]

    def submit_first() -> Stop:
        with bound(system_post("test")):
            Report.objects.filter(unit=school).update(submitted_at=AT, first_submitted_at=AT)
        return Stop.NO

    run(scene.county, upload, submit_first)
    with bound(scene.county):
        upload.refresh_from_db()
    assert (upload.state, upload.written_reports, [unit for unit, _why in upload.left]) == ("applied", 3, [school.name])


def test_a_province_takes_only_what_lies_below_a_unit(scene: Scene) -> None:
    collection = collected(scene, 4)
    with bound(scene.province):
        whole = reports_for_sheet(scene.province, collection)
        part = reports_for_sheet(scene.province, collection, below=scene.tree.schools[1].code)
    assert (len(whole), [one.unit.code for one in part]) == (4, [scene.tree.schools[1].code])
    assert acting(scene.tree.schools[0], role="cio").unit_path not in {one.unit_path for one in part}
