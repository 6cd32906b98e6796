"""Pages of assessments: a round goes its way on them, an expert judges on a page, nothing leaks before publication."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.factories import make_post
from tests.modules.assessment.scenes import PLATFORM, Assessed, fresh, items_of
from tests.web import client_of
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.models import Expert, ItemResult, Review, Round

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/assessment"


class Pages(Assessed):
    def __init__(self) -> None:
        super().__init__()
        self.at_province = client_of(make_post(self.tree.province))
        self.at_university = client_of(self.posts["甲"])
        self.at_second = client_of(self.posts["乙"])

    def in_days(self, days: int) -> str:
        return (today(now()) + timedelta(days=days)).isoformat()


@pytest.fixture
def pages() -> Pages:
    return Pages()


def text(client: Client, address: str, *, answers: int = 200, **asked: Any) -> str:
    response = client.get(ROOT + address, asked, headers={"accept-language": "en"})
    assert response.status_code == answers, response.content.decode()[:3000]
    return " ".join(response.content.decode().split())


def posted(client: Client, address: str, values: dict[str, Any], *, answers: int = 302) -> str:
    response = client.post(ROOT + address, values, headers={"accept-language": "en"})
    assert response.status_code == answers, response.content.decode()[:4000]
    return response.headers.get("Location", "")


def test_a_round_is_drafted_set_and_opened_on_pages(pages: Pages) -> None:
    pages.published_form()
    values = {
        "standard": "university_digitalisation", "title": "评估", "period": "2026", "units": "",
        "self_due_on": pages.in_days(20), "review_due_on": pages.in_days(50),
    }  # fmt: skip
    place = posted(pages.at_province, "/rounds/new/", values).removeprefix(ROOT)
    page = text(pages.at_province, place)
    assert "600 points in all" in page
    with bound(PLATFORM):
        row = Round.objects.get()
    first = items_of(row.id)[0]
    posted(pages.at_province, f"{place}items/{first.id}/", {"title_zh": "有线网", "title_en": "Cable", "full": "5"})
    posted(pages.at_province, f"{place}items/{items_of(row.id)[1].id}/drop/", {})
    posted(pages.at_province, f"{place}items/new/", {"title_zh": "特色", "title_en": "Special", "full": "3"})
    assert "600 points in all" in text(pages.at_province, place)
    text(pages.at_university, place, answers=404)
    posted(pages.at_province, f"{place}open/", {"version": fresh(row).version})
    page = text(pages.at_university, place)
    assert "Evaluate your unit" in page
    assert "1. Cable" in page


def test_an_expert_judges_on_a_page_and_hands_in(pages: Pages) -> None:
    row = pages.in_review()
    review = pages.assign(row, pages.universities[0], "乙")[0]
    one = f"/reviews/{review.id}/"
    assert "甲大学" in text(pages.at_second, "/")
    page = text(pages.at_second, one)
    assert "基本达到" in page
    text(pages.at_university, one, answers=404)
    items = items_of(row.id)
    half = {f"points-{items[0].id}": "3", f"remark-{items[0].id}": "已覆盖"}
    assert posted(pages.at_second, one, {"version": 1, "words": "", **half, "save": "1"}) == ROOT + one
    assert "A draft is read by its expert alone" in text(pages.at_province, one)
    assert "已覆盖" not in text(pages.at_province, one)
    too_many = {**half, f"points-{items[0].id}": "400"}
    posted(pages.at_second, one, {"version": 2, "words": "", **too_many, "save": "1"}, answers=422)
    fine = {"version": 2, "words": "", f"points-{items[0].id}": "3.12345", "save": "1"}
    too_fine = pages.at_second.post(ROOT + one, fine, headers={"accept-language": "en"})
    assert too_fine.status_code == 422
    assert f"{items[0].title}: write the points as 7 or 7.25" in too_fine.content.decode()
    response = pages.at_second.post(ROOT + one, {"version": 2, "words": "", **half, "hand_in": "1"})
    assert response.status_code == 422
    whole = {f"points-{item.id}": str(item.full) for item in items}
    posted(pages.at_second, one, {"version": 3, "words": "好", **whole, "hand_in": "1"})
    with bound(PLATFORM):
        handed_in = Review.objects.get(id=review.id)
    assert (handed_in.points, handed_in.words, handed_in.handed_in_at is not None) == (Decimal(600), "好", True)
    assert "600" in text(pages.at_province, one)
    posted(pages.at_province, f"{one}return/", {"version": handed_in.version, "reason": "请补充说明"})
    assert "请补充说明" in text(pages.at_second, one)


def test_experts_are_registered_and_assigned_on_pages(pages: Pages) -> None:
    row = pages.in_review()
    assert "专家甲" in text(pages.at_province, "/experts/")
    posted(pages.at_province, "/experts/new/", {"name": "专家五", "organisation": "某院", "fields_of_work": ["data"]})
    with bound(PLATFORM):
        fifth = Expert.objects.get(name="专家五")
    posted(
        pages.at_province,
        f"/experts/{fifth.id}/change/",
        {"version": 1, "fields_of_work": ["security"], "avoids": pages.universities[1].code, "avoids_reason": "曾任职"},
    )
    assert "曾任职" in text(pages.at_province, f"/experts/{fifth.id}/")
    first = pages.assessed(row, pages.universities[0])
    page = text(pages.at_province, f"/units/{first.id}/assign/")
    assert "conflict: belongs to this unit" in page
    own = {"expert_ids": [str(pages.experts["甲"].id)]}
    response = pages.at_province.post(f"{ROOT}/units/{first.id}/assign/", own, headers={"accept-language": "en"})
    assert "belongs to this unit and cannot review 甲大学" in response.content.decode()
    everybody = [str(expert.id) for expert in pages.experts.values()] + [str(fifth.id)]
    posted(pages.at_province, f"/rounds/{row.id}/assign/", {"expert_ids": everybody})
    with bound(PLATFORM):
        assert Review.objects.filter(round=row).count() == 9
    posted(pages.at_province, f"/experts/{fifth.id}/leave/", {"version": 2}, answers=422)
    text(pages.at_university, "/experts/", answers=403)


def test_the_ranking_is_published_on_pages(pages: Pages) -> None:
    row = pages.reviewed()
    one = f"/rounds/{row.id}/"
    posted(pages.at_province, f"{one}conclude/", {"version": row.version, "conclusion": "总体良好"})
    assert "552" in text(pages.at_province, f"{one}ranking/")
    assert "The result is not published yet" in text(pages.at_university, f"{one}ranking/")
    first = pages.assessed(row, pages.universities[0])
    page = text(pages.at_university, f"/units/{first.id}/")
    assert "The result is not published yet" in page
    assert "552" not in strip_tags(page)  # which a key in an address may hold
    posted(pages.at_province, f"{one}publish/", {"version": fresh(row).version})
    assert "乙大学" in text(pages.at_university, f"{one}ranking/")
    assert "552" in text(pages.at_university, f"/units/{first.id}/")
    assert "现场查看" in text(pages.at_university, f"/units/{first.id}/")
    other = pages.assessed(row, pages.universities[1])
    assert "现场查看" not in text(pages.at_university, f"/units/{other.id}/")
    for form in ("xlsx", "docx"):
        assert pages.at_university.get(f"{ROOT}{one}ranking/?format={form}").content[:2] == b"PK"
    assert pages.at_university.get(f"{ROOT}/units/{first.id}/?format=docx").content[:2] == b"PK"
    assert "points of ours" in text(pages.at_university, "/")


def test_a_rectification_is_ordered_on_a_page(pages: Pages) -> None:
    row = pages.concluded()
    third = pages.assessed(row, pages.universities[2])
    with bound(PLATFORM):
        result = ItemResult.objects.filter(assessed=third).order_by("item__position").first()
    assert result is not None
    posted(pages.at_province, f"/results/{result.id}/order/", {"demand": "补齐", "due_on": pages.in_days(30)})
    assert "督办〔" in text(pages.at_province, f"/units/{third.id}/")


def test_a_rectification_is_offered_only_of_what_falls_short(pages: Pages) -> None:
    row = pages.concluded()
    third = pages.assessed(row, pages.universities[2])
    with bound(PLATFORM):
        full, short, *_others = (
            ItemResult.objects.filter(assessed=third).select_related("item").order_by("item__position")
        )
        ItemResult.objects.filter(id=full.id).update(points=full.item.full, demand="")
        ItemResult.objects.filter(id=short.id).update(points=0)
    page = text(pages.at_province, f"/units/{third.id}/")
    assert [f"/results/{one.id}/order/" in page for one in (full, short)] == [False, True]


def test_rounds_are_found_in_the_list(pages: Pages) -> None:
    pages.schools_round()
    page = text(pages.at_province, "/rounds/", state="review", subject="schools")
    assert "办学质量督导" in page
    assert "办学质量督导" not in text(pages.at_province, "/rounds/", state="published")
