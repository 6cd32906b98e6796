"""Endpoints of supervision: the way of an order, of a score with an appeal, of a round; stale versions, what is foreign."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import acting
from tests.kernel.rest.callers import Caller, tokens
from tests.modules.supervision.scenes import Supervised
from xuezheng.kernel.clock import today

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/api/v1/supervision"


class Scene(Supervised):
    def __init__(self) -> None:
        super().__init__()
        self.day = today(timezone.now())
        self.soon = (self.day + timedelta(days=20)).isoformat()
        self.code = self.tree.counties[0].code


@pytest.fixture
def scene() -> Iterator[Scene]:
    made = Scene()
    with tokens(province=made.province, county=made.county, foreign=acting(made.tree.counties[2])):
        yield made


def ask(who: str, method: str, address: str, body: Any = None, *, version: int = 0, answers: int = 200) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    response = Caller(who).ask(method, f"{ROOT}{address}", body, **headers)
    assert response.status_code == answers, response.content.decode()
    return response.json() if response.content else None


def test_an_order_goes_its_way(scene: Scene) -> None:
    body = {"unit": scene.code, "assignment": str(scene.share(scene.tree.counties[0]).id)}
    order = ask("province", "POST", "/orders", {**body, "demand": "限期", "due_on": scene.soon}, answers=201)
    one = f"/orders/{order['id']}"
    assert (order["status"], order["facts"]["role"]) == ("open", "support")
    ask("foreign", "GET", one, answers=404)
    assert ask("county", "POST", f"{one}/reply", {"text": "已办"}, version=1)["status"] == "answered"
    stale = ask("province", "POST", f"{one}/return", {"reason": "缺"}, version=1, answers=412)
    assert stale["status"] == 412
    assert ask("province", "POST", f"{one}/return", {"reason": "缺"}, version=2)["status"] == "open"
    ask("county", "POST", f"{one}/reply", {"text": "补齐"}, version=3)
    assert ask("province", "POST", f"{one}/close", {}, version=4)["status"] == "closed"
    replies = ask("county", "GET", f"{one}/replies")["items"]
    assert [reply["return_reason"] for reply in replies] == ["", "缺"]
    preview = ask("province", "GET", "/orders/overdue")
    assert preview == {"orders": 6, "units": 6, "ordered_already": 0}
    many = {"expected": 6, "demand": "限期", "due_on": scene.soon}
    issued = ask("province", "POST", "/orders/overdue", many, answers=201)
    assert len(issued) == 6
    ask("province", "POST", f"/orders/{issued[0]['id']}/withdraw", {"reason": "误发"}, version=1)
    assert [item["id"] for item in ask("province", "GET", "/orders?status=withdrawn")["items"]] == [issued[0]["id"]]


def test_a_score_is_published_and_corrected(scene: Scene) -> None:
    rule = {"points": "1", "each_most": "5", "most": "20"}
    kinds = ("overdue", "late", "unreported", "returned", "unanswered", "late_reply", "reply_returned")
    weights = {"full": "100", "lead": "1", "support": "1", "source": "会议", "valid_from": "2026-01-01"}
    ask("province", "POST", "/weights", {**weights, **dict.fromkeys(kinds, rule)}, answers=201)
    assert [item["edition"] for item in ask("county", "GET", "/weights")["items"]] == [1]
    period = {"title": "上半年", "begins": "2026-01-01", "ends": "2026-06-30"}
    scoring = ask("province", "POST", "/scorings", period, answers=201)
    one = f"/scorings/{scoring['id']}"
    ask("county", "GET", one, answers=404)
    digest = ask("province", "GET", f"{one}/draft")["digest"]
    ask("province", "POST", f"{one}/publish", {"digest": "0" * 64}, version=1, answers=409)
    assert ask("province", "POST", f"{one}/publish", {"digest": digest}, version=1)["digest"] == digest
    ranked = ask("county", "GET", f"{one}/ranking?group=cn.41.4101.")
    assert [(row["rank"], row["points"]) for row in ranked] == [(1, "93.00"), (1, "93.00")]
    lines = f"/scores/{ranked[0]['id']}/lines"
    line, _other = ask("county", "GET", lines)
    assert (line["fact"], line["points"], line["struck"]) == ("overdue", "5.00", False)
    appeal = ask("county", "POST", f"/score-lines/{line['id']}/appeals", {"reason": "延期已批"}, answers=201)
    decision = {"upheld": True, "decision": "属实"}
    ask("province", "POST", f"/appeals/{appeal['id']}/decide", decision, version=1)
    assert [(row["struck"], row["points_now"]) for row in ask("county", "GET", lines)] == [
        (True, "0"),
        (False, "2.00"),
    ]
    assert [item["outcome"] for item in ask("county", "GET", "/appeals?outcome=upheld")["items"]] == ["upheld"]
    ask("province", "DELETE", one, version=2, answers=409)


def test_a_round_goes_its_way(scene: Scene) -> None:
    day = scene.day.isoformat()
    body = {"name": "督导", "begins_on": day, "ends_on": scene.soon, "codes": ["broadband"], "units": [scene.code]}
    row = ask("province", "POST", "/inspections", body, answers=201)
    one = f"/inspections/{row['id']}"
    (item,) = ask("county", "GET", f"{one}/items")
    found = {"item": item["id"], "unit": scene.code, "verdict": "partly", "evidence": "带宽不足", "demand": "扩容"}
    ask("province", "POST", f"{one}/close", {"conclusion": "好"}, version=1, answers=409)
    finding = ask("province", "POST", f"{one}/findings", found, answers=201)
    ask("province", "POST", f"{one}/findings", found, answers=409)
    place = f"/findings/{finding['id']}"
    change = {"verdict": "not_met", "evidence": "没有带宽", "demand": "扩容"}
    assert ask("province", "PATCH", place, change, version=1)["verdict"] == "not_met"
    ask("foreign", "GET", place, answers=404)
    order = ask("province", "POST", f"{place}/order", {"due_on": scene.soon})
    assert (order["subject"], order["demand"]) == ("finding", "扩容")
    ask("province", "PATCH", place, change, version=3, answers=409)
    assert ask("province", "POST", f"{one}/close", {"conclusion": "总体良好"}, version=1)["conclusion"] == "总体良好"
    assert [item["order_id"] for item in ask("county", "GET", f"{one}/findings")["items"]] == [order["id"]]
