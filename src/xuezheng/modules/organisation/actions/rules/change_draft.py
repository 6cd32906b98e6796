"""Changing a draft, and throwing one away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.files.facade import attachments_of, remove_attachment
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.rules.draft_rule import checked_title
from xuezheng.modules.organisation.actions.rules.finding import draft_to_change
from xuezheng.modules.organisation.attachments import EDITION
from xuezheng.modules.organisation.keeping import changed, fitting, note
from xuezheng.modules.organisation.models import Rule, RuleEdition


@transaction.atomic
def change_draft(
    *, post: ActingPost, edition_id: UUID, version: int, title: str, summary: str, at: datetime
) -> RuleEdition:
    """The title is the rule's: a new edition may bring a new one."""
    edition = draft_to_change(post, edition_id, version=version)
    rule = edition.rule
    before = changed(edition, summary=fitting(summary, field="summary"))
    before |= changed(rule, title=checked_title(rule.unit, title, rule=rule))
    after = {"edition": edition.number, "title": rule.title, "summary": edition.summary}
    note("change_draft", post=post, row=rule, at=at, before=before, after=after)
    return edition


@transaction.atomic
def discard_draft(*, post: ActingPost, edition_id: UUID, version: int, at: datetime) -> Rule | None:
    """With the files of its text. Of a rule that was never issued nothing is left but the journal."""
    edition = draft_to_change(post, edition_id, version=version)
    for attachment in attachments_of(post, object_kind=EDITION, object_id=str(edition.id)):
        remove_attachment(post=post, attachment_id=attachment.id, at=at)
    rule = edition.rule
    note("discard_draft", post=post, row=rule, at=at, before={"title": rule.title, "edition": edition.number})
    edition.delete()
    if RuleEdition.objects.filter(rule=rule).exists():
        changed(rule)
        return rule
    rule.delete()
    return None
