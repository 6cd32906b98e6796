"""Endpoints over the same acts: the ways of each thing, stale versions, what is foreign."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kernel.rest.callers import Caller, tokens
from tests.modules.organisation.scene import Scene, attach_text
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.models import RuleEdition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/api/v1/organisation"
DAY = "2026-03-02"


@pytest.fixture
def api(scene: Scene) -> Iterator[Scene]:
    with tokens(province=scene.province, county=scene.county, school=scene.school, foreign=scene.beside):
        yield scene


def ask(who: str, method: str, address: str, body: Any = None, *, version: int = 0, answers: int = 200) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    response = Caller(who).ask(method, f"{ROOT}{address}", body, **headers)
    assert response.status_code == answers, response.content.decode()
    return response.json() if response.content else None


def test_bodies_and_their_members(api: Scene) -> None:
    code = api.tree.counties[0].code
    new = {"unit": code, "kind": "leading_group", "name": "领导小组", "founded_on": DAY}
    body = ask("county", "POST", "/bodies", new, answers=201)
    one = f"/bodies/{body['id']}"
    member = ask("county", "POST", f"{one}/members", {"role": "chair", "name": "李强", "valid_from": DAY}, answers=201)
    assert [row["name"] for row in ask("province", "GET", f"{one}/members")["items"]] == ["李强"]
    assert ask("county", "POST", f"/members/{member['id']}/end", {"valid_to": "2026-04-01"})["valid_to"] == "2026-04-01"
    words = {"name": "网信领导小组", "founded_on": DAY}
    assert ask("county", "PATCH", one, words, version=1)["version"] == 2
    ask("county", "PATCH", one, words, version=1, answers=412)
    ask("foreign", "GET", one, answers=404)
    assert ask("foreign", "GET", "/bodies")["items"] == []
    gone = ask("county", "POST", f"{one}/dissolve", {"dissolved_on": "2026-05-01"}, version=2)
    assert gone["dissolved_on"] == "2026-05-01"


def test_cios_and_coverage(api: Scene) -> None:
    school, county = api.tree.schools[0], api.tree.counties[0]
    assert ask("province", "POST", "/coverage/cio/ask", {"below": county.code}) == {"count": 2, "run_id": None}
    cio = ask(
        "school",
        "POST",
        "/cios",
        {"unit": school.code, "name": "王芳", "duty": "副校长", "valid_from": DAY},
        answers=201,
    )
    one = f"/cios/{cio['id']}"
    training = ask("school", "POST", f"{one}/trainings", {"title": "培训", "trained_on": DAY}, answers=201)
    covered = ask("province", "GET", f"/coverage?below={county.code}")
    assert [share for share in covered["shares"] if share["rule"] == "cio"] == [
        {"rule": "cio", "units": 2, "having": 1}
    ]
    lacking = ask("province", "GET", f"/coverage/cio/lacking?below={county.code}")["items"]
    assert [row["code"] for row in lacking] == [api.tree.schools[1].code]
    ask("school", "POST", f"/trainings/{training['id']}/withdraw", {"reason": "误记"})
    version = ask("school", "GET", one)["version"]
    ask("school", "PATCH", one, {"name": "王芳", "duty": "书记"}, version=version)
    assert ask("school", "POST", f"{one}/end", {"valid_to": "2026-04-01"}, version=version + 1)["valid_to"]
    ask("foreign", "GET", one, answers=404)
    ask("school", "POST", "/coverage/cio/ask", {"below": school.code}, answers=403)


def test_meetings_and_resolutions(api: Scene) -> None:
    new = {"kind": "topic", "topic": "网络安全", "held_on": DAY}
    meeting = ask("county", "POST", "/meetings", new, answers=201)
    one = f"/meetings/{meeting['id']}"
    resolution = ask("county", "POST", f"{one}/resolutions", {"text": "整治"}, answers=201)
    ask("county", "PATCH", f"/resolutions/{resolution['id']}", {"text": "专项整治"}, version=1)
    assert [row["text"] for row in ask("province", "GET", f"{one}/resolutions")["items"]] == ["专项整治"]
    ask("province", "PATCH", one, new, version=1, answers=403)
    ask("county", "DELETE", f"/resolutions/{resolution['id']}", version=2, answers=204)
    ask("foreign", "GET", one, answers=404)


def test_rules_are_drafted_issued_and_repealed(api: Scene) -> None:
    rule = ask("province", "POST", "/rules", {"title": "管理办法"}, answers=201)
    one = f"/rules/{rule['id']}"
    (edition,) = ask("province", "GET", f"{one}/editions")["items"]
    assert edition["state"] == "draft"
    ask("school", "GET", one, answers=404)
    with bound(api.province):
        attach_text(api.province, RuleEdition.objects.get())
    issue = {"doc_number": "1号", "issued_on": DAY, "in_force_from": DAY}
    assert ask("province", "POST", f"/editions/{edition['id']}/issue", issue, version=1)["state"] == "in_force"
    assert ask("school", "GET", one)["title"] == "管理办法"
    ask("school", "POST", f"{one}/repeal", {"repealed_on": DAY, "reason": "x"}, version=2, answers=403)
    ask("province", "POST", f"{one}/repeal", {"repealed_on": "2026-04-01", "reason": "并入"}, version=2)
    assert ask("school", "GET", f"/editions/{edition['id']}")["state"] == "repealed"


def test_surveys_are_reported_and_used(api: Scene) -> None:
    new = {"question": "带宽", "begins_on": DAY, "ends_on": "2026-12-01", "units": [api.tree.counties[0].code]}
    survey = ask("province", "POST", "/surveys", new, answers=201)
    one = f"/surveys/{survey['id']}"
    everybody = ask("province", "POST", f"{one}/parts/kinds", {"kinds": ["city_bureau"]})
    assert [part["unit_path"] for part in everybody] == [city.unit_path for city in api.tree.cities]
    ask("province", "POST", f"{one}/parts/kinds", {"kinds": ["city_bureau"]}, answers=422)
    ask("county", "POST", f"{one}/parts/kinds", {"kinds": ["city_bureau"]}, answers=403)
    (part,) = ask("county", "GET", f"{one}/parts")["items"]
    assert ask("foreign", "GET", f"{one}/parts")["items"] == []
    ask("county", "POST", f"/survey-parts/{part['id']}/report", {"findings": "不足"}, version=1)
    ask("province", "POST", f"{one}/conclude", {"results": "提速"}, version=1)
    ask("province", "POST", f"{one}/uses", {"words": "列入", "used_on": "2026-04-01"}, answers=201)
    assert [use["words"] for use in ask("province", "GET", f"{one}/uses")["items"]] == ["列入"]
