"""Pages of jobs for operators, and of one's own long work for its starter."""

import csv
import io
import re

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import AT, Tree, make_post
from tests.jobs import run_pending
from tests.kernel.journal.web.test_journal import client_of
from tests.kernel.outbox import sample
from tests.kernel.outbox.sample import ring_bells
from tests.web import client_of as signed_in
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SYSTEM = system_post("test")


def queue(count: int = 1) -> None:
    with bound(SYSTEM):
        for _turn in range(count):
            ring_bells.queue(post=SYSTEM, at=AT, args={"bells": 2})


def set_status(status: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status", [status])
    return int(ProcrastinateJob.objects.latest("id").id)


def states(client: Client, **query: str) -> list[str]:
    page = client.get("/jobs/", query).content.decode()
    return re.findall(r'data-label="State" data-data><span class="tag [a-z]?">([^<]+)<', page)


def test_failed_jobs_come_first() -> None:
    client = client_of(Tree().ministry)
    queue()
    set_status("succeeded")
    queue()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing'")
    queue()
    assert states(client) == ["failed", "waiting", "done"]
    assert states(client, state="failed") == ["failed"]
    assert states(client, name="outbox.deliver_event") == []
    assert states(client, queue="sample", name="sample.ring_bells") == ["failed", "waiting", "done"]


def test_the_export_carries_the_words_of_the_page() -> None:
    client = client_of(Tree().ministry)
    queue()
    set_status("succeeded")
    answer = client.get("/jobs/", {"format": "csv"})
    assert isinstance(answer, StreamingHttpResponse)
    [line] = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert line["State"] == "done"


def test_queues_are_named_in_the_readers_language() -> None:
    client = client_of(Tree().ministry)
    client.cookies["language"] = "zh-hans"
    page = client.get("/jobs/").content.decode()
    assert re.findall(r'<option value="(events|imports|periodic)">([^<]*)<', page) == [
        ("events", "事件"),
        ("imports", "导入"),
        ("periodic", "定期作业"),
    ]


def test_the_list_is_flat_in_queries() -> None:
    client = client_of(Tree().ministry)
    queue()
    with CaptureQueriesContext(connection) as few:
        assert len(states(client)) == 1
    queue(5)
    with CaptureQueriesContext(connection) as many:
        assert len(states(client)) == 6
    assert len(few) == len(many)


@pytest.mark.parametrize("place", ["province", "office"])
def test_nobody_below_the_top_unit_opens_jobs(place: str) -> None:
    tree = Tree()
    queue()
    job_id = set_status("failed")
    for unit in (getattr(tree, place), tree.counties[0]):
        client = client_of(unit)
        assert client.get("/jobs/").status_code == 403
        assert client.get(f"/jobs/{job_id}/").status_code == 404
        assert client.post(f"/jobs/{job_id}/retry/").status_code == 404
        assert "/jobs/" not in client.get("/").content.decode()
    assert ProcrastinateJob.objects.get().status == "failed"


def test_an_operator_sees_what_failed_and_tries_again() -> None:
    client = client_of(Tree().ministry)
    sample.broken.add("ring_bells")
    queue()
    with pytest.raises(RuntimeError):
        run_pending()
    sample.broken.clear()
    job_id = set_status("failed")
    page = client.get(f"/jobs/{job_id}/").content.decode()
    assert "RuntimeError: no clapper" in page
    assert "Next try" not in page
    tries = ProcrastinateJob.objects.get().attempts
    assert "kernel/outbox/attempts.py" in page
    assert "&quot;bells&quot;: 2" in page
    assert client.post(f"/jobs/{job_id}/retry/").status_code == 302
    again = ProcrastinateJob.objects.get()
    assert (again.status, again.attempts) == ("todo", tries)
    assert "Next try" in client.get(f"/jobs/{job_id}/").content.decode()
    assert client.post(f"/jobs/{job_id}/cancel/").status_code == 302
    assert ProcrastinateJob.objects.get().status == "cancelled"
    assert client.post(f"/jobs/{job_id}/retry/").status_code == 409


def starter(unit: Unit) -> Client:
    """Somebody of the unit who has one piece of long work waiting."""
    record = make_post(unit)
    client = signed_in(record)
    client.cookies["language"] = "en"
    with bound(SYSTEM):
        post = acting_value(record, at=AT)
    with bound(post):
        ring_bells.queue(post=post, at=AT, args={"bells": 2}, subject="两口钟.xlsx")
    return client


def test_its_starter_follows_and_stops_work_and_nobody_else_does() -> None:
    tree = Tree()
    client = starter(tree.counties[0])
    with bound(SYSTEM):
        run_id = JobRun.objects.get().id
    assert "两口钟.xlsx" in client.get("/work/").content.decode()
    page = client.get(f"/work/{run_id}/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    for other in (client_of(tree.counties[0]), client_of(tree.province), client_of(tree.ministry)):
        assert "两口钟.xlsx" not in other.get("/work/").content.decode()
        assert other.get(f"/work/{run_id}/").status_code == 404
        assert other.post(f"/work/{run_id}/cancel/").status_code == 404
    assert client.post(f"/work/{run_id}/cancel/").status_code == 302
    assert "hx-trigger" not in client.get(f"/work/{run_id}/").content.decode().split('id="run"')[1].split(">")[0]


def test_finished_work_shows_its_progress_and_no_longer_asks() -> None:
    client = starter(Tree().counties[0])
    run_pending()
    with bound(SYSTEM):
        JobRun.objects.update(done=2, total=2)
        run_id = JobRun.objects.get().id
    page = client.get(f"/work/{run_id}/").content.decode()
    assert "2 / 2" in page
    assert 'id="run" aria-label' in page
