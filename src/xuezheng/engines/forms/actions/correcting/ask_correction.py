"""A unit says that a value filled into its report is wrong: whoever keeps the source is asked, the report stays as it is."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused, Kept, keep, shown, text_of, value_of
from xuezheng.engines.forms.changing import note, report_to_fill, words_given
from xuezheng.engines.forms.checking import beyond
from xuezheng.engines.forms.correction_deadline import due_from
from xuezheng.engines.forms.declared import Field, Source
from xuezheng.engines.forms.events import CorrectionAsked
from xuezheng.engines.forms.models import Correction, Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import filled_now
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.engines.forms.sources import keeper_of, unfit_for
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def ask_correction(
    *, post: ActingPost, report_id: UUID, field: str, claimed: str, reason: str, at: datetime
) -> Correction:
    report = report_to_fill(post, report_id)
    if report.collection.closed_at is not None:
        raise CollectionIsClosed(report.collection.title)
    asked, source = _filled_field(report, field)
    words = words_given(reason, field="reason", missing=_("Say how you know that the value is wrong."))
    value = _value_at_source(post, report, asked)
    right = _fitting(asked, source, claimed)
    if right == value:
        raise Refusal(
            _("“%(value)s” is what the source says already.") % {"value": shown(asked, value)}, field="claimed"
        )
    if Correction.objects.filter(report=report, field=field, answered_at=None).exists():
        raise Conflict(
            _("A correction of “%(field)s” is asked for already and not answered yet.") % {"field": asked.title}
        )
    owner = keeper_of(source.scheme, source.name, period=report.collection.period, unit_path=report.unit_path)
    row = Correction.objects.create(
        report=report,
        unit=report.unit,
        unit_path=report.unit_path,
        owner_path=owner or report.collection.unit_path,
        field=field,
        field_title=str(asked.title)[:200],
        source=f"{source.scheme}:{source.name}",
        value=text_of(value)[:200],
        claimed=text_of(right)[:200],
        reason=words,
        asked_by=post.person_name,
        asked_at=at,
        due_on=due_from(report.unit_path, at),
    )
    after = {"field": field, "value": row.value, "claimed": row.claimed, "reason": words}
    note("ask_correction", post=post, row=row, at=at, name=report.unit.name, after=after)
    announce(CorrectionAsked(unit_path=row.unit_path, correction_id=str(row.id), owner_path=row.owner_path), at=at)
    return row


def _filled_field(report: Report, code: str) -> tuple[Field, Source]:
    form = form_of(report.collection.edition)
    field = form.by_code.get(code)
    if field is None:
        raise Refusal(_("The form has no field “%(code)s”.") % {"code": code[:60]}, field="field")
    if field.source is None:
        raise Refusal(
            _("“%(field)s” is filled in by your unit itself: change it there.") % {"field": field.title}, field="field"
        )
    return field, field.source


def _value_at_source(post: ActingPost, report: Report, field: Field) -> Kept:
    """What the report shows: frozen once it is submitted."""
    filled = report.filled if report.submitted_at else filled_now(post, report, form_of(report.collection.edition))
    return filled.get(field.code, {}).get("value")


def _fitting(field: Field, source: Source, claimed: str) -> Kept:
    """What is claimed, refused where the source could never hold it: whoever keeps it could not accept it either."""
    try:
        right = keep(field, claimed)
    except AnswerIsRefused as wrong:
        raise Refusal(str(wrong), field="claimed") from wrong
    if right is None:
        raise Refusal(_("Say what would be right."), field="claimed")
    _check_possible(field, source, right)
    return right


def _check_possible(field: Field, source: Source, right: Kept) -> None:
    number = value_of(field, right)
    if isinstance(number, Decimal) and (sentence := beyond(field, number)):
        raise Refusal(sentence, field="claimed")
    if sentence := unfit_for(source, right):
        raise Refusal(
            _("%(field)s: “%(value)s” cannot be right. %(sentence)s")
            % {"field": field.title, "value": shown(field, right)[:60], "sentence": sentence},
            field="claimed",
        )
