"""A word about one field or the whole report, from its unit or from a unit above."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import get_report, note, words_given
from xuezheng.engines.forms.models import Remark
from xuezheng.engines.forms.policies import can_remark_on_report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import CollectionIsClosed
from xuezheng.kernel.refusals import NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def remark_on_report(*, post: ActingPost, report_id: UUID, words: str, field: str = "", at: datetime) -> Remark:
    report = get_report(post, report_id)
    if not can_remark_on_report(post, report):
        raise NotAllowed(_("Your post reads this report and does not write to it."))
    if report.collection.closed_at is not None:
        raise CollectionIsClosed(report.collection.title)
    form = form_of(report.collection.edition)
    if field and field not in form.by_code and field not in form.tables_by_code:
        raise Refusal(_("The form has no field “%(code)s”.") % {"code": field[:60]}, field="field")
    text = words_given(words, field="words", missing=_("Write what you want to say."))
    remark = Remark.objects.create(
        report=report, unit_path=report.unit_path, field=field, words=text, person_name=post.person_name,
        unit_name=post.unit_name, made_at=at,
    )  # fmt: skip
    note("remark_on_report", post=post, row=report, at=at, name=report.collection.title, after={"field": field})
    return remark
