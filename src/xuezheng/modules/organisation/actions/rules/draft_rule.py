"""Drafting a rule document, and later the next edition of one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions.rules.finding import rule_to_change
from xuezheng.modules.organisation.keeping import changed, fitting, named, note, writing_unit
from xuezheng.modules.organisation.models import Rule, RuleEdition


@transaction.atomic
def draft_rule(*, post: ActingPost, title: str, summary: str = "", at: datetime) -> Rule:
    """Seen by the own unit and those above until it is issued. The text is attached to the edition as files."""
    unit = writing_unit(post)
    title = checked_title(unit, title)
    summary = fitting(summary, field="summary")
    rule = Rule.objects.create(unit=unit, unit_path=unit.unit_path, title=title, drafted_at=at)
    RuleEdition.objects.create(rule=rule, unit_path=rule.unit_path, number=1, summary=summary)
    note("draft_rule", post=post, row=rule, at=at, after={"title": title, "summary": summary})
    return rule


@transaction.atomic
def draft_edition(*, post: ActingPost, rule_id: UUID, version: int, summary: str = "", at: datetime) -> RuleEdition:
    """The edition in force stays in force until the new one replaces it."""
    rule = rule_to_change(post, rule_id, version=version)
    editions = RuleEdition.objects.filter(rule=rule)
    if editions.filter(issued_on=None).exists():
        raise Conflict(_("“%(title)s” has a draft already. Go on with that one.") % {"title": rule.title})
    if editions.filter(repealed_on__isnull=False).exists():
        raise Conflict(_("“%(title)s” was repealed. Draft a new rule document instead.") % {"title": rule.title})
    last = editions.aggregate(last=Max("number"))["last"] or 0
    edition = RuleEdition.objects.create(
        rule=rule, unit_path=rule.unit_path, number=last + 1, summary=fitting(summary, field="summary")
    )
    changed(rule)
    note("draft_edition", post=post, row=rule, at=at, after={"edition": edition.number, "summary": edition.summary})
    return edition


def checked_title(unit: Unit, title: str, *, rule: Rule | None = None) -> str:
    title = named(title, field="title", missing=_("The rule document has no title."))
    others = Rule.objects.filter(unit=unit, title=title)
    if (others.exclude(id=rule.id) if rule else others).exists():
        raise Conflict(
            _("%(unit)s has a rule document “%(title)s” already. Draft a new edition of it.")
            % {"unit": unit.name, "title": title},
            field="title",
        )
    return title
