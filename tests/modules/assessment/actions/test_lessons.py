"""The check of lessons in information technology: schools report first, inspectors judge on the spot, counties are compared."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import acting, make_post
from tests.modules.assessment.scenes import Assessed, fresh, items_of, moment
from tests.web import client_of
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.models import Report
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.actions import reviews, rounds
from xuezheng.modules.assessment.actions.reviews.writing import Judged
from xuezheng.modules.assessment.models import Review
from xuezheng.modules.assessment.queries.places import by_county
from xuezheng.modules.assessment.queries.rounds import ranked, results_of
from xuezheng.modules.supervision.actions import orders
from xuezheng.modules.supervision.models import Order

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ANSWERS = {
    "on_timetable": True, "lessons_planned": "18", "lessons_given": "9", "seen_on": "2026-09-08", "machines_work": True,
    "verdict": "fair", "visited": [],
}  # fmt: skip


def checked() -> Assessed:
    """All eight schools are judged by an outside inspector: those of the first county well, the others less and less."""
    case = Assessed().registered()
    case.published_form("course_inspection")
    row = case.opened(standard="it_lessons", title="信息技术课检查", period="2026-2027-1")
    school = acting(case.tree.schools[0], role="cio")
    with bound(school):
        report = Report.objects.get(unit=case.tree.schools[0])
        save_answers(post=school, report_id=report.id, changes=ANSWERS, based_on={}, at=moment(9, 9))
        report.refresh_from_db()
        submit_report(post=school, report_id=report.id, version=report.version, at=moment(9, 9))
    with bound(case.province):
        rounds.begin_review(post=case.province, round_id=row.id, version=None, at=moment(9, 21))
        reviews.assign_evenly(post=case.province, round_id=row.id, expert_ids=[case.experts["外"].id], at=moment(9, 22))
        for nth, review in enumerate(Review.objects.filter(round=row).order_by("assessed__unit_path")):
            share = Decimal(10 - nth) / 10
            judged = {
                item.id: Judged(points=item.full * share, remark="听课两节", demand="" if nth < 7 else "开足课时")
                for item in items_of(row.id)
            }
            saved = reviews.save_review(
                post=case.province, review_id=review.id, version=1, judged=judged, at=moment(10, 8)
            )
            reviews.hand_in_review(post=case.province, review_id=review.id, version=saved.version, at=moment(10, 9))
        rounds.conclude_round(
            post=case.province, round_id=row.id, version=None, conclusion="多数落实", at=moment(11, 2)
        )
        rounds.publish_round(post=case.province, round_id=row.id, version=None, at=moment(11, 3))
    return case


def test_lessons_are_checked_at_schools_and_read_by_county() -> None:
    case = checked()
    with bound(case.province):
        row = fresh(case.round_of("信息技术课检查"))
        found = by_county(case.province, ranked(case.province, row))
    assert [(each.name, each.units, each.points, dict(each.grades)) for each in found] == [
        ("中原区教育局", 2, Decimal("95.00"), {"carried_out": 2}),
        ("中牟县教育局", 2, Decimal("75.00"), {"partly": 2}),
        ("平桥区教育局", 2, Decimal("55.00"), {"partly": 1, "wanting": 1}),
        ("固始县教育局", 2, Decimal("35.00"), {"wanting": 2}),
    ]
    page = client_of(make_post(case.tree.province)).get(f"/assessment/rounds/{row.id}/ranking/")
    assert next((each.name, counts) for each, counts in page.context["counties"]) == ("中原区教育局", [2, 0, 0])


def test_what_the_school_reported_stands_beside_what_was_seen() -> None:
    case = checked()
    row = case.round_of("信息技术课检查")
    first, second = (case.assessed(row, school) for school in case.tree.schools[:2])
    with bound(case.province):
        told = {result.item.code: result.self_answer for result in results_of(case.province, first)}
        silent = {result.self_answer for result in results_of(case.province, second)}
    assert told == {"timetable": "是", "lessons_given": "50", "teachers": "", "lessons_seen": "一般", "rooms": "是"}
    assert silent == {""}


def test_a_rectification_goes_from_the_finding_to_its_acceptance() -> None:
    case = checked()
    row = case.round_of("信息技术课检查")
    last = case.assessed(row, case.tree.schools[7])
    with bound(case.province):
        result = results_of(case.province, last)[1]
        made = rounds.order_rectification(
            post=case.province, result_id=result.id, due_on=date(2026, 12, 1), at=moment(11, 4)
        )
    school = acting(case.tree.schools[7], role="school_administrator")
    with bound(school):
        assert Order.objects.get(id=made.id).demand == "开足课时"
        orders.reply_to_order(post=school, order_id=made.id, version=None, text="已调整课表", at=moment(11, 9))
    with bound(case.province):
        closed = orders.close_order(
            post=case.province, order_id=made.id, version=None, closing_words="同意", at=moment(11, 12)
        )
    assert (closed.closed_at, closed.due_on) == (moment(11, 12), date(2026, 12, 1))
