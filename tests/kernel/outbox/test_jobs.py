"""Declared jobs: under whom they run, what they may carry, when they are tried again, what is cleared."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings as Settings
from django.db import connection
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job as QueuedJob

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending, run_worker_once
from tests.kernel.outbox import sample
from tests.kernel.outbox.sample import BellRung, refuse, ring_bells
from xuezheng.kernel.clock import now
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.actions import cancel_job, cancel_run, clear_finished, retry_job
from xuezheng.kernel.outbox.attempts import masked
from xuezheng.kernel.outbox.backoff import Backoff, seconds_to_wait
from xuezheng.kernel.outbox.events import announce
from xuezheng.kernel.outbox.identity import PostNoLongerInForce
from xuezheng.kernel.outbox.models import Delivery, Event, JobAttempt, JobRun
from xuezheng.kernel.outbox.plain import NotPlain
from xuezheng.kernel.outbox.policies import jobs_visible_to, runs_visible_to
from xuezheng.kernel.outbox.queries import queue_state
from xuezheng.kernel.outbox.worker import worker_app
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
SYSTEM = system_post("test")


def queue_bells(post: ActingPost, bells: int = 2) -> None:
    with bound(post):
        ring_bells.queue(post=post, at=AT, args={"bells": bells}, subject="两口钟")


@pytest.mark.django_db
def test_it_runs_under_the_post_that_queued_it() -> None:
    county = acting(Tree().counties[0])
    queue_bells(county)
    assert run_pending() == ["sample.ring_bells"]
    with bound(county):
        rung = Entry.objects.filter(act="sample.ring")
        assert set(rung.values_list("post_id", "unit_path")) == {(county.post_id, county.unit_path)}
        run = JobRun.objects.get()
    assert (run.state, run.result, run.subject) == ("done", {"rung": 2}, "两口钟")


@pytest.mark.django_db
def test_what_is_queued_names_no_person() -> None:
    tree = Tree()
    queue_bells(acting(tree.counties[0]))
    args = str(ProcrastinateJob.objects.get().args)
    assert "演示人员" not in args
    assert "127.0.0.1" not in args


@pytest.mark.django_db
def test_a_post_that_ended_meanwhile_is_refused() -> None:
    county = acting(Tree().counties[0])
    queue_bells(county)
    assert county.post_id is not None
    with bound(SYSTEM):
        Post.objects.filter(id=county.post_id).update(valid_to=AT)
    with pytest.raises(PostNoLongerInForce):
        run_pending()
    with bound(SYSTEM):
        assert Entry.objects.count() == 0
        assert (JobRun.objects.get().state, JobAttempt.objects.get().error) == (
            "failed",
            "PostNoLongerInForce (post-no-longer-in-force)",
        )


@pytest.mark.django_db
@pytest.mark.parametrize("args", [{}, {"bells": 1, "colour": "red"}])
def test_wrong_arguments_fail_where_the_job_is_queued(args: dict[str, object]) -> None:
    with bound(SYSTEM), pytest.raises(TypeError):
        ring_bells.queue(post=SYSTEM, at=AT, args=args)


@pytest.mark.django_db
def test_an_object_is_no_argument() -> None:
    with bound(SYSTEM), pytest.raises(NotPlain, match=r"sample\.ring_bells\(bells\) is a UUID"):
        ring_bells.queue(post=SYSTEM, at=AT, args={"bells": uuid4()})


def test_what_somebody_waits_for_runs_before_what_the_platform_queued_earlier(committed_db: None) -> None:
    county = acting(Tree().counties[0])
    with bound(SYSTEM):
        ring_bells.queue(post=SYSTEM, at=AT, args={"bells": 1})
        announce(BellRung(unit_path=county.unit_path, bell="大钟"), at=AT)
    queue_bells(county, bells=1)
    run_worker_once()
    with bound(SYSTEM):
        done = Entry.objects.filter(act__in=["sample.ring", "sample.write_down"]).order_by("id")
        assert list(done.values_list("act", "post_id")) == [
            ("sample.ring", county.post_id),
            ("sample.write_down", None),
            ("sample.ring", None),
        ]


def test_a_refusal_is_final_and_told_to_its_starter(committed_db: None) -> None:
    county = acting(Tree().counties[0])
    with bound(county):
        refuse.queue(post=county, at=AT)
    run_worker_once()
    assert ProcrastinateJob.objects.get(queue_name="sample").status == "failed"
    with bound(county):
        assert JobRun.objects.get().message == "This bell may not be rung; choose another."
    with bound(SYSTEM):
        assert JobAttempt.objects.get().error == "Refusal (refused)"


def test_an_error_is_tried_again_and_the_starter_is_told_it_waits(committed_db: None) -> None:
    county = acting(Tree().counties[0])
    sample.broken.add("ring_bells")
    queue_bells(county)
    run_worker_once()
    with bound(county):
        run = JobRun.objects.get()
    assert (run.state, run.message) == ("queued", "")
    job = ProcrastinateJob.objects.get(queue_name="sample")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
    assert timedelta(0) < job.scheduled_at - now() < timedelta(seconds=8)


@hypothesis_settings(deadline=None)
@given(attempts=st.integers(0, 40), chance=st.floats(0, 1))
@pytest.mark.unit
def test_waits_double_stay_under_the_cap_and_never_agree_on_one_moment(attempts: int, chance: float) -> None:
    wait = seconds_to_wait(attempts, slowest=3600, chance=chance)
    middle = min(5 * 2**attempts, 3600)
    assert middle * 0.5 <= wait <= middle * 1.5
    assert seconds_to_wait(attempts, slowest=3600, chance=0) < seconds_to_wait(attempts, slowest=3600, chance=1)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("error", "attempts", "again"),
    [
        (RuntimeError("x"), 0, True),
        (RuntimeError("x"), 2, False),
        (Refusal("No."), 0, False),
        (Conflict("Later."), 0, True),
    ],
)
def test_what_is_tried_again(error: Exception, attempts: int, again: bool) -> None:
    random.seed(1)
    job = QueuedJob(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=attempts)
    assert (Backoff(retries=2, slowest_wait=60).get_retry_decision(exception=error, job=job) is not None) is again


@pytest.mark.unit
def test_errors_are_kept_without_what_they_quote() -> None:
    assert masked(ValueError("no school '实验小学' for 410522199001011234\nDETAIL: (name)=(x)")) == (
        "ValueError: no school '…' for …"
    )
    assert masked(Refusal("王小明 is not a teacher.")) == "Refusal (refused)"


@pytest.mark.unit
def test_periodic_jobs_are_scheduled_and_never_run_beside_themselves() -> None:
    app = worker_app()
    assert app.periodic_registry.periodic_tasks["outbox.clear_finished", "outbox.clear_finished"].cron == "20 18 * * *"
    assert app.tasks["outbox.clear_finished"].lock == "outbox.clear_finished"
    assert app.tasks["sample.ring_bells"].lock is None


def fail_all() -> int:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    return int(ProcrastinateJob.objects.get().id)


@pytest.mark.django_db
def test_operators_try_a_failed_job_again() -> None:
    tree = Tree()
    queue_bells(acting(tree.counties[0]))
    operator, job_id = acting(tree.ministry), fail_all()
    with bound(operator):
        retry_job(post=operator, job_id=job_id, at=AT)
        assert ProcrastinateJob.objects.get().status == "todo"
        with pytest.raises(Conflict, match=f"作业 {job_id}|Job {job_id}"):
            retry_job(post=operator, job_id=job_id, at=AT)
        assert list(Entry.objects.values_list("act", "object_id", "unit_path")) == [
            ("outbox.retry_job", str(job_id), "cn.")
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["province", "office"])
def test_jobs_are_hidden_from_all_below_the_top_unit(place: str) -> None:
    tree = Tree()
    queue_bells(acting(tree.counties[0]))
    for unit in (getattr(tree, place), tree.cities[0], tree.counties[0], tree.schools[0]):
        post = acting(unit)
        with bound(post):
            assert list(jobs_visible_to(post)) == []
            for act in (retry_job, cancel_job):
                with pytest.raises(NotFound):
                    act(post=post, job_id=fail_all(), at=AT)
    assert jobs_visible_to(acting(tree.ministry)).count() == 1


@pytest.mark.django_db
def test_an_installation_of_a_province_is_operated_by_its_department(settings: Settings) -> None:
    settings.TOP_UNIT_PATH = "cn.41."
    tree = Tree()
    queue_bells(acting(tree.counties[0]))
    assert jobs_visible_to(acting(tree.office)).count() == 1
    assert jobs_visible_to(acting(tree.cities[0])).count() == 0


@pytest.mark.django_db
def test_who_may_only_read_jobs_cannot_act_on_them() -> None:
    tree = Tree()
    queue_bells(acting(tree.counties[0]))
    auditor, job_id = acting(tree.ministry, role="auditor"), fail_all()
    with bound(auditor):
        assert jobs_visible_to(auditor).count() == 1
        with pytest.raises(NotAllowed):
            retry_job(post=auditor, job_id=job_id, at=AT)


@pytest.mark.django_db
def test_tries_are_readable_by_operators_alone_also_by_sql() -> None:
    tree = Tree()
    sample.broken.add("ring_bells")
    queue_bells(acting(tree.counties[0]))
    with pytest.raises(RuntimeError):
        run_pending()
    for unit, seen in ((tree.ministry, 1), (tree.province, 0), (tree.counties[0], 0)):
        with bound(acting(unit)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM outbox_attempt")
            assert cursor.fetchone() == (seen,)


@pytest.mark.django_db
def test_a_run_is_visible_to_its_starter_only() -> None:
    tree = Tree()
    starter, colleague, above = acting(tree.counties[0]), acting(tree.counties[0]), acting(tree.cities[0])
    queue_bells(starter)
    for post, seen in ((starter, 1), (colleague, 0), (above, 0)):
        with bound(post):
            assert runs_visible_to(post).count() == seen
    with bound(SYSTEM):
        run_id = JobRun.objects.get().id
    with bound(colleague), pytest.raises(NotFound):
        cancel_run(post=colleague, run_id=run_id, at=AT)


@pytest.mark.django_db
def test_waiting_work_is_cancelled_before_it_starts() -> None:
    county = acting(Tree().counties[0])
    queue_bells(county)
    with bound(county):
        cancel_run(post=county, run_id=JobRun.objects.get().id, at=AT)
        assert JobRun.objects.get().state == "cancelled"
        with pytest.raises(Conflict):
            cancel_run(post=county, run_id=JobRun.objects.get().id, at=AT)
    assert run_pending() == []


@pytest.mark.django_db
def test_what_is_finished_and_old_is_cleared_and_what_still_matters_stays() -> None:
    with bound(SYSTEM):
        announce(BellRung(unit_path="cn.", bell="旧"), at=AT)
    run_pending()
    with bound(SYSTEM):
        untold = announce(BellRung(unit_path="cn.", bell="未达"), at=AT)
        later = now() + timedelta(days=1)
        clear_finished(done_before=later, failed_before=AT + timedelta(days=1))
        assert list(Event.objects.filter(name=BellRung.name).values_list("id", flat=True)) == [untold.id]
        assert Delivery.objects.filter(receiver__endswith="write_down").count() == 0
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"todo"}


@pytest.mark.django_db
def test_the_queue_can_be_asked_how_it_stands() -> None:
    queue_bells(acting(Tree().counties[0]))
    state = queue_state()
    assert (state.waiting, state.running, state.failed, state.workers, state.heartbeat_at) == (1, 0, 0, 0, None)
    assert state.waiting_since is not None
