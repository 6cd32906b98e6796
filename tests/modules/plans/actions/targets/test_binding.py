"""Binding targets, saying why they cannot be measured, and evidence: the number nobody can type."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories import AT, Tree, acting
from tests.modules.plans.builders import drafted_plan, published_plan
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.achievement import terms_of
from xuezheng.modules.plans.actions import targets as acts
from xuezheng.modules.plans.actions.close_plan import close_plan
from xuezheng.modules.plans.actions.targets.bind_target import IndicatorCountsOtherwise
from xuezheng.modules.plans.actions.targets.record_evidence import TargetIsMeasured
from xuezheng.modules.plans.indicators import offered
from xuezheng.modules.plans.models import Plan, Target, TargetEvidence

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
REASON = "只有文件可以证明，没有记录"


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def target(tree: Tree) -> Target:
    plan = published_plan(tree.province)
    with bound(system_post("test")):
        return Target.objects.get(plan=plan, phrase="教师网络学习空间开通率")


def last_entry() -> tuple[str, Any, Any]:
    with bound(system_post("test")):
        entry = Entry.objects.order_by("-id")[0]
        return entry.act, entry.before, entry.after


def test_a_bound_target_is_journaled_and_announced(tree: Tree, target: Target) -> None:
    with bound(acting(tree.province)) as post:
        changed = acts.bind_target(
            post=post, target_id=target.id, version=target.version, code=" teacher_space_ratio ", at=AT
        )
        assert (changed.indicator_code, changed.version) == ("teacher_space_ratio", target.version + 1)
        event = Event.objects.filter(name="plans.TargetBound").get()
    assert event.payload == {"target_id": str(target.id), "indicator_code": "teacher_space_ratio"}
    assert last_entry() == (
        "plans.bind_target",
        {"indicator_code": "", "unmeasurable": ""},
        {"indicator_code": "teacher_space_ratio"},
    )


def test_a_bond_can_be_loosened_and_replaced_by_a_reason(tree: Tree, target: Target) -> None:
    with bound(acting(tree.province)) as post:
        bound_now = acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT)
        stated = acts.state_unmeasurable(
            post=post, target_id=target.id, version=bound_now.version, reason=REASON, at=AT
        )
        assert (stated.indicator_code, stated.unmeasurable) == ("", REASON)
        again = acts.bind_target(
            post=post, target_id=target.id, version=stated.version, code="broadband_school_ratio", at=AT
        )
        assert (again.indicator_code, again.unmeasurable) == ("broadband_school_ratio", "")
        free = acts.unbind_target(post=post, target_id=target.id, version=again.version, at=AT)
        assert free.indicator_code == ""
        with pytest.raises(Conflict, match="nothing to loosen"):
            acts.unbind_target(post=post, target_id=target.id, version=free.version, at=AT)


@pytest.mark.parametrize(
    ("change", "refusal", "sentence"),
    [
        ({"code": "no_such"}, Refusal, "There is no indicator “no_such”"),
        ({"code": ""}, Refusal, "There is no indicator “”"),
        ({"code": "drill_count"}, IndicatorCountsOtherwise, "is a number and the target asks for 80%"),
        ({"version": 7}, VersionIsStale, "Somebody changed the target"),
        ({"target_id": uuid4()}, NotFound, "There is no such target"),
    ],
)
def test_binding_refuses(
    tree: Tree, target: Target, change: dict[str, Any], refusal: type[Refusal], sentence: str
) -> None:
    asked = {"target_id": target.id, "version": target.version, "code": "teacher_space_ratio", "at": AT, **change}
    with bound(acting(tree.province)) as post, pytest.raises(refusal, match=sentence):
        acts.bind_target(post=post, **asked)


def test_what_all_did_measures_nothing_that_is_asked_of_each(tree: Tree, target: Target) -> None:
    """Two drills a year of every bureau are not two hundred of a province."""
    with bound(acting(tree.province)) as post:
        Target.objects.filter(id=target.id).update(measure="次/年", value=2, kind=Target.Kind.FREQUENCY)
        with pytest.raises(
            IndicatorCountsOtherwise, match=r"adds up what all units did, and the target asks .*2 次/年 of each"
        ):
            acts.bind_target(post=post, target_id=target.id, version=1, code="drill_count", at=AT)
        target.refresh_from_db()
        assert "drill_count" not in {indicator.code for indicator in offered(terms_of(target))}
        Target.objects.filter(id=target.id).update(kind=Target.Kind.COUNT)
        assert acts.bind_target(post=post, target_id=target.id, version=1, code="drill_count", at=AT).indicator_code


def test_a_percentage_measures_no_number(tree: Tree, target: Target) -> None:
    with bound(acting(tree.province)) as post:
        Target.objects.filter(id=target.id).update(measure="项", value=1)
        with pytest.raises(IndicatorCountsOtherwise, match="is a percentage and the target asks for 1 项"):
            acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT)
        Target.objects.filter(id=target.id).update(value=None)
        assert (
            acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT).version == 2
        )


@pytest.mark.parametrize(
    "who",
    [
        lambda tree: acting(tree.province, role="analyst"),
        lambda tree: acting(tree.cities[0]),
        lambda tree: acting(tree.counties[3]),
        lambda tree: acting(tree.schools[0], role="school_administrator"),
    ],
)
def test_only_the_unit_of_the_plan_binds(tree: Tree, target: Target, who: Callable[[Tree], ActingPost]) -> None:
    with bound(who(tree)) as post, pytest.raises(NotAllowed, match="plan of another unit"):
        acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT)


def test_a_draft_is_invisible_below(tree: Tree) -> None:
    plan = drafted_plan(tree.province)
    with bound(system_post("test")):
        hidden = Target.objects.filter(plan=plan).first()
    assert hidden is not None
    with bound(acting(tree.counties[0])) as post, pytest.raises(NotFound, match="no such target"):
        acts.bind_target(post=post, target_id=hidden.id, version=1, code="drill_count", at=AT)


def test_a_closed_plan_stays_as_it_was(tree: Tree, target: Target) -> None:
    with bound(acting(tree.province)) as post:
        plan = Plan.objects.get(id=target.plan_id)
        over = datetime(2027, 1, 20, tzinfo=UTC)
        close_plan(post=post, plan_id=plan.id, version=plan.version, reason="年度工作结束", at=over)
        with pytest.raises(Conflict, match="stays as it was"):
            acts.bind_target(post=post, target_id=target.id, version=1, code="drill_count", at=AT)


@pytest.mark.parametrize("reason", ["", "短", "  空 白 ", "长" * 301])
def test_a_reason_is_more_than_a_word(tree: Tree, target: Target, reason: str) -> None:
    with bound(acting(tree.province)) as post, pytest.raises(Refusal, match="write between 6 and 300"):
        acts.state_unmeasurable(post=post, target_id=target.id, version=1, reason=reason, at=AT)


def stated(tree: Tree, target: Target, **change: Any) -> TargetEvidence:
    values = {"as_of": date(2026, 8, 1), "statement": "已完成验收，见附件", "value": Decimal(81), **change}
    with bound(acting(tree.counties[0])) as post:
        return acts.record_evidence(post=post, target_id=target.id, at=AT, **values)


def test_evidence_belongs_to_who_stated_it(tree: Tree, target: Target) -> None:
    evidence = stated(tree, target)
    assert (evidence.unit_path, evidence.person_name) == (tree.counties[0].unit_path, "演示人员")
    with bound(acting(tree.counties[1])):
        assert TargetEvidence.objects.count() == 0
    with bound(acting(tree.province)):
        assert TargetEvidence.objects.get().id == evidence.id
    assert last_entry()[0] == "plans.record_evidence"


def test_what_is_measured_cannot_be_typed(tree: Tree, target: Target) -> None:
    with bound(acting(tree.province)) as post:
        acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT)
    with pytest.raises(TargetIsMeasured, match="measured by an indicator"):
        stated(tree, target)


def test_the_database_refuses_it_too(tree: Tree, target: Target) -> None:
    """Whoever writes past the act is stopped by the table itself."""
    with bound(acting(tree.province)) as post:
        acts.bind_target(post=post, target_id=target.id, version=1, code="teacher_space_ratio", at=AT)
        with pytest.raises(IntegrityError, match="measured"), transaction.atomic():
            TargetEvidence.objects.create(
                target=target,
                unit=tree.province,
                unit_path=tree.province.unit_path,
                as_of=date(2026, 8, 1),
                statement="直接写入",
                person_name="某人",
                recorded_at=AT,
            )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"statement": "无"}, "The statement has 1 characters"),
        ({"as_of": date(2026, 9, 2)}, "until today"),
        ({"as_of": date(2024, 12, 31)}, "from 2025-01-01"),
    ],
)
def test_evidence_refuses(tree: Tree, target: Target, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        stated(tree, target, **change)


def test_evidence_is_withdrawn_by_its_unit_and_stays_readable(tree: Tree, target: Target) -> None:
    evidence = stated(tree, target)
    with bound(acting(tree.province)) as post, pytest.raises(NotFound, match="your unit stated"):
        acts.withdraw_evidence(post=post, evidence_id=evidence.id, version=1, at=AT)
    with bound(acting(tree.counties[0], role="analyst")) as reader, pytest.raises(NotAllowed, match="may not state"):
        acts.withdraw_evidence(post=reader, evidence_id=evidence.id, version=1, at=AT)
    with bound(acting(tree.counties[0])) as post:
        gone = acts.withdraw_evidence(post=post, evidence_id=evidence.id, version=1, at=AT)
        assert (gone.withdrawn_at, gone.statement) == (AT, "已完成验收，见附件")
        with pytest.raises(VersionIsStale):
            acts.withdraw_evidence(post=post, evidence_id=evidence.id, version=1, at=AT)
        with pytest.raises(Conflict, match="withdrawn already"):
            acts.withdraw_evidence(post=post, evidence_id=evidence.id, version=2, at=AT)


def test_a_teacher_states_nothing(tree: Tree, target: Target) -> None:
    with bound(acting(tree.schools[0], role="teacher")) as post, pytest.raises(NotFound):
        acts.record_evidence(
            post=post, target_id=target.id, as_of=date(2026, 8, 1), statement="已经完成", value=None, at=AT
        )
