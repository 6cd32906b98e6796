"""Endpoints of appeals: made by the unit, decided by the administration, hidden from neighbours."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import acting
from tests.kernel.rest.callers import Caller, tokens
from tests.modules.assessment.scenes import PLATFORM, Assessed, fresh
from xuezheng.kernel.clock import now
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.actions import rounds

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/api/v1/assessment"


@pytest.fixture
def case() -> Iterator[Assessed]:
    made = Assessed()
    second = acting(made.universities[1], role="cio")
    with tokens(province=made.province, university=second, neighbour=made.acting("甲")):
        yield made


def ask(
    who: str, method: str, address: str, body: dict[str, Any] | None = None, *, answers: int = 200, **headers: str
) -> Any:
    response = Caller(who).ask(method, f"{ROOT}{address}", body, **headers)
    assert response.status_code == answers, response.content.decode()
    return response.json()


def test_an_appeal_is_made_and_decided_by_programs(case: Assessed) -> None:
    row = case.concluded()
    with bound(case.province):
        rounds.publish_round(post=case.province, round_id=row.id, version=fresh(row).version, at=now())
    with bound(PLATFORM):
        own = case.assessed(row, case.universities[1])
    assert ask("university", "POST", f"/units/{own.id}/note")["noted_at"]
    item = ask("university", "GET", f"/units/{own.id}")["items"][0]
    place = f"/results/{item['id']}/appeals"
    ask("neighbour", "POST", place, {"reason": "x"}, answers=404)
    ask("province", "POST", place, {"reason": "x"}, answers=403)
    made = ask("university", "POST", place, {"reason": "见验收报告"}, answers=201)
    assert (made["item"], made["outcome"], made["unit_path"]) == ("infrastructure_wired", "open", own.unit_path)
    assert [one["id"] for one in ask("province", "GET", "/appeals?outcome=open")["items"]] == [made["id"]]
    assert ask("neighbour", "GET", "/appeals")["items"] == []
    ask("neighbour", "GET", f"/appeals/{made['id']}", answers=404)
    decide, grounds = f"/appeals/{made['id']}/decide", {"upheld": True, "decision": "材料属实"}
    wrong = ask("province", "POST", decide, {**grounds, "points": "5"}, answers=422, If_Match='"1"')
    assert "at most 4 points" in wrong["detail"]
    decided = ask("province", "POST", decide, {**grounds, "points": "4"}, If_Match='"1"')
    assert (decided["outcome"], decided["decision"]) == ("upheld", "材料属实")
    assert ask("university", "GET", f"/units/{own.id}")["points"] == "480.80"
