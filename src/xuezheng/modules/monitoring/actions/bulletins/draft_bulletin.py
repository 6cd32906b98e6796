"""Drafting a bulletin from the current values, and filling a draft anew."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from xuezheng.engines.papers.bulletins import bulletin_of
from xuezheng.kernel.calendar.facade import Period, parse_period
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.bulletins.catalogue import ReadTemplate
from xuezheng.modules.monitoring.bulletins.figures import FrozenNumbers
from xuezheng.modules.monitoring.bulletins.gathering import CurrentValues, below_of, gathered
from xuezheng.modules.monitoring.bulletins.templates import get_template
from xuezheng.modules.monitoring.bulletins.writing import fingerprint_of, title_of
from xuezheng.modules.monitoring.changing import draft_to_change, issuing_unit, note, saved, subject_unit
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.refusals import BulletinExists

KINDS = {
    "quarter": pgettext_lazy("each", "quarter"),
    "month": pgettext_lazy("each", "month"),
    "year": pgettext_lazy("each", "year"),
}


@transaction.atomic
def draft_bulletin(
    *,
    post: ActingPost,
    template: str,
    period: str,
    unit_id: int,
    at: datetime,
    values: CurrentValues | None = None,
    batch_id: UUID | None = None,
) -> Bulletin:
    """In the name of the post's administration, about it or one below. `values` are shared by the bulletins of a batch."""
    issuer, unit = issuing_unit(post), subject_unit(post, unit_id)
    read, asked = get_template(template), fitting_period(template, period)
    key = {
        "unit_path": issuer.unit_path,
        "template": template,
        "period": asked.code,
        "subject_path": unit.unit_path,
    }
    _refuse_a_second(key)
    filled = _filled(values or CurrentValues(post), read, unit=unit, issuer=issuer, period=asked)
    bulletin = _created(
        key,
        unit=unit,
        subject_name=unit.name,
        issuer_name=issuer.name,
        batch_id=batch_id,
        drafted_at=at,
        **filled,
    )
    note("draft_bulletin", post=post, bulletin=bulletin, at=at, after={"period": asked.code, "subject": unit.name})
    return bulletin


@transaction.atomic
def refill_draft(*, post: ActingPost, bulletin_id: UUID, version: int, at: datetime) -> Bulletin:
    """From the values and the wording of now."""
    bulletin = draft_to_change(post, bulletin_id, version=version)
    read, period = get_template(bulletin.template), parse_period(bulletin.period)
    unit = subject_unit(post, bulletin.unit_id)
    saved(
        bulletin,
        drafted_at=at,
        **_filled(CurrentValues(post), read, unit=unit, issuer=issuing_unit(post), period=period),
    )
    note("refill_draft", post=post, bulletin=bulletin, at=at)
    return bulletin


def fitting_period(template: str, code: str) -> Period:
    """Of the kind the template is for."""
    period, kind = parse_period(code), get_template(template).template.periods
    if period.kind.value != kind:
        raise Refusal(
            _("“%(period)s” is no period of this template, which is written for each %(kind)s.")
            % {"period": code, "kind": KINDS[kind]},
            field="period",
        )
    return period


def _refuse_a_second(key: Mapping[str, str]) -> None:
    existing = Bulletin.objects.filter(**key, withdrawn_at=None).first()
    if existing is not None:
        raise BulletinExists(existing.title, bulletin_id=existing.id)


def _created(key: Mapping[str, str], **values: object) -> Bulletin:
    """Gathering the figures takes a while, in which somebody else may have drafted the same."""
    try:
        with transaction.atomic():
            return Bulletin.objects.create(**key, **values)
    except IntegrityError:
        _refuse_a_second(key)
        raise


def _filled(
    values: CurrentValues, read: ReadTemplate, *, unit: Unit, issuer: Unit, period: Period
) -> dict[str, object]:
    below = below_of(values.post, unit)
    figures = gathered(values, template=read.template, unit=unit, issuer=issuer, period=period, below=below)
    paper = bulletin_of(read.template, FrozenNumbers(figures))
    return {
        "title": title_of(paper),
        "wording": read.text,
        "figures": figures,
        "fingerprint": fingerprint_of(wording=read.text, figures=figures, number="", dated=None),
    }
