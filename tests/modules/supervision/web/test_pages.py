"""Pages of supervision: every one opens for who may, what is done there is done, and nothing leaks beside."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tests.factories import make_post
from tests.modules.supervision.scenes import PLATFORM, Supervised, lines_of, score_of
from tests.web import client_of
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.supervision.catalogues import shipped_edition
from xuezheng.modules.supervision.models import Appeal, Finding, Inspection, Order, Scoring, WeightsEdition
from xuezheng.modules.supervision.queries.inspections import items_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROOT = "/supervision"


class Pages(Supervised):
    def __init__(self) -> None:
        super().__init__()
        self.now = timezone.now()
        self.soon = (today(self.now) + timedelta(days=20)).isoformat()
        self.at_province = client_of(make_post(self.tree.province))
        self.at_county = client_of(make_post(self.tree.counties[0]))
        self.at_city = client_of(make_post(self.tree.cities[0]))
        self.beside = client_of(make_post(self.tree.counties[2]))


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


def test_an_order_goes_its_way_on_pages(pages: Pages) -> None:
    county = pages.tree.counties[0]
    asked = f"?unit={county.code}&assignment={pages.share(county).id}"
    assert "1. 建设同步课堂" in text(pages.at_province, f"/orders/new/{asked}")
    posted(pages.at_province, f"/orders/new/{asked}", {"demand": "限期完成", "due_on": pages.soon})
    with bound(PLATFORM):
        order = Order.objects.get()
    one = f"/orders/{order.id}/"
    assert "awaiting the reply" in text(pages.at_county, one)
    text(pages.beside, one, answers=404)
    posted(pages.at_county, f"{one}reply/", {"version": 1, "text": "已完成"})
    posted(pages.at_province, f"{one}return/", {"version": 2, "reason": "缺照片", "due_on": pages.soon})
    posted(pages.at_county, f"{one}reply/", {"version": 3, "text": "照片已补"})
    posted(pages.at_province, f"{one}close/", {"version": 4, "closing_words": "同意"})
    page = text(pages.at_county, one)
    assert all(word in page for word in ("缺照片", "照片已补", "order closed", "同意"))
    word = pages.at_county.get(f"{ROOT}{one}?format=docx")
    assert (word.status_code, word.content[:2]) == (200, b"PK")


def test_all_overdue_is_previewed_before_it_is_issued(pages: Pages) -> None:
    page = text(pages.at_province, "/orders/overdue/")
    assert "Issue 6 orders" in page
    values = {"expected": 6, "demand": "限期", "due_on": pages.soon, "statement": ""}
    assert "whose=issued" in posted(pages.at_province, "/orders/overdue/", values)
    assert "Nothing is overdue without an order" in text(pages.at_province, "/orders/overdue/")
    assert "督办〔" in text(pages.at_province, "/orders/", whose="issued", status="open")
    posted(pages.at_province, "/orders/overdue/", values, answers=422)


def test_a_score_is_drafted_published_appealed_and_corrected_on_pages(pages: Pages) -> None:
    values = {"title": "上半年", "begins": "2026-01-01", "ends": "2026-06-30", "as_of": ""}
    place = posted(pages.at_province, "/scores/new/", values).removeprefix(ROOT)
    assert "facts that cost points" in text(pages.at_province, place)
    county = pages.tree.counties[0]
    assert "not submitted: 10 days late" in text(pages.at_province, f"{place}draft/{county.id}/")
    text(pages.at_city, place, answers=404)
    with bound(PLATFORM):
        scoring = Scoring.objects.get()
    digest = pages.computed(scoring).digest
    posted(pages.at_province, f"{place}publish/", {"version": 1, "expected": digest})
    assert "郑州市教育局" in text(pages.at_county, place)
    text(pages.at_county, place, group=pages.tree.cities[1].unit_path, answers=404)
    score = score_of(scoring, county)
    page = text(pages.at_county, f"/scores/units/{score.id}/")
    assert "10 days late in the period" in page
    line = lines_of(scoring, county)[0]
    posted(pages.at_county, f"/scores/lines/{line.id}/appeal/", {"reason": "延期已批"})
    with bound(PLATFORM):
        appeal = Appeal.objects.get()
    assert "延期已批" in text(pages.at_province, f"/appeals/{appeal.id}/")
    decided = {"version": 1, "outcome": "upheld", "decision": "属实"}
    posted(pages.at_province, f"/appeals/{appeal.id}/decide/", decided)
    assert "99.04 → 99.64" in text(pages.at_county, f"/scores/units/{score.id}/")
    assert "corrected" in text(pages.at_province, place, group="county")
    for form in ("xlsx", "docx"):
        for address in (place, f"/scores/units/{score.id}/"):
            assert pages.at_province.get(f"{ROOT}{address}?format={form}").content[:2] == b"PK"


def test_another_city_is_seen_by_its_points_alone(pages: Pages) -> None:
    scoring = pages.published()
    other = score_of(scoring, pages.tree.cities[1])
    page = text(pages.at_city, f"/scores/units/{other.id}/")
    assert ("The lines are between this unit" in page, "建设同步课堂" in page) == (True, False)
    text(pages.at_county, f"/scores/units/{score_of(scoring, pages.tree.counties[2]).id}/", answers=404)


def test_weights_are_shown_and_changed(pages: Pages) -> None:
    assert "The platform&#x27;s own weights" in text(pages.at_county, "/weights/")
    with override("zh-hans"):
        assert shipped_edition().source.startswith("平台建议值")
    page = pages.at_province.get(f"{ROOT}/weights/change/")
    values = {key: field.initial for key, field in page.context["form"].fields.items()} | page.context["form"].initial
    posted(pages.at_province, "/weights/change/", {**values, "source": "会议", "late_points": "-1"}, answers=422)
    posted(pages.at_province, "/weights/change/", {**values, "source": "会议", "late_points": "0.2"})
    with bound(PLATFORM):
        assert WeightsEdition.objects.get().weights["rules"]["late"]["points"] == "0.2"
    assert "Edition 1" in text(pages.at_county, "/weights/")


def test_a_round_of_special_supervision_on_pages(pages: Pages) -> None:
    day = today(pages.now).isoformat()
    values = {
        "name": "专项督导",
        "begins_on": day,
        "ends_on": pages.soon,
        "codes": ["broadband"],
        "entered": "机房消防",
        "which": "named",
        "units": pages.tree.counties[0].code,
    }
    posted(pages.at_province, "/inspections/new/", {**values, "units": "nowhere"}, answers=422)
    posted(pages.at_province, "/inspections/new/", values)
    with bound(PLATFORM):
        row = Inspection.objects.get()
        first, second = row_items(row)
    one = f"/inspections/{row.id}/"
    record = f"{one}items/{{}}/units/{pages.tree.counties[0].id}/"
    found = {"verdict": "not_met", "evidence": "带宽不足", "demand": "扩容", "found_on": day}
    posted(pages.at_province, record.format(first), found)
    with bound(PLATFORM):
        finding = Finding.objects.get()
    posted(pages.at_province, f"/findings/{finding.id}/order/", {"demand": "扩容", "due_on": pages.soon})
    assert "带宽不足" in text(pages.at_county, one)
    assert "Your unit is not among" in text(pages.beside, one)
    text(pages.beside, f"/findings/{finding.id}/", answers=404)
    assert "扩容" in text(pages.at_county, f"/findings/{finding.id}/")
    posted(pages.at_province, f"{one}close/", {"version": 1, "conclusion": "总体良好"})
    assert pages.at_province.get(f"{ROOT}{one}?format=docx").content[:2] == b"PK"
    posted(pages.at_province, record.format(second), found, answers=422)


def test_a_round_takes_over_what_an_assessment_of_counties_asks_for_in_both_languages(pages: Pages) -> None:
    day = today(pages.now).isoformat()
    values = {
        "name": "教育强县督导",
        "begins_on": day,
        "ends_on": pages.soon,
        "assessments": ["strong_county"],
        "codes": ["security", "teacher_training"],
        "which": "county_bureau",
    }
    posted(pages.at_province, "/inspections/new/", {**values, "assessments": ["nonsense"]}, answers=422)
    posted(pages.at_province, "/inspections/new/", values)
    with bound(PLATFORM):
        row = Inspection.objects.get()
        codes = [item.code for item in items_of(PLATFORM, row)]
    assert codes == ["broadband", "multimedia", "smart_campus", "funding", "security", "teacher_training"]
    page = f"{ROOT}/inspections/{row.id}/"
    english, chinese = (
        pages.at_county.get(page, headers={"accept-language": language}).content.decode()
        for language in ("en", "zh-hans")
    )
    assert ("Every ordinary classroom can be taught in" in english, "普通教室全部具备" in english) == (True, False)
    assert ("Every ordinary classroom can be taught in" in chinese, "普通教室全部具备" in chinese) == (False, True)


def row_items(row: Inspection) -> list[Any]:
    return [item.id for item in items_of(PLATFORM, row)]


def test_homes_and_lists_open_for_every_side(pages: Pages) -> None:
    order = pages.order(due_on=today(pages.now) + timedelta(days=9), at=pages.now)
    pages.published()
    for client in (pages.at_province, pages.at_city, pages.at_county, pages.beside):
        for address in ("/", "/orders/", "/scores/", "/appeals/", "/inspections/", "/weights/"):
            page = text(client, address)
            assert (order.number in page) is False or client is not pages.beside
        assert client.get(f"{ROOT}/scores/latest/").status_code == 302
