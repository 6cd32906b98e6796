"""Repealing a rule document: it stays readable as what no longer holds."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.rules.finding import rule_to_change
from xuezheng.modules.organisation.events import RuleRepealed
from xuezheng.modules.organisation.keeping import changed, check_not_before, named, note
from xuezheng.modules.organisation.models import Rule, RuleEdition


@transaction.atomic
def repeal_rule(*, post: ActingPost, rule_id: UUID, version: int, repealed_on: date, reason: str, at: datetime) -> Rule:
    """`repealed_on` is the first day on which it no longer holds; it may lie ahead."""
    rule = rule_to_change(post, rule_id, version=version)
    reason = named(reason, field="reason", missing=_("Say why it is repealed."), most=300)
    issued = RuleEdition.objects.filter(rule=rule, issued_on__isnull=False).order_by("-number").first()
    if issued is None or issued.in_force_from is None:
        raise Conflict(_("“%(title)s” was never issued. Throw the draft away instead.") % {"title": rule.title})
    if issued.repealed_on is not None:
        raise Conflict(
            _("“%(title)s” is repealed from %(day)s already.")
            % {"title": rule.title, "day": issued.repealed_on.isoformat()}
        )
    if RuleEdition.objects.filter(rule=rule, issued_on=None).exists():
        raise Conflict(_("“%(title)s” has a draft. Throw it away or issue it first.") % {"title": rule.title})
    check_not_before(repealed_on, issued.in_force_from, field="repealed_on")
    changed(issued, repealed_on=repealed_on, repeal_reason=reason)
    changed(rule)
    note("repeal_rule", post=post, row=rule, at=at, after={"repealed_on": repealed_on, "reason": reason})
    announce(RuleRepealed(unit_path=rule.unit_path, rule_id=str(rule.id), repealed_on=repealed_on.isoformat()), at=at)
    return rule
