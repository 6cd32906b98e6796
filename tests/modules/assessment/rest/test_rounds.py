"""Endpoints of assessments: what is read by whom, before and after the publication."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import acting
from tests.kernel.rest.callers import Caller, tokens
from tests.modules.assessment.scenes import Assessed

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/api/v1/assessment"


@pytest.fixture
def case() -> Iterator[Assessed]:
    made = Assessed()
    with tokens(province=made.province, university=made.acting("甲"), school=acting(made.tree.schools[0], role="cio")):
        yield made


def ask(who: str, address: str, *, answers: int = 200) -> Any:
    response = Caller(who).ask("GET", f"{ROOT}{address}", None)
    assert response.status_code == answers, response.content.decode()
    return response.json()


def test_a_result_is_read_when_it_is_published(case: Assessed) -> None:
    row = case.concluded()
    one = f"/rounds/{row.id}"
    first = case.assessed(row, case.universities[0])
    assert ask("province", one)["status"] == "concluded"
    assert [each["rank"] for each in ask("province", f"{one}/results")["items"]] == [1, 2, 3]
    assert ask("university", f"{one}/results")["items"] == []
    ask("university", f"/units/{first.id}", answers=404)


def test_published_points_are_everybodys_and_items_the_units_own(case: Assessed) -> None:
    row = case.published()
    one = f"/rounds/{row.id}"
    first, second = (case.assessed(row, unit) for unit in case.universities[:2])
    assert [each["unit_name"] for each in ask("school", f"{one}/results")["items"]] == ["甲大学", "乙大学", "丙大学"]
    own = ask("university", f"/units/{first.id}")
    assert (own["points"], len(own["items"]), own["items"][0]["self_answer"]) == ("552.00", 51, "基本达到")
    other = ask("university", f"/units/{second.id}")
    assert (other["points"], other["items"]) == ("480.00", [])
    assert [item["code"] for item in ask("school", f"{one}/items")][:2] == [
        "infrastructure_wired",
        "infrastructure_wireless",
    ]


def test_a_draft_is_not_read_below(case: Assessed) -> None:
    row = case.draft()
    assert ask("university", "/rounds")["items"] == []
    ask("university", f"/rounds/{row.id}", answers=404)
    assert [each["id"] for each in ask("province", "/rounds")["items"]] == [str(row.id)]
