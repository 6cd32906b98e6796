"""Pages of appeals: made on the unit's page, decided on the appeal's, listed; overdue is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.modules.assessment.scenes import PLATFORM, fresh
from tests.modules.assessment.web.test_pages import ROOT, Pages, posted, text
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, Round

OVERDUE = '<span class="tag r">decision overdue</span>'
pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def pages() -> Pages:
    return Pages()


def second_result(pages: Pages) -> tuple[AssessedUnit, ItemResult]:
    """Of 乙大学, whose round is published now, so that its days for appeals are running."""
    row = pages.concluded()
    posted(pages.at_province, f"/rounds/{row.id}/publish/", {"version": fresh(row).version})
    with bound(PLATFORM):
        result = (
            ItemResult.objects.filter(assessed__round=row, assessed__unit=pages.universities[1])
            .select_related("item", "assessed")
            .order_by("item__position")
            .first()
        )
    assert result is not None
    return result.assessed, result


def test_an_appeal_goes_its_way_on_pages(pages: Pages) -> None:
    own, result = second_result(pages)
    unit = f"/units/{own.id}/"
    page = text(pages.at_second, unit)
    assert "Take note of the result" in page
    assert f"/results/{result.id}/appeal/" in page
    assert f"/results/{result.id}/appeal/" not in text(pages.at_province, unit)
    posted(pages.at_second, f"{unit}note/", {})
    assert "The unit took note on" in text(pages.at_second, unit)
    assert "This field is required" in refused(pages.at_second, f"/results/{result.id}/appeal/", {"reason": ""})
    place = posted(pages.at_second, f"/results/{result.id}/appeal/", {"reason": "验收报告<b>"}).removeprefix(ROOT)
    page = text(pages.at_second, place)
    assert "验收报告&lt;b&gt;" in page
    assert "/decide/" not in page
    assert "Add a file" in page
    text(pages.at_university, place, answers=404)
    assert "Appeals that wait for your decision" in text(pages.at_province, "/")
    decide = f"{place}decide/"
    said = {"version": "1", "outcome": "upheld", "points": "9", "decision": "材料属实"}
    assert "“9” does not fit" in refused(pages.at_province, decide, said)
    assert "Write the points as 7 or 7.25" in refused(pages.at_province, decide, {**said, "points": "三"})
    text(pages.at_second, decide, answers=403)
    posted(pages.at_province, decide, {**said, "points": "4"})
    page = text(pages.at_second, place)
    assert "3.2 → 4" in page
    assert "Add a file" not in page
    assert "after an appeal" in text(pages.at_second, unit)
    assert "480 → 480.8" in text(pages.at_second, unit)
    assert "corrected" in text(pages.at_university, f"/rounds/{own.round_id}/ranking/")
    assert pages.at_second.get(f"{ROOT}{unit}?format=docx").content[:2] == b"PK"
    workbook = pages.at_second.get(
        f"{ROOT}/rounds/{own.round_id}/ranking/?format=xlsx", headers={"accept-language": "en"}
    )
    assert workbook.content[:2] == b"PK"


def test_an_overdue_decision_is_said_everywhere(pages: Pages) -> None:
    _own, result = second_result(pages)
    place = posted(pages.at_second, f"/results/{result.id}/appeal/", {"reason": "验收报告"}).removeprefix(ROOT)
    assert OVERDUE not in text(pages.at_second, "/appeals/", state="open")
    with bound(PLATFORM):
        ResultAppeal.objects.update(decide_by=today(now()) - timedelta(days=1))
    assert "the decision is overdue" in text(pages.at_second, place)
    assert OVERDUE in text(pages.at_province, "/appeals/", state="overdue")
    assert OVERDUE in text(pages.at_province, "/")
    answered: Any = pages.at_province.get(f"{ROOT}/appeals/?format=xlsx")
    assert b"".join(answered.streaming_content)[:2] == b"PK"


def test_once_the_days_are_over_no_appeal_is_offered(pages: Pages) -> None:
    own, result = second_result(pages)
    with bound(PLATFORM):
        Round.objects.update(appeal_until=today(now()) - timedelta(days=1))
    assert f"/results/{result.id}/appeal/" not in text(pages.at_second, f"/units/{own.id}/")
    late = refused(pages.at_second, f"/results/{result.id}/appeal/", {"reason": "验收报告"})
    assert "were possible until" in late
    assert "验收报告" in late


def refused(client: Client, address: str, values: dict[str, str]) -> str:
    response = client.post(ROOT + address, values, headers={"accept-language": "en"})
    assert response.status_code == 422, response.content.decode()[:3000]
    return " ".join(response.content.decode().split())
