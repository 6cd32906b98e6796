"""Deciding beside the document what measures a target, and which unit a name like a unit's means."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.factories import Tree, make_post
from tests.modules.plans.actions.targets.test_binding import last_entry
from tests.modules.plans.builders import WATCHER, drafted_plan, led_by
from tests.web import client_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.drafts import TargetDraft, TaskDraft
from xuezheng.modules.plans.models import Plan, Responsibility, Target

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
HTMX = {"HX-Request": "true"}
REASON = "没有可供核算的台账数据"


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def client(tree: Tree) -> Client:
    found = client_of(make_post(tree.province))
    found.cookies["language"] = "en"
    return found


@pytest.fixture
def plan(tree: Tree) -> Plan:
    target = TargetDraft(phrase="多媒体教室占普通教室比例", value=Decimal(90), measure="%", comparator=">=")
    units = led_by("科学技术处")
    return drafted_plan(
        tree.province, tasks=[TaskDraft(number="1", heading="改善条件", units=units, targets=(target,))]
    )


def target_of(plan: Plan) -> Target:
    with bound(WATCHER):
        return Target.objects.get(plan=plan, task__isnull=False)


def address_of(plan: Plan) -> str:
    return f"/plans/review/targets/{target_of(plan).id}/measure/"


def test_a_suggested_indicator_is_bound_without_leaving_the_review(client: Client, plan: Plan) -> None:
    assert (
        f'href="{address_of(plan)}" data-correct data-unmeasured'
        in client.get(f"/plans/{plan.id}/review/").content.decode()
    )
    asked = client.get(address_of(plan)).content.decode()
    first = re.search(r'type="radio" name="suggested" value="([^"]+)"', asked)
    assert first
    assert first[1] == "multimedia_classroom_ratio"
    assert re.search(r"\(wording alike by \d+%\)", asked)
    answer = client.post(address_of(plan), {"version": 1, "suggested": first[1]}, headers=HTMX)
    assert (answer.status_code, f"target-{target_of(plan).id}" in answer.headers["HX-Trigger"]) == (204, True)
    assert target_of(plan).indicator_code == first[1]
    assert last_entry()[0] == "plans.bind_target"
    again = client.get(address_of(plan)).content.decode()
    assert re.search(rf'value="{first[1]}"[^>]*checked', again)


def test_a_correction_on_a_page_of_its_own_leads_back_to_the_review(client: Client, plan: Plan) -> None:
    """Opened in another tab there is no dialog that would take a fragment."""
    within, alone = (client.get(address_of(plan), headers=headers).content.decode() for headers in (HTMX, {}))
    assert ("hx-post" in within, "hx-post" in alone) == (True, False)
    refused = client.post(address_of(plan), {"version": 1})
    assert (refused.status_code, "one of the two" in refused.content.decode()) == (422, True)
    answer = client.post(address_of(plan), {"version": 1, "reason": REASON})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/plans/{plan.id}/review/#target-{target_of(plan).id}",
    )


def test_what_is_chosen_newly_takes_the_place_of_what_was_decided_before(client: Client, plan: Plan) -> None:
    client.post(address_of(plan), {"version": 1, "reason": REASON}, headers=HTMX)
    assert (target_of(plan).indicator_code, target_of(plan).unmeasurable) == ("", REASON)
    client.post(address_of(plan), {"version": 2, "reason": REASON, "code": "ipv6_school_ratio"}, headers=HTMX)
    assert (target_of(plan).indicator_code, target_of(plan).unmeasurable) == ("ipv6_school_ratio", "")
    picked = {"suggested": "multimedia_classroom_ratio", "code": "ipv6_school_ratio"}
    client.post(address_of(plan), {"version": 3, **picked}, headers=HTMX)
    assert target_of(plan).indicator_code == "multimedia_classroom_ratio"
    client.post(
        address_of(plan), {"version": 4, "suggested": "multimedia_classroom_ratio", "reason": REASON}, headers=HTMX
    )
    assert (target_of(plan).indicator_code, target_of(plan).unmeasurable) == ("", REASON)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "one of the two"),
        ({"code": "ipv6_school_ratio", "reason": REASON}, "one of the two"),
        ({"reason": "无"}, "write between 6 and 300"),
        ({"code": "no_such_indicator"}, "no_such_indicator"),
    ],
)
def test_neither_both_nor_too_little_is_refused_and_kept(
    client: Client, plan: Plan, values: dict[str, str], sentence: str
) -> None:
    answer = client.post(address_of(plan), {"version": 1, **values}, headers=HTMX)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert values.get("reason", "") in answer.content.decode()
    assert (target_of(plan).indicator_code, target_of(plan).unmeasurable) == ("", "")


def test_only_what_counts_alike_is_suggested_or_offered(client: Client, tree: Tree) -> None:
    """A number of schools is measured by no share of schools, however alike the words are."""
    target = TargetDraft(phrase="中小学校IPv6支持率提高的学校", value=Decimal(300), measure="所")
    counted = TaskDraft(number="1", heading="改造网络", units=led_by("科技处"), targets=(target,))
    plan = drafted_plan(tree.province, tasks=[counted])
    asked = client.get(address_of(plan)).content.decode()
    assert 'value="ipv6_school_ratio"' not in asked
    assert 'value="smart_campus_count"' in asked
    alone = client.get(f"/plans/targets/{target_of(plan).id}/bind/").content.decode()
    assert ('value="ipv6_school_ratio"' in alone, 'value="smart_campus_count"' in alone) == (False, True)
    assert re.search(r'<option value=""[^>]*selected>', alone)


def test_a_suggestion_can_be_taken_back_for_a_reason(client: Client, plan: Plan) -> None:
    page = client.post(address_of(plan), {"version": 1, "suggested": "multimedia_classroom_ratio", "reason": "无"})
    assert re.search(r'type="radio" name="suggested" value=""', page.content.decode())
    assert (
        client.post(address_of(plan), {"version": 1, "suggested": "", "reason": REASON}, headers=HTMX).status_code
        == 204
    )
    assert (target_of(plan).indicator_code, target_of(plan).unmeasurable) == ("", REASON)


def test_a_stale_version_and_other_posts_are_refused(client: Client, plan: Plan, tree: Tree) -> None:
    assert client.post(address_of(plan), {"version": 9, "reason": REASON}, headers=HTMX).status_code == 422
    assert client_of(make_post(tree.counties[0])).get(address_of(plan)).status_code == 404
    assert client_of(make_post(tree.province, role="auditor")).get(address_of(plan)).status_code == 403


def test_a_name_like_a_units_is_proposed_and_never_taken(client: Client, plan: Plan, tree: Tree) -> None:
    with bound(WATCHER):
        row = Responsibility.objects.get(plan=plan)
        assert (row.unit, row.candidates) == (None, [])
    address = f"/plans/review/units/{row.id}/choose/"
    proposed = re.findall(r'type="radio" name="candidate" value="(\d+)"', client.get(address).content.decode())
    assert proposed == [str(tree.office.id)]
    client.post(address, {"version": 1, "candidate": proposed[0], "everywhere": "on"}, headers=HTMX)
    page = client.get(f"/plans/{plan.id}/review/").content.decode()
    assert "<span data-data>科学技术处</span> <em data-data>科技处</em>" in page
