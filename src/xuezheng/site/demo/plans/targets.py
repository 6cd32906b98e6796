"""Targets shared out and negotiated, and evidence stated for those that nothing measures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.targets import (
    agree_share,
    propose_share,
    record_evidence,
    share_out_target,
    withdraw_evidence,
)
from xuezheng.modules.plans.evidence_files import KIND
from xuezheng.modules.plans.models import Plan, Target, TargetShare
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.moments import Calendar
from xuezheng.site.demo.plans.playing import attach

MINUTES = ["专题会议纪要（演示材料，非真实公文）", "会议听取进展汇报，研究存在的问题，明确责任单位和完成时限。"]


def share_out(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    for told in catalogue("works")["shares"]:
        at = calendar.moment_of(told["day"])
        if told["plan"] in plans and at < calendar.at:
            target = _target(plans[told["plan"]], told)
            post = cast.post(told["by"])
            with bound(post):
                target.refresh_from_db()
                share_out_target(post=post, target_id=target.id, version=target.version, method=told["method"], at=at)
            _negotiate(target, told, cast, calendar)


def _negotiate(target: Target, told: Mapping[str, Any], cast: Cast, calendar: Calendar) -> None:
    """Some bureaus propose another value; with some of them, and with others that propose nothing, it is agreed."""
    issuer = cast.post(told["by"])
    for proposal in told.get("proposals", []):
        at = calendar.moment_of(proposal["day"])
        if at < calendar.at:
            _propose(target, proposal, cast.post(proposal["by"]), calendar)
        if "agreed" in proposal and calendar.moment_of(proposal["agreed"]) < calendar.at:
            share = _share(target, cast.post(proposal["by"]))
            _agree(share, issuer, calendar.moment_of(proposal["agreed"]), as_proposed=True)
    for account in told.get("agreed", []):
        at = calendar.moment_of(told["agreed_on"])
        if at < calendar.at:
            _agree(_share(target, cast.post(account)), issuer, at, as_proposed=False)


def _propose(target: Target, proposal: Mapping[str, Any], post: ActingPost, calendar: Calendar) -> None:
    share = _share(target, post)
    value = (share.value * Decimal(str(proposal["share"]))).quantize(Decimal(1))
    with bound(post):
        propose_share(
            post=post,
            share_id=share.id,
            version=share.version,
            value=value,
            reason=proposal["reason"],
            at=calendar.moment_of(proposal["day"]),
        )


def _share(target: Target, post: ActingPost) -> TargetShare:
    return TargetShare.objects.get(target=target, unit_path=post.scope_path)


def _agree(share: TargetShare, issuer: ActingPost, at: Any, *, as_proposed: bool) -> None:
    with bound(issuer):
        agree_share(post=issuer, share_id=share.id, version=share.version, as_proposed=as_proposed, at=at)


def state_evidence(plans: Mapping[str, Plan], cast: Cast, calendar: Calendar) -> None:
    for told in catalogue("works")["evidence"]:
        at = calendar.moment_of(told["day"])
        if told["plan"] not in plans or at >= calendar.at:
            continue
        post, target = cast.post(told["by"]), _target(plans[told["plan"]], told)
        with bound(post):
            evidence = record_evidence(
                post=post,
                target_id=target.id,
                as_of=calendar.date_of(told["day"]),
                statement=told["statement"],
                value=Decimal(told["value"]),
                at=at,
            )
            if told.get("file"):
                name = f"{told['target'][:20]}证明材料.txt"
                attach(post, kind=KIND, object_id=evidence.id, name=name, lines=MINUTES, at=at)
            if "withdrawn" in told and (gone := calendar.moment_of(told["withdrawn"])) < calendar.at:
                withdraw_evidence(post=post, evidence_id=evidence.id, version=evidence.version, at=gone)


def _target(plan: Plan, told: Mapping[str, Any]) -> Target:
    """By its words, which stand once in a plan."""
    return Target.objects.get(plan=plan, phrase=told["target"], core=True)
