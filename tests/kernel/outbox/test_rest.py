"""Jobs by their API: operators read and mend them, starters follow their own work."""

from collections.abc import Iterator
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending
from tests.kernel.outbox import sample
from tests.kernel.outbox.sample import ring_bells
from tests.kernel.outbox.web.test_pages import set_status
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def starter() -> Iterator[ActingPost]:
    tree = Tree()
    county = acting(tree.counties[0])
    posts = {
        "operator": acting(tree.ministry),
        "auditor": acting(tree.ministry, role="auditor"),
        "province": acting(tree.province),
        "county": county,
        "colleague": acting(tree.counties[0]),
    }
    with tokens(**posts):
        yield county


def queue(post: ActingPost) -> int:
    with bound(post):
        ring_bells.queue(post=post, at=AT, args={"bells": 1}, subject="一口钟")
    return int(ProcrastinateJob.objects.latest("id").id)


def asked(token: str, address: str, *, method: str = "GET") -> Any:
    return Caller(token).ask(method, f"/api/v1{address}")


def test_operators_read_and_mend_jobs(starter: ActingPost) -> None:
    sample.broken.add("ring_bells")
    job_id = queue(starter)
    with pytest.raises(RuntimeError):
        run_pending()
    set_status("failed")
    (listed,) = asked("operator", "/jobs?status=failed&queue=sample").json()["items"]
    assert (listed["id"], listed["name"], listed["arguments"]) == (job_id, "sample.ring_bells", {"bells": 1})
    assert asked("operator", f"/jobs/{job_id}").json() == listed
    (attempt,) = asked("operator", f"/jobs/{job_id}/attempts").json()
    assert (attempt["number"], attempt["error"]) == (1, "RuntimeError: no clapper")
    assert asked("operator", f"/jobs/{job_id}/retry", method="POST").status_code == 204
    assert asked("operator", f"/jobs/{job_id}/retry", method="POST").status_code == 409
    assert asked("operator", f"/jobs/{job_id}/cancel", method="POST").status_code == 204
    assert ProcrastinateJob.objects.get().status == "cancelled"


def test_jobs_are_closed_to_others(starter: ActingPost) -> None:
    job_id = queue(starter)
    for token in ("province", "county"):
        assert asked(token, "/jobs").json()["items"] == []
        for method, part in (("GET", ""), ("GET", "/attempts"), ("POST", "/retry"), ("POST", "/cancel")):
            assert asked(token, f"/jobs/{job_id}{part}", method=method).status_code == 404
    assert asked("auditor", f"/jobs/{job_id}").status_code == 200
    assert asked("auditor", f"/jobs/{job_id}/cancel", method="POST").status_code == 403
    assert ProcrastinateJob.objects.get().status == "todo"


def test_work_is_its_starters(starter: ActingPost) -> None:
    queue(starter)
    (listed,) = asked("county", "/work").json()["items"]
    assert (listed["state"], listed["subject"], listed["title"]) == ("queued", "一口钟", "sample.ring_bells")
    for token in ("colleague", "province", "operator"):
        assert asked(token, "/work").json()["items"] == []
        assert asked(token, f"/work/{listed['id']}").status_code == 404
        assert asked(token, f"/work/{listed['id']}/cancel", method="POST").status_code == 404
    assert asked("county", f"/work/{listed['id']}/cancel", method="POST").status_code == 204
    assert asked("county", f"/work/{listed['id']}").json()["state"] == JobRun.State.CANCELLED
