"""Who keeps a source answers a correction: it was put right there, or the value stands, with the reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import Kept, keep, read_again, text_of
from xuezheng.engines.forms.changing import check_fresh, note, saved, words_given
from xuezheng.engines.forms.declared import Field
from xuezheng.engines.forms.events import CorrectionAnswered
from xuezheng.engines.forms.models import Correction
from xuezheng.engines.forms.policies import can_answer_correction, corrections_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import NoSuchCorrection
from xuezheng.engines.forms.sources import known_value, sources
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def answer_correction(
    *, post: ActingPost, correction_id: UUID, version: int, answer: str, words: str, at: datetime
) -> Correction:
    """What is put right is written into the records where it can be, unless its keeper changed it there already. The report
    follows by itself: until it is submitted its sources are read anew."""
    seen = first_or_refused(corrections_visible_to(post).filter(id=correction_id), NoSuchCorrection)
    if not can_answer_correction(post, seen):
        raise NotAllowed(_("Only posts of the unit that keeps the source answer this. Switch to such a post."))
    rows = Correction.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("unit", "report__collection__edition").get(id=seen.id)
    check_fresh(row.version, version, name=row.field_title)
    if row.answered_at is not None:
        raise Conflict(_("This correction was answered already."))
    if answer not in Correction.Answer.values:
        raise Refusal(
            _("“%(answer)s” is no answer: choose one of %(answers)s.")
            % {"answer": answer[:20], "answers": _(", ").join(map(str, Correction.Answer.labels))},
            field="answer",
        )
    missing = _("Say why the value stands.") if answer == Correction.Answer.STANDS else ""
    said = words_given(words, field="words", missing=missing)
    if answer == Correction.Answer.PUT_RIGHT:
        _put_right(post, row, at=at)
    saved(row, answer=answer, answer_words=said, answered_by=post.person_name, answered_at=at)
    note(
        "answer_correction",
        post=post,
        row=row,
        at=at,
        name=row.unit.name,
        after={"field": row.field, "answer": answer, "reason": said},
    )
    announce(CorrectionAnswered(unit_path=row.unit_path, correction_id=str(row.id), answer=answer), at=at)
    return row


def _put_right(post: ActingPost, row: Correction, *, at: datetime) -> None:
    report = row.report
    field = form_of(report.collection.edition).by_code.get(row.field)
    if field is None or field.source is None:
        return
    name, period, unit_path = field.source.name, report.collection.period, report.unit_path
    present = known_value(post, field.source, period=period, unit_path=unit_path)
    if present is None or _plainly(field, present.value) == _plainly(field, row.value):
        right = keep(field, row.claimed)
        sources[field.source.scheme].put_right(post, name, period=period, unit_path=unit_path, value=right, at=at)


def _plainly(field: Field, value: Kept) -> str:
    """As much of it as a correction keeps; the asker's words, kept by earlier corrections, mean the same as the value."""
    return text_of(read_again(field, text_of(value)))[:200]
