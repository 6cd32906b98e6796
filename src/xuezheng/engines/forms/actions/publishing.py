"""Publishing a form: what a source has already is not asked again, unless a reason stands in the form."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import edition_to_change, note, saved
from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.handing_over.fitting import refuse_unfit
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import IsNotADraft
from xuezheng.engines.forms.soundness import refuse_unsound
from xuezheng.engines.forms.sources import Overlap, offer_of, overlaps
from xuezheng.kernel.refusals import Conflict, Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost


class AsksWhatIsKnown(Refusal):
    """一数一源: a value that a source has is taken from there."""

    code = "known-already"

    def __init__(self, overlap: Overlap) -> None:
        super().__init__(
            _(
                "“%(title)s” (%(field)s) is known already: take it with “from: %(source)s”, or state with “although” why it"
                " has to be asked."
            )
            % {"title": overlap.title, "field": overlap.field, "source": overlap.source},
            field="text",
        )


@transaction.atomic
def publish_form(*, post: ActingPost, edition_id: UUID, version: int, at: datetime) -> FormEdition:
    row = edition_to_change(post, edition_id, version=version)
    if row.state != FormEdition.State.DRAFT:
        raise IsNotADraft(row.title_zh)
    form = form_of(row)
    refuse_unsound(form)
    refuse_unfit(form)
    found = overlaps(form)
    _refuse_what_is_known(form, found)
    _refuse_unknown_sources(form)
    stated = [{"field": one.field, "source": one.source, "reason": form.by_code[one.field].although} for one in found]
    saved(row, state=FormEdition.State.PUBLISHED, published_at=at, changed_at=at, overrides=stated)
    note("publish_form", post=post, row=row, at=at, name=row.title_zh, after={"overrides": stated})
    return row


@transaction.atomic
def withdraw_form(*, post: ActingPost, edition_id: UUID, version: int, at: datetime) -> FormEdition:
    """No new collection asks it; those that are open go on."""
    row = edition_to_change(post, edition_id, version=version)
    if row.state != FormEdition.State.PUBLISHED:
        raise Conflict(_("“%(title)s” is not in force.") % {"title": row.title_zh})
    saved(row, state=FormEdition.State.WITHDRAWN, changed_at=at)
    note("withdraw_form", post=post, row=row, at=at, name=row.title_zh)
    return row


def _refuse_what_is_known(form: Form, found: Sequence[Overlap]) -> None:
    refused = [AsksWhatIsKnown(one) for one in found if not form.by_code[one.field].although]
    if refused:
        raise Refusals(refused)


def _refuse_unknown_sources(form: Form) -> None:
    for one in form.fields():
        if one.source is not None and offer_of(one.source.scheme, one.source.name) is None:
            raise Refusal(
                _("“%(title)s” is taken from %(source)s, which nothing offers. Correct the name, or ask for the value.")
                % {"title": one.title, "source": one.source},
                field="text",
            )
