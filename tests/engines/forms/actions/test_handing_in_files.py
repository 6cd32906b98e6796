"""Files as answers: kept with the report, counted, named in its history, gone with the answer, and of nobody else."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import override_settings

from tests.engines.forms.actions.test_changed_units import PLATFORM, move
from tests.engines.forms.actions.test_filling import LATER
from tests.engines.forms.sample import WITH_FILES
from tests.engines.forms.scene import AT, CLOSES, Scene
from tests.factories import acting
from tests.kernel.files import samples
from xuezheng.engines.forms.actions import draft_form
from xuezheng.engines.forms.actions.reporting import (
    SaveOutcome,
    hand_in_files,
    save_answers,
    submit_report,
    take_back_file,
)
from xuezheng.engines.forms.models import AnswerChange, Report
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.engines.forms.report_files import KIND
from xuezheng.kernel.files.facade import attach_file, get_attachment, received, remove_attachment
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.policies import attachments_visible_to
from xuezheng.kernel.files.refusals import AttachmentIsAbsent
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(HOME=tmp_path):
        yield


@pytest.fixture
def report(scene: Scene) -> Report:
    scene.collect(WITH_FILES)
    return scene.report_of(scene.school)


def hand_in(post: ActingPost, report: Report, *names: str, field: str = "scans", content: bytes = b"") -> SaveOutcome:
    with bound(post), ExitStack() as opened:
        files = [opened.enter_context(received([content or samples.PDF + name.encode()], name=name)) for name in names]
        return hand_in_files(post=post, report_id=report.id, field=field, files=files, at=LATER)


def ids(report: Report, field: str = "scans") -> list[str]:
    with bound(PLATFORM):
        report.refresh_from_db()
    return list(report.answers.get(field) or [])


def names(post: ActingPost, report: Report) -> list[str]:
    with bound(post):
        (section,) = shown_report(post, report.id).sections
        return [file.name for line in section.fields for file in line.files]


def test_files_are_kept_named_counted_and_written_down(scene: Scene, report: Report) -> None:
    first = hand_in(scene.school, report, "报告一.pdf", "报告二.pdf")
    assert (first.report.missing, first.report.errors) == (1, 1)
    hand_in(scene.school, report, "报告三.pdf")
    assert names(scene.school, report) == names(scene.county, report) == ["报告一.pdf", "报告二.pdf", "报告三.pdf"]
    with bound(scene.school):
        changes = shown_report(scene.school, report.id).changes
        acts = list(Entry.objects.order_by("id").values_list("act", flat=True).filter(at=LATER))
    assert [(one.before, one.after) for one in changes] == [
        ("报告一.pdf、报告二.pdf", "报告一.pdf、报告二.pdf、报告三.pdf"),
        ("—", "报告一.pdf、报告二.pdf"),
    ]
    attached, saved = "files.attach_file", "forms.save_answers"
    assert acts == [attached, attached, saved, attached, saved]


def test_a_file_is_taken_back_and_stays_in_the_history_by_its_name(scene: Scene, report: Report) -> None:
    hand_in(scene.school, report, "误传.pdf", "报告.pdf")
    wrong, right = ids(report)
    with bound(scene.school):
        take_back_file(post=scene.school, report_id=report.id, field="scans", file_id=wrong, at=LATER)
        with pytest.raises(NotFound):
            take_back_file(post=scene.school, report_id=report.id, field="scans", file_id=wrong, at=LATER)
        assert [str(one.id) for one in Attachment.objects.all()] == [right]
        newest = shown_report(scene.school, report.id).changes[0]
    assert (newest.before, newest.after, ids(report)) == ("误传.pdf、报告.pdf", "报告.pdf", [right])
    with bound(scene.school):
        take_back_file(post=scene.school, report_id=report.id, field="scans", file_id=right, at=LATER)
        newest = shown_report(scene.school, report.id).changes[0]
    assert (newest.after, ids(report)) == ("—", [])


def test_an_empty_answer_stops_the_submission_and_a_submitted_one_keeps_its_files(scene: Scene, report: Report) -> None:
    with bound(scene.school):
        saved = save_answers(post=scene.school, report_id=report.id, changes={"count": "3"}, based_on={}, at=LATER)
        with pytest.raises(Refusals) as refused:
            submit_report(post=scene.school, report_id=report.id, version=saved.report.version, at=LATER)
    assert [one.field for one in refused.value.refusals] == ["scans"]
    version = hand_in(scene.school, report, "报告.pdf").report.version
    with bound(scene.school):
        submit_report(post=scene.school, report_id=report.id, version=version, at=LATER)
        with pytest.raises(Conflict):
            take_back_file(post=scene.school, report_id=report.id, field="scans", file_id=ids(report)[0], at=LATER)
    with pytest.raises(Conflict):
        hand_in(scene.school, report, "晚了.pdf")
    assert names(scene.county, report) == ["报告.pdf"]


def test_ids_of_no_file_or_of_another_answer_are_refused_by_a_sentence(scene: Scene, report: Report) -> None:
    hand_in(scene.school, report, "报告.pdf", "附页.pdf")
    hand_in(scene.school, report, "照片.png", field="photos", content=samples.PNG)
    hand_in(scene.other_school, scene.report_of(scene.other_school), "别人的.pdf")
    first, second = ids(report)
    others = ids(scene.report_of(scene.other_school))[0]

    def saved(*given: str) -> tuple[list[str], list[str]]:
        with bound(scene.school):
            outcome = save_answers(
                post=scene.school, report_id=report.id, changes={"scans": list(given)}, based_on={"scans": ids(report)},
                at=LATER,
            )  # fmt: skip
        return [str(one) for one in outcome.refused], ids(report)

    for foreign in (str(uuid4()), others, ids(report, "photos")[0]):
        (sentence,), kept = saved(first, second, foreign)
        assert (foreign in sentence, kept) == (True, [first, second])
    (sentence,), kept = saved("报告.pdf")
    assert ("报告.pdf" in sentence, kept) == (True, [first, second])
    assert saved(second, first) == ([], [second, first])
    assert saved(second) == ([], [second])
    with bound(scene.school):
        assert not Attachment.objects.filter(id=first).exists()


def test_another_unit_neither_sees_nor_downloads_nor_changes_it(scene: Scene, report: Report) -> None:
    hand_in(scene.school, report, "报告.pdf")
    (file_id,) = ids(report)
    for other in (scene.other_school, acting(scene.tree.counties[1])):
        with bound(other):
            assert list(attachments_visible_to(other)) == []
            with pytest.raises(AttachmentIsAbsent):
                get_attachment(other, file_id)  # type: ignore[arg-type] # as text it is found all the same
            with pytest.raises(NotFound):
                take_back_file(post=other, report_id=report.id, field="scans", file_id=file_id, at=LATER)
        with pytest.raises(NotFound):
            hand_in(other, report, "别人的.pdf")
    for above in (scene.county, scene.city, scene.province):
        with bound(above):
            assert [str(one.id) for one in attachments_visible_to(above)] == [file_id]
            with pytest.raises(NotAllowed):
                take_back_file(post=above, report_id=report.id, field="scans", file_id=file_id, at=LATER)


def test_files_come_and_go_with_the_answer_alone(scene: Scene, report: Report) -> None:
    """Not through the pages of files, which know of no answer: nor does their refusal leave a file behind."""
    hand_in(scene.school, report, "报告.pdf")
    (file_id,) = ids(report)
    with bound(scene.school), pytest.raises(Conflict), received([samples.PDF], name="另一份.pdf") as file:
        attach_file(post=scene.school, object_kind=KIND, object_id=str(report.id), file=file, at=LATER)
    with bound(scene.school), pytest.raises(Conflict):
        remove_attachment(post=scene.school, attachment_id=file_id, at=LATER)  # type: ignore[arg-type] # as above
    assert names(scene.school, report) == ["报告.pdf"]


def test_what_cannot_be_handed_in(scene: Scene, report: Report) -> None:
    for field in ("count", "nothing"):
        with pytest.raises(Refusal, match=field):
            hand_in(scene.school, report, "报告.pdf", field=field)
    with pytest.raises(Refusal, match="20"):
        hand_in(scene.school, report, *(f"{number}.pdf" for number in range(21)))
    with bound(scene.school), received([samples.PDF], name="晚了.pdf") as file, pytest.raises(Conflict):
        hand_in_files(post=scene.school, report_id=report.id, field="scans", files=[file], at=CLOSES.replace(year=2190))
    with bound(scene.school):
        assert (Attachment.objects.count(), AnswerChange.objects.count()) == (0, 0)


def test_files_go_with_their_report_to_another_place(scene: Scene, report: Report) -> None:
    hand_in(scene.school, report, "报告.pdf")
    school = move(scene, scene.tree.schools[0], scene.tree.counties[1])
    with bound(PLATFORM):
        assert Attachment.objects.get().unit_path == school.unit_path
    assert names(acting(school, role="cio"), report) == names(acting(scene.tree.counties[1]), report) == ["报告.pdf"]
    with bound(scene.county):
        assert Attachment.objects.count() == 0


def test_a_row_of_a_table_holds_no_files(scene: Scene) -> None:
    rows = """    tables:
      - {code: things, title: {zh: 台账, en: Things}, columns: [{code: scan, title: {zh: 扫描件, en: Scan}, answer: files}]}
"""
    with bound(scene.province), pytest.raises(Refusal, match=r"Scan.*Things"):
        draft_form(post=scene.province, text=WITH_FILES + rows, at=AT)
