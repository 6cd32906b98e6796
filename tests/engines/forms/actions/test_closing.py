"""Closing for good: who may, what is told of what is open, and that nothing changes afterwards."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.engines.forms.actions.test_filling import LATER, fill, submit
from tests.engines.forms.actions.test_reminding import tell, todos
from tests.engines.forms.scene import CLOSES, DUE, GIVEN, Scene
from xuezheng.engines.forms.actions.collecting import (
    StillOpen,
    close_collection,
    extend_collection,
    still_open,
)
from xuezheng.engines.forms.actions.correcting import ask_correction
from xuezheng.engines.forms.actions.deciding import accept_report, accept_reports, reopen_report, return_report
from xuezheng.engines.forms.actions.reporting import remark_on_report, save_answers, submit_report
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration


def close(post: ActingPost, collection: Collection, *, expected: int = 8, reason: str = "数据已定稿") -> StillOpen:
    with bound(post):
        version = Collection.objects.values_list("version", flat=True).get(id=collection.id)
        return close_collection(
            post=post, collection_id=collection.id, version=version, expected=expected, reason=reason, at=LATER
        )


def test_what_stays_open_is_told(scene: Scene) -> None:
    collection = scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    submit(scene.school, report)
    with bound(scene.province):
        assert still_open(scene.province, collection) == StillOpen(unsent=7, undecided=1)
    tell(collection, LATER)
    assert close(scene.province, collection) == StillOpen(unsent=7, undecided=1)
    with bound(scene.province):
        entry = Entry.objects.get(act="forms.close_collection")
    assert entry.after == {"open": 7, "undecided": 1, "reason": "数据已定稿"}
    tell(collection, LATER)
    assert todos(scene.other_school) == []


def test_only_the_unit_that_collects_closes_and_says_why(scene: Scene) -> None:
    collection = scene.collect()
    for post in (scene.city, scene.county, scene.school):
        with pytest.raises(NotAllowed):
            close(post, collection)
    with pytest.raises(Refusal, match="Say why"):
        close(scene.province, collection, reason=" ")
    with pytest.raises(Conflict, match="You saw 5 reports still open; now there are 8"):
        close(scene.province, collection, expected=5)
    with bound(scene.province), pytest.raises(VersionIsStale):
        close_collection(post=scene.province, collection_id=collection.id, version=9, expected=8, reason="早", at=LATER)
    with bound(scene.province):
        assert Collection.objects.get().closed_at is None


def test_nothing_changes_after_it(scene: Scene) -> None:
    collection = scene.collect()
    waiting, begun = scene.report_of(scene.school), scene.report_of(scene.other_school)
    fill(scene.school, waiting)
    submit(scene.school, waiting)
    close(scene.province, collection)
    with bound(scene.province):
        before = list(Report.objects.order_by("id").values())
        waiting.refresh_from_db()
        version = Collection.objects.get().version
    own, desk, top = scene.other_school, scene.county, scene.province
    known: dict[str, Any] = {"report_id": waiting.id, "version": waiting.version, "at": LATER}
    tries: list[tuple[ActingPost, Callable[[], object]]] = [
        (own, lambda: save_answers(post=own, report_id=begun.id, changes=GIVEN, based_on={}, at=LATER)),
        (own, lambda: submit_report(post=own, report_id=begun.id, version=begun.version, at=LATER)),
        (own, lambda: remark_on_report(post=own, report_id=begun.id, words="补充", at=LATER)),
        (own, lambda: ask_correction(
            post=own, report_id=begun.id, field="students", claimed="9", reason="错", at=LATER
        )),
        (desk, lambda: accept_report(post=desk, **known)),
        (desk, lambda: return_report(post=desk, reason="错", **known)),
        (desk, lambda: accept_reports(post=desk, collection_id=collection.id, expected=1, at=LATER)),
        (top, lambda: reopen_report(post=top, until=CLOSES, reason="补报", **known)),
        (top, lambda: extend_collection(
            post=top, collection_id=collection.id, version=version, due_at=DUE + timedelta(days=1),
            closes_at=CLOSES, reason="补报", at=LATER,
        )),
        (top, lambda: close(top, collection)),
    ]  # fmt: skip
    for post, act in tries:
        with bound(post), pytest.raises(Conflict):
            act()
    with bound(scene.province):
        assert list(Report.objects.order_by("id").values()) == before
