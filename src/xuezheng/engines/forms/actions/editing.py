"""Drafting forms: a text is kept only if it can be read whole."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.engines.forms.burden import burden_of
from xuezheng.engines.forms.changing import administration_of, check_fresh, edition_to_change, note, saved
from xuezheng.engines.forms.declared import Answer, Form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.handing_over.fitting import refuse_unfit
from xuezheng.engines.forms.models import FormEdition
from xuezheng.engines.forms.policies import can_collect, can_direct_collection, form_editions_visible_to
from xuezheng.engines.forms.refusals import IsNotADraft, NoSuchForm
from xuezheng.engines.forms.soundness import refuse_unsound
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def draft_form(*, post: ActingPost, text: str, at: datetime) -> FormEdition:
    """The first edition of a form, or the next where the unit has one of that code."""
    if not can_collect(post):
        raise NotAllowed(_("Your post does not design forms."))
    form = _declared(text)
    unit = administration_of(post)
    known = FormEdition.objects.filter(unit=unit, code=form.code)
    latest = known.aggregate(latest=Max("number"))["latest"] or 0
    try:
        with transaction.atomic():
            row = FormEdition.objects.create(
                unit=unit, unit_path=unit.unit_path, code=form.code, number=latest + 1, **_facts(form), changed_at=at
            )
    except IntegrityError as error:
        raise Conflict(
            _("A draft of the form “%(code)s” is open already. Change that one, or discard it.") % {"code": form.code},
            field="text",
        ) from error
    note("draft_form", post=post, row=row, at=at, name=row.title_zh, after={"code": row.code, "edition": row.number})
    return row


@transaction.atomic
def change_form(*, post: ActingPost, edition_id: UUID, version: int, text: str, at: datetime) -> FormEdition:
    row = _draft(post, edition_id, version=version)
    form = _declared(text)
    if form.code != row.code:
        raise Refusal(
            _("The code is “%(code)s” and stays so; the text says “%(other)s”. Draft another form for that.")
            % {"code": row.code, "other": form.code},
            field="text",
        )
    saved(row, **_facts(form), changed_at=at)
    note("change_form", post=post, row=row, at=at, name=row.title_zh, after={"asked": row.asked, "filled": row.filled})
    return row


@transaction.atomic
def discard_form(*, post: ActingPost, edition_id: UUID, version: int, at: datetime) -> None:
    row = _draft(post, edition_id, version=version)
    note("discard_form", post=post, row=row, at=at, name=row.title_zh, before={"text": row.text})
    row.delete()


@transaction.atomic
def draft_next_edition(*, post: ActingPost, edition_id: UUID, version: int, at: datetime) -> FormEdition:
    """Begin the next edition with the text of this one."""
    seen = first_or_refused(form_editions_visible_to(post).filter(id=edition_id), NoSuchForm)
    if not can_direct_collection(post, seen):
        raise NotAllowed(_("Only posts of the unit that made the form may change it. Switch to such a post."))
    check_fresh(seen.version, version, name=seen.title_zh)
    return draft_form(post=post, text=seen.text, at=at)


def _draft(post: ActingPost, edition_id: UUID, *, version: int) -> FormEdition:
    row = edition_to_change(post, edition_id, version=version)
    if row.state != FormEdition.State.DRAFT:
        raise IsNotADraft(row.title_zh)
    return row


def _declared(text: str) -> Form:
    try:
        form = declare_form(text.replace("\r\n", "\n"))
    except Refusal as refusal:
        refusal.field = "text"
        raise
    refuse_unsound(form)
    refuse_unfit(form)
    _refuse_files_in_rows(form)
    return form


def _refuse_files_in_rows(form: Form) -> None:
    """Not where declarations are read: an edition that was published stays readable."""
    for table in form.tables():
        for column in table.columns:
            if column.answer is Answer.FILES:
                raise Refusal(
                    _(
                        "“%(column)s” of “%(table)s” asks for files, which no row holds. Make it a field beside the table."
                    )
                    % {"column": column.title, "table": table.title},
                    field="text",
                )


def _facts(form: Form) -> dict[str, object]:
    burden = burden_of(form)
    return {
        "text": form.text,
        "title_zh": form.title.zh,
        "title_en": form.title.en,
        "asked": burden.asked,
        "filled": burden.filled,
        "minutes": burden.minutes,
    }
