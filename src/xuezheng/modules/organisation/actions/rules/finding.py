"""The rule that an act changes: found, the own unit's, locked. Its editions share its lock."""

from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.keeping import locked
from xuezheng.modules.organisation.models import Rule, RuleEdition
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_edition, get_rule
from xuezheng.modules.organisation.refusals import IsNotYours, RuleIsAbsent


def rule_to_change(post: ActingPost, rule_id: UUID, *, version: int | None = None) -> Rule:
    seen = get_rule(post, rule_id)
    if not can_write(post, seen):
        raise IsNotYours(seen.title, seen.unit.name)
    rule = locked(Rule.objects.all(), rule_id, version=version)
    rule.unit = seen.unit
    return rule


def draft_to_change(post: ActingPost, edition_id: UUID, *, version: int) -> RuleEdition:
    seen = get_edition(post, edition_id)
    rule = rule_to_change(post, seen.rule_id)
    if not RuleEdition.objects.filter(id=edition_id).exists():
        raise RuleIsAbsent
    edition = locked(RuleEdition.objects.all(), edition_id, version=version)
    edition.rule = rule
    if edition.issued_on is not None:
        raise Conflict(
            _("This edition of “%(title)s” was issued on %(day)s and stays as it is. Draft a new edition.")
            % {"title": rule.title, "day": edition.issued_on.isoformat()}
        )
    return edition
