"""A desk says what it found when it looked into a figure. The finding counts as answered while the figures stay as they are."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import get_report, locked, note, words_given
from xuezheng.engines.forms.models import SuspicionAnswer
from xuezheng.engines.forms.policies import can_answer_suspicion
from xuezheng.engines.forms.queries.suspects import get_suspect
from xuezheng.engines.forms.refusals import CollectionIsClosed, IsNotSuspicious
from xuezheng.kernel.refusals import Conflict, NotAllowed
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def answer_suspicion(
    *, post: ActingPost, report_id: UUID, suspicion: str, field: str, figures: str, words: str, at: datetime
) -> SuspicionAnswer:
    """`figures` is the fingerprint of what was looked into, as the list of findings gave it."""
    report = get_report(post, report_id)
    if not can_answer_suspicion(post, report):
        raise NotAllowed(_("Only desks above the unit answer this, and never who submitted the report."))
    if report.collection.closed_at is not None:
        raise CollectionIsClosed(report.collection.title)
    said = words_given(words, field="words", missing=_("Say what was found when the figure was looked into."))
    locked(report)
    suspect = get_suspect(post, report, suspicion=suspicion, field=field)
    if suspect.figures != figures:
        raise IsNotSuspicious
    if suspect.answer is not None:
        raise Conflict(
            _("%(name)s of %(unit)s answered this already: “%(words)s”")
            % {"name": suspect.answer.person_name, "unit": suspect.answer.unit_name, "words": suspect.answer.words}
        )
    row = SuspicionAnswer.objects.create(
        report=report, unit_path=report.unit_path, desk_path=post.scope_path, suspicion=suspicion, field=field,
        figures=figures, value=suspect.value, beside=suspect.beside, words=said, person_name=post.person_name,
        unit_name=post.unit_name, answered_at=at,
    )  # fmt: skip
    after = {"suspicion": suspicion, "field": field, "reason": said}
    note("answer_suspicion", post=post, row=report, at=at, name=report.unit.name, after=after)
    return row
