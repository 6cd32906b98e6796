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
from xuezheng.engines.forms.soundness import lines_of, refuse_unsound
from xuezheng.engines.forms.sources import Overlap, offer_of, overlaps
from xuezheng.kernel.catalogues.entries import Mistake
from xuezheng.kernel.refusals import Conflict, Refusals
from xuezheng.kernel.scope.acting import ActingPost


class AsksWhatIsKnown(Mistake):
    """一数一源: a value that a source has is taken from there."""

    code = "known-already"

    def __init__(self, overlap: Overlap, *, name: str, line: int) -> None:
        words = {"title": overlap.field.title, "field": overlap.field.code, "source": overlap.source}
        take = (
            _(
                "“%(title)s” (%(field)s) is known already, for the whole unit: take it with “from: %(source)s” in a field of"
                " its own, or state with “although” why the table asks it."
            )
            if overlap.table
            else _(
                "“%(title)s” (%(field)s) is known already: take it with “from: %(source)s”, or state with “although” why it"
                " has to be asked."
            )
        )
        super().__init__(take % words, name=name, line=line)
        self.field = "text"


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
    stated = [{"field": _place(one), "source": one.source, "reason": one.field.although} for one in found]
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


def _place(overlap: Overlap) -> str:
    return f"{overlap.table}.{overlap.field.code}" if overlap.table else overlap.field.code


def _refuse_what_is_known(form: Form, found: Sequence[Overlap]) -> None:
    lines, name = lines_of(form), f"{form.code}.yaml"
    refused = [
        AsksWhatIsKnown(one, name=name, line=lines[one.table, one.field.code])
        for one in found
        if not one.field.although
    ]
    if refused:
        raise Refusals(refused)


def _refuse_unknown_sources(form: Form) -> None:
    for one in form.fields():
        if one.source is not None and offer_of(one.source.scheme, one.source.name) is None:
            sentence = _(
                "“%(title)s” is taken from %(source)s, which nothing offers. Correct the name, or ask for the value."
            )
            refused = Mistake(
                sentence % {"title": one.title, "source": one.source},
                name=f"{form.code}.yaml",
                line=lines_of(form)["", one.code],
            )
            refused.field = "text"
            raise refused
