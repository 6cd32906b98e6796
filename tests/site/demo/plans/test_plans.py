"""The year with work points in a real database: who has what to do, how things stand, and that nobody sees more than theirs."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count
from pytest_django.fixtures import Settings

from tests.site.demo.conftest import AT
from xuezheng.engines.inbox.mailing import FILES
from xuezheng.engines.inbox.models import Digest, Message, Subscription, Todo
from xuezheng.engines.inbox.queries.messages import messages_of
from xuezheng.engines.inbox.queries.todos import open_todos_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import (
    Assignment,
    AssignmentStep,
    ImplementationPlan,
    Milestone,
    Plan,
    ProgressReport,
    Project,
    Spending,
    Target,
    TargetEvidence,
    TargetShare,
    Task,
    TaskTakeover,
    TaskTally,
)
from xuezheng.modules.plans.queries.takeovers import coverage_below
from xuezheng.modules.plans.status import Status, counts_of, status_of
from xuezheng.site.demo import sign_ins
from xuezheng.site.demo.plans.following import followed_tasks
from xuezheng.site.demo.plans.telling import mail_to_file

pytestmark = pytest.mark.integration

REPORTING = {"administrator", "officer", "school_administrator"}
READING = REPORTING | {"analyst", "auditor", "cio"}


def _post(username: str) -> ActingPost:
    person_id = Account.objects.get(username=username).person_id
    return acting_value(posts_in_force(person_id, at=AT)[0], at=AT)


def _plan(unit: str, *, state: Plan.State, year: int = 2026) -> Plan:
    (found,) = [plan for plan in Plan.objects.filter(unit__name=unit, year=year) if plan.state is state]
    return found


def test_plans_stand_in_every_state(loaded: None) -> None:
    states = Counter((plan.unit.name, plan.year, plan.state.value) for plan in Plan.objects.select_related("unit"))

    assert states == {
        ("教育部", 2026, "published"): 1,
        ("河南省教育厅", 2025, "closed"): 1,
        ("河南省教育厅", 2026, "published"): 1,
        ("河南省教育厅", 2027, "draft"): 1,
        ("信阳市教育局", 2026, "superseded"): 1,
        ("信阳市教育局", 2026, "published"): 1,
        ("固始县教育局", 2026, "published"): 1,
    }


def test_every_task_of_the_paper_was_worked_on(loaded: None) -> None:
    plan = _plan("河南省教育厅", state=Plan.State.PUBLISHED)
    tasks = Task.objects.filter(plan=plan)
    reported = set(ProgressReport.objects.filter(assignment__plan=plan).values_list("assignment__task_id", flat=True))

    assert [task.number for task in tasks.filter(arises_from="") if task.id not in reported] == []
    added = tasks.exclude(arises_from="").order_by("position")
    assert added.values_list("number", "arises_from").first() == ("43", "三季度专题会议纪要")
    numbers = [str(number) for number in range(1, 43)] + [task.number for task in added]
    assert followed_tasks(_post("henan-officer")).keys() == set(numbers)


def test_assignments_stand_in_every_status_and_the_boards_count_them(loaded: None) -> None:
    plan = _plan("河南省教育厅", state=Plan.State.PUBLISHED)
    rows = list(Assignment.objects.filter(plan=plan))
    counts = counts_of(
        status_of(due_on=row.due_on, submitted_at=row.submitted_at, accepted_at=row.accepted_at, day=today(AT))
        for row in rows
    )

    assert counts.total == len(rows) > 5_000
    assert all(counts.of(status) > 20 for status in Status)
    tallied = TaskTally.objects.filter(plan_id=plan.id).values_list("state", "number")
    states = Counter[str]()
    for state, number in tallied:
        states[state] += number
    assert states == {
        "open": counts.overdue + counts.due_soon + counts.on_course,
        "submitted": counts.waiting,
        "accepted": counts.done,
    }


def test_rows_are_what_the_actions_leave(loaded: None) -> None:
    """What was written in bulk has the same marks as what was played."""
    last: dict[object, str] = {}
    for step in AssignmentStep.objects.exclude(what="extended").order_by("taken_at", "id"):
        last[step.assignment_id] = step.what
    expected = {"submitted": (True, False), "accepted": (True, True)}
    for row in Assignment.objects.all():
        found = (row.submitted_at is not None, row.accepted_at is not None)
        assert found == expected.get(last.get(row.id, ""), (False, False)), row.id
    closed = {todo.subject_id for todo in Todo.objects.filter(topic="plans.report", closed_at=None)}
    in_force = Assignment.objects.filter(plan__superseded_at=None, plan__closed_at=None)
    assert closed == {str(row.id) for row in in_force if row.submitted_at is None}


def test_nothing_happened_after_the_moment_of_loading(loaded: None) -> None:
    moments: list[tuple[Any, str]] = [
        (AssignmentStep, "taken_at"),
        (ProgressReport, "reported_at"),
        (TargetEvidence, "recorded_at"),
        (Message, "sent_at"),
        (Attachment, "added_at"),
    ]
    assert [model.__name__ for model, name in moments if model.objects.filter(**{f"{name}__gt": AT}).exists()] == []
    # Units are told of what is collected now by the worker, once it runs.
    waiting = JobRun.objects.exclude(state=JobRun.State.DONE).values_list("name", flat=True)
    assert set(waiting) <= {"forms.tell_units"}


def test_steps_of_every_kind_were_taken(loaded: None) -> None:
    assert set(AssignmentStep.objects.values_list("what", flat=True)) == set(AssignmentStep.What.values)
    acts = set(Entry.objects.filter(act__startswith="plans.").values_list("act", flat=True))
    assert {
        "plans.accept_assignment",
        "plans.reopen_assignment",
        "plans.extend_assignment",
        "plans.take_back_milestone",
        "plans.withdraw_spending",
        "plans.close_project",
        "plans.set_unit_aside",
        "plans.supersede_plan",
        "plans.close_plan",
        "plans.agree_share",
        "plans.add_task",
    } <= acts


def test_targets_are_bound_shared_out_and_shown_by_evidence(loaded: None) -> None:
    plan = _plan("河南省教育厅", state=Plan.State.PUBLISHED)
    core = Target.objects.filter(plan=plan, core=True)

    assert list(core.filter(indicator_code="", unmeasurable="").values_list("phrase", flat=True)) == ["建设云教室"]
    assert core.exclude(indicator_code="").count() > 30
    methods = TargetShare.objects.filter(target__plan=plan).values_list("method").annotate(n=Count("id"))
    assert dict(methods.order_by()) == {"same": 18, "weighted": 18, "negotiated": 18}
    assert TargetShare.objects.filter(proposed_value__isnull=False, agreed_at=None).count() == 2
    assert TargetEvidence.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_some_upper_tasks_are_not_taken_over(loaded: None) -> None:
    plan = _plan("河南省教育厅", state=Plan.State.PUBLISHED)
    found = {row.unit_name: row for row in coverage_below(_post("henan-officer"), plan)}

    assert 0 < found["信阳市教育局"].missing < found["信阳市教育局"].asked
    assert found["郑州市教育局"].taken == 0
    assert TaskTakeover.objects.filter(upper_task__plan__unit__name="教育部").count() == 7


def test_projects_roads_and_milestones(loaded: None) -> None:
    assert [Project.objects.count(), Project.objects.exclude(closed_on=None).count()] == [12, 2]
    assert Spending.objects.exclude(over_reason="").count() == 1
    assert ImplementationPlan.objects.count() == 7
    assert Milestone.objects.filter(reached_on__isnull=False, plan__superseded_at=None).count() == 12


def test_every_sign_in_that_reports_has_to_dos_and_every_one_that_reads_has_messages(loaded: None) -> None:
    for sign_in in sign_ins():
        post = _post(sign_in.username)
        with bound(post):
            todos, messages = open_todos_of(post).count(), messages_of(post).count()
        if sign_in.role.code in REPORTING and not sign_in.username.startswith("moe-"):
            assert todos > 0, sign_in.username
        if post.may("plans.read"):
            assert messages > 0, sign_in.username


@pytest.mark.parametrize("username", ["xinyang-officer", "gushi-analyst", "school-cio", "school-teacher"])
def test_the_database_shows_each_post_its_own_part(loaded: None, username: str) -> None:
    post = _post(username)
    everything = {
        model: set(model.objects.values_list("pk", "unit_path")) for model in (Assignment, ProgressReport, Project)
    }
    with bound(post):
        for model, rows in everything.items():
            seen = set(model.objects.values_list("pk", "unit_path"))
            assert seen == {row for row in rows if row[1].startswith(post.scope_path)}, model.__name__
        drafts = [plan for plan in Plan.objects.all() if plan.state is Plan.State.DRAFT]
    assert drafts == []


def test_subscribers_have_a_digest(loaded: None) -> None:
    assert Subscription.objects.count() == 5
    assert Unit.objects.filter(name="省教育信息化协会").count() == 0


def test_a_digest_by_mail_is_a_file_and_goes_to_no_server(loaded: None, settings: Settings, tmp_path: Path) -> None:
    wanted = Subscription.objects.get(by_email=True)
    digest = Digest.objects.get(post_id=wanted.post_id)
    assert (digest.mailed_at, mail_to_file(digest.id, at=AT)) == (None, False)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path)
    assert mail_to_file(digest.id, at=AT)
    (written,) = tmp_path.iterdir()
    assert f"To: {wanted.email}" in written.read_text(encoding="utf-8")
