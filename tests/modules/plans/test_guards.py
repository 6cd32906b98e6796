"""Whoever reaches the database as the application, with SQL of their own, decides nothing that is not theirs to decide."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import Tree, acting
from tests.modules.plans.builders import AT, assignment_of, published_plan
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Assignment, Plan, Target, TargetEvidence, TargetShare

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PLATFORM = system_post("test")


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def plan(tree: Tree) -> Plan:
    return published_plan(tree.province)


def refused(post: ActingPost, statement: str, *values: Any) -> str:
    """What the database says against the statement."""
    with bound(post), pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value).partition("\n")[0]


def changed(post: ActingPost, statement: str, *values: Any) -> int:
    with bound(post), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@pytest.mark.parametrize(
    "change",
    [
        "submitted_at = now(), accepted_at = now()",
        "due_on = '2190-12-31'",
        "issuer_path = unit_path",
    ],
)
def test_a_city_does_not_decide_about_its_own_work(tree: Tree, plan: Plan, change: str) -> None:
    row = assignment_of(plan, tree.cities[0])
    post = acting(tree.cities[0])
    assert "decided_by_who_issued_it" in refused(post, f"UPDATE plans_assignment SET {change} WHERE id = %s", row.id)
    assert changed(post, "UPDATE plans_assignment SET submitted_at = now() WHERE id = %s", row.id) == 1
    accepted = "UPDATE plans_assignment SET accepted_at = now() WHERE id = %s"
    assert changed(acting(tree.province), accepted, row.id) == 1


def test_a_city_gives_itself_no_task_of_another_units_plan(tree: Tree, plan: Plan) -> None:
    row = assignment_of(plan, tree.cities[0])
    copied = (
        "INSERT INTO plans_assignment (id, plan_id, task_id, unit_id, unit_path, issuer_path, role, due_on, assigned_at,"
        " return_reason, version) SELECT gen_random_uuid(), plan_id, task_id, %s, %s, issuer_path, role, due_on, now(), '', 1"
        " FROM plans_assignment WHERE id = %s"
    )
    county = tree.counties[0]
    said = refused(acting(tree.cities[0]), copied, county.id, county.unit_path, row.id)
    assert "decided_by_who_issued_it" in said
    with bound(PLATFORM):
        assert Assignment.objects.filter(plan=plan).count() == 7


def test_a_city_proposes_and_does_not_set_its_share(tree: Tree, plan: Plan) -> None:
    with bound(PLATFORM):
        target = Target.objects.filter(plan=plan).earliest("position")
        share = TargetShare.objects.create(
            target=target,
            unit=tree.cities[0],
            unit_path=tree.cities[0].unit_path,
            method="negotiated",
            value=Decimal(90),
        )
    post = acting(tree.cities[0])
    for change in ("value = 1", "agreed_at = now()"):
        said = refused(post, f"UPDATE plans_target_share SET {change} WHERE id = %s", share.id)
        assert "shared_out_by_who_issued_it" in said
    assert changed(post, "UPDATE plans_target_share SET proposed_value = 80 WHERE id = %s", share.id) == 1
    assert changed(acting(tree.province), "UPDATE plans_target_share SET value = 85 WHERE id = %s", share.id) == 1


def test_evidence_is_withdrawn_and_never_rewritten(tree: Tree, plan: Plan) -> None:
    with bound(PLATFORM):
        target = Target.objects.filter(plan=plan).earliest("position")
        evidence = TargetEvidence.objects.create(
            target=target,
            unit=tree.cities[0],
            unit_path=tree.cities[0].unit_path,
            as_of=date(2026, 3, 1),
            statement="已达80%",
            value=Decimal(80),
            person_name="演示",
            recorded_at=AT,
        )
    for post in (acting(tree.cities[0]), acting(tree.province), PLATFORM):
        said = refused(post, "UPDATE plans_target_evidence SET value = 99 WHERE id = %s", evidence.id)
        assert "evidence_is_not_rewritten" in said
    withdrawn = "UPDATE plans_target_evidence SET withdrawn_at = now() WHERE id = %s"
    assert changed(acting(tree.cities[0]), withdrawn, evidence.id) == 1
