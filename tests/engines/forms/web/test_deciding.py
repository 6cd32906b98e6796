"""Two posts of one desk decide the same report: the second reads who was first, on the page it came from."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.engines.forms.actions.test_filling import LATER, accept, fill, submit
from tests.engines.forms.scene import Scene
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.actions.deciding import reopen_report, return_report
from xuezheng.engines.forms.changing import minute_of
from xuezheng.engines.forms.models import Report
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
JSON = "application/json"


@pytest.fixture
def report(scene: Scene) -> Report:
    scene.collect()
    found = scene.report_of(scene.school)
    fill(scene.school, found)
    return submit(scene.school, found)


def send_back(scene: Scene, report: Report) -> None:
    with bound(scene.county):
        return_report(post=scene.county, report_id=report.id, version=report.version, reason="请核实", at=LATER)


def told(client: Client, address: str, **given: object) -> list[str]:
    answer = client.post(address, given, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (lambda scene, report: accept(scene.county, report), "审核通过"),
        (send_back, "退回"),
    ],
)
def test_the_second_reads_who_decided(
    scene: Scene, report: Report, first: Callable[[Scene, Report], object], words: str
) -> None:
    version = report.version
    first(scene, report)
    by, page = scene.county, f"/forms/reports/{report.id}/"
    sentence = f"{scene.school.unit_name}的报表已于{minute_of(LATER)}由{by.person_name}（{by.unit_name}）{words}。"
    second = client_of(make_post(scene.tree.counties[0], role="officer"))
    assert told(second, f"{page}accept/", version=version) == [sentence]
    opened = second.get(f"{page}return/", follow=True)
    assert (opened.redirect_chain, [str(one) for one in opened.context["messages"]]) == ([(page, 302)], [sentence])
    late = second.post(f"{page}return/", {"version": version, "reason": "数不对"})
    assert (late.context["form"].non_field_errors(), late.context["form"]["reason"].value()) == ([sentence], "数不对")
    place = f"/api/v1/forms/reports/{report.id}/accept"
    assert second.post(place, HTTP_IF_MATCH=f'"{version}"').status_code == 409


def test_whose_desk_it_never_reached_or_who_fills_it_may_not(scene: Scene, report: Report) -> None:
    page = f"/forms/reports/{report.id}/accept/"

    def refused(*posts: Client) -> list[int]:
        return [one.post(page, {"version": report.version}).status_code for one in posts]

    city, province = (
        client_of(make_post(unit, role="officer")) for unit in (scene.tree.cities[0], scene.tree.province)
    )
    school = client_of(make_post(scene.tree.schools[0], role="cio"))
    assert refused(city, province, school) == [403, 403, 403]
    accept(scene.county, report)
    assert refused(province, school) == [403, 403]
    for post in (scene.city, scene.province):
        accept(post, report)
    with bound(scene.province):
        report.refresh_from_db()
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=LATER + timedelta(days=9),
            reason="少报", at=LATER,
        )  # fmt: skip
    assert refused(client_of(make_post(scene.tree.counties[0], role="officer"))) == [403]
