"""An opened number leads to the report and its field; the report says at the field what it feeds; others see neither."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from tests.factories import Tree, make_post
from tests.jobs import run_pending
from tests.modules.monitoring.reported import PERIOD, TABLE, Reported
from tests.web import client_of
from xuezheng.engines.forms.models import Report
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]


OPENING = reverse_lazy("indicator-opening", args=["multimedia_sample"])


def address(report: Report) -> str:
    return reverse("report", args=[report.id])


@pytest.fixture
def scene(tree: Tree) -> Reported:
    scene = Reported(tree, {school: (10, number) for number, school in enumerate(tree.schools, start=1)})
    scene.accept_all()
    run_pending()
    return scene


def page(client: Client, path: object, **query: str) -> str:
    answer = client.get(str(path), query, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def opening(unit: Unit, *, seen_by: Unit, role: str = "administrator") -> str:
    client = client_of(make_post(seen_by, role=role))
    return page(client, OPENING, unit=unit.code, period=PERIOD)


def links(html: str) -> Mapping[str, str]:
    return {
        text.strip(): address for address, text in re.findall(r'<a href="([^"]*/reports/[^"]+)"[^>]*>([^<]+)</a>', html)
    }


def test_a_schools_number_leads_to_its_reports_fields(scene: Reported, tree: Tree) -> None:
    school = tree.schools[2]
    html, report = opening(school, seen_by=tree.counties[1]), scene.report(school)
    assert links(html) == {
        scene.collection.title: address(report),
        "All rooms": f"{address(report)}#q-rooms",
        "Rooms with multimedia": f"{address(report)}#q-multimedia",
    }
    assert re.findall(r'data-label="Answer" data-data>([^<]+)<', html) == ["10", "3"]


def test_a_countys_number_leads_to_the_reports_of_its_schools_and_of_no_others(scene: Reported, tree: Tree) -> None:
    html = opening(tree.counties[0], seen_by=tree.province)
    addresses = set(re.findall(r'href="(/[^"#]*reports/[^"#]+)#', html))
    assert addresses == {address(scene.report(school)) for school in tree.schools[:2]}


def test_another_countys_post_sees_neither_number_nor_report(scene: Reported, tree: Tree) -> None:
    client = client_of(make_post(tree.counties[0]))
    hidden, report = tree.schools[4], scene.report(tree.schools[4])
    answers = [
        client.get(str(OPENING), {"unit": place.code, "period": PERIOD}).status_code
        for place in (hidden, tree.counties[2])
    ]
    assert answers == [404, 404]
    assert client.get(address(report)).status_code == 404
    rows = client.get(reverse("lake-rows", args=[TABLE]), {"period": PERIOD, "unit": hidden.code})
    assert hidden.code not in rows.content.decode().replace(f"unit={hidden.code}", "")


def test_a_report_says_at_its_field_what_it_feeds(scene: Reported, tree: Tree) -> None:
    report = scene.report(tree.schools[0])
    html = page(client_of(make_post(tree.schools[0], role="cio")), address(report))
    fields = dict(re.findall(r'<div class="q" id="q-(\w+)".*?<div class="what">(.*?)</div>', html, re.DOTALL))
    fed = {code: re.findall(r'href="([^"?]*/indicators/[^"?]+)', told) for code, told in fields.items()}
    assert fed == {
        "plain": [],
        "multimedia": [reverse("indicator", args=["multimedia_sample"])],
        "rooms": [reverse("indicator", args=[code]) for code in ("growth_sample", "multimedia_sample")],
    }
    assert page(
        client_of(make_post(tree.schools[0], role="cio")),
        reverse("indicator", args=["multimedia_sample"]), unit=tree.schools[0].code, period=PERIOD,
    )  # fmt: skip
