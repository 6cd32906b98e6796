"""Issuing an edition: it gets its number, everybody below may read it, and it replaces the one before on its day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.files.facade import attachments_of
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.rules.finding import draft_to_change
from xuezheng.modules.organisation.attachments import EDITION
from xuezheng.modules.organisation.events import RuleIssued
from xuezheng.modules.organisation.keeping import changed, check_happened, check_not_before, named, note
from xuezheng.modules.organisation.models import RuleEdition


@transaction.atomic
def issue_edition(
    *,
    post: ActingPost,
    edition_id: UUID,
    version: int,
    doc_number: str,
    issued_on: date,
    in_force_from: date,
    at: datetime,
) -> RuleEdition:
    """Nothing is issued without its text."""
    edition = draft_to_change(post, edition_id, version=version)
    rule = edition.rule
    doc_number = named(doc_number, field="doc_number", missing=_("Write the document number."), most=60)
    check_happened(issued_on, at=at, field="issued_on")
    check_not_before(in_force_from, issued_on, field="in_force_from")
    if not attachments_of(post, object_kind=EDITION, object_id=str(edition.id)):
        raise Conflict(_("The text is missing. Attach the file with the text to the draft, then issue it."))
    _replace_last(edition, in_force_from)
    changed(edition, doc_number=doc_number, issued_on=issued_on, in_force_from=in_force_from, shared=True)
    changed(rule, shared=True)
    after = {
        "edition": edition.number,
        "doc_number": doc_number,
        "issued_on": issued_on,
        "in_force_from": in_force_from,
    }
    note("issue_edition", post=post, row=rule, at=at, after=after)
    event = RuleIssued(
        unit_path=rule.unit_path,
        rule_id=str(rule.id),
        edition=edition.number,
        in_force_from=in_force_from.isoformat(),
    )
    announce(event, at=at)
    return edition


def _replace_last(edition: RuleEdition, day: date) -> None:
    """The edition before ends where this one begins; two never hold at once."""
    last = RuleEdition.objects.filter(rule=edition.rule, issued_on__isnull=False).order_by("-number").first()
    if last is None or last.in_force_from is None:
        return
    if day <= last.in_force_from:
        raise Refusal(
            _("Edition %(number)d is in force from %(day)s; the new one must be in force from a later day.")
            % {"number": last.number, "day": last.in_force_from.isoformat()},
            field="in_force_from",
        )
    changed(last, replaced_on=day)
