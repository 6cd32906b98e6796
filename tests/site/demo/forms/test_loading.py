"""The collections of the demonstration: everything a page of forms can show is there, and says what the engine would say."""

from collections import Counter

import pytest

from tests.site.demo.conftest import AT
from xuezheng.engines.forms.models import AnswerChange, Collection, Correction, FormEdition, Remark, Report, ReportStep
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report, counts_of
from xuezheng.engines.forms.standing import ReportStatus, status_of

pytestmark = pytest.mark.usefixtures("loaded")


def test_four_collections_and_a_draft() -> None:
    told = Collection.objects.order_by("opens_at").values_list("edition__code", "period", "unit__name")
    assert list(told) == [
        ("university_standard", "2026", "河南省教育厅"),
        ("connections_quarter", "2026Q3", "河南省教育厅"),
        ("connections_quarter", "2026Q4", "河南省教育厅"),
        ("course_inspection", "2026-2027-1", "固始县教育局"),
    ]
    states = FormEdition.objects.order_by("code", "unit_path").values_list("code", "state")
    assert list(states) == [
        ("connections_quarter", "published"), ("course_inspection", "draft"), ("course_inspection", "published"),
        ("university_standard", "published"),
    ]  # fmt: skip


def test_a_past_quarter_is_nearly_all_in() -> None:
    reports = list(Report.objects.filter(collection__period="2026Q3").select_related("collection"))
    stands = Counter(status_of(report) for report in reports)
    assert stands[ReportStatus.ACCEPTED] / len(reports) > 0.8
    assert min(stands[ReportStatus.RETURNED], stands[ReportStatus.REVIEW], stands[ReportStatus.BEGUN]) > 0
    late = [one for one in reports if one.first_submitted_at and one.first_submitted_at > one.collection.due_at]
    assert 0 < len(late) < len(reports) / 10
    assert 0 < sum(one.changed_after_acceptance for one in reports) < len(reports) / 20


def test_the_present_one_waits_at_every_desk() -> None:
    desks = Report.objects.filter(collection__period="2026Q4").exclude(desk_path="").values_list("desk_path", flat=True)
    assert sorted({path.count(".") for path in desks}) == [2, 3, 4]


def test_reports_stand_as_the_engine_counts() -> None:
    """A row that no action wrote must not contradict what the page computes."""
    for report in Report.objects.exclude(changed_at=None).select_related("collection__edition")[:200]:
        counts = counts_of(checked_report(report, form_of(report.collection.edition)))
        assert counts == {"errors": report.errors, "warnings": report.warnings, "missing": report.missing}


def test_nothing_was_done_in_the_future() -> None:
    assert not ReportStep.objects.filter(taken_at__gt=AT).exists()
    assert not AnswerChange.objects.filter(changed_at__gt=AT).exists()
    assert not Report.objects.filter(accepted_at__gt=AT).exists()


def test_remarks_and_corrections() -> None:
    assert Remark.objects.count() == 2
    answers = Correction.objects.order_by("asked_at").values_list("field", "answer")
    assert list(answers) == [("multimedia_classrooms", "put_right"), ("classrooms", "")]
