"""Drafting a round: a standard of the catalogue, a period, days, and the units it will look at."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.calendar.facade import find_period
from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.changing import holder_of, note, words
from xuezheng.modules.assessment.models import Round, RoundItem
from xuezheng.modules.assessment.standards import Standard, standards

MOST_UNITS = 500


@transaction.atomic
def draft_round(
    *,
    post: ActingPost,
    standard: str,
    title: str,
    period: str,
    review_due_on: date,
    at: datetime,
    self_due_on: date | None = None,
    unit_ids: Sequence[int] = (),
) -> Round:
    """Without `unit_ids` all open units below of the kinds that the standard is for."""
    holder = holder_of(post)
    taken = standards().get(standard)
    if taken is None:
        raise Refusal(_("“%(code)s” is no standard of the catalogue.") % {"code": standard[:40]}, field="standard")
    title = words(title, field="title", missing=_("Give the round a title, such as its matter and year."), most=160)
    if Round.objects.filter(unit=holder, title=title).exists():
        raise Conflict(_("There is a round called “%(title)s” already.") % {"title": title}, field="title")
    _check_days(taken, self_due_on, review_due_on, day=today(at))
    row = Round.objects.create(
        unit=holder,
        unit_path=holder.unit_path,
        title=title,
        subject=taken.subject,
        standard=taken.code,
        form_code=taken.form,
        period=_period(taken, period),
        rules=taken.rules.as_plain(),
        chosen=[unit.id for unit in _units(post, taken, unit_ids)],
        self_due_on=self_due_on if taken.form else None,
        review_due_on=review_due_on,
        drafted_at=at,
    )
    RoundItem.objects.bulk_create(_items(row, taken))
    note(
        "draft_round", post=post, row=row, at=at,
        after={"standard": taken.code, "period": row.period, "units": len(row.chosen), "review_due_on": review_due_on},
    )  # fmt: skip
    return row


def _check_days(taken: Standard, self_due_on: date | None, review_due_on: date, *, day: date) -> None:
    if taken.form and self_due_on is None:
        raise Refusal(
            _("This standard begins with a self-evaluation. Say until which day it is due."), field="self_due_on"
        )
    first = self_due_on if taken.form and self_due_on else day
    if first < day or review_due_on <= first:
        raise Refusal(
            _("The reviews end on %(review)s; that must lie after today and after the self-evaluation (%(first)s).")
            % {"review": review_due_on.isoformat(), "first": first.isoformat()},
            field="review_due_on",
        )


def _period(taken: Standard, code: str) -> str:
    found = find_period(code)
    if found is None or taken.periods not in ("any", found.kind.value):
        raise Refusal(
            _(
                "“%(period)s” is no period of this standard; write a year as 2026, a quarter as 2026Q3, a term as 2026-2027-1."
            )
            % {"period": code[:12]},
            field="period",
        )
    return found.code


def _units(post: ActingPost, taken: Standard, unit_ids: Sequence[int]) -> list[Unit]:
    below = units_visible_to(post).filter(
        kind__in=taken.units, closed_on=None, unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~"
    )
    wanted = set(unit_ids)
    units = list((below.filter(id__in=wanted) if wanted else below).order_by("unit_path")[: MOST_UNITS + 1])
    if not 1 <= len(units) <= MOST_UNITS or (wanted and len(units) != len(wanted)):
        raise Refusal(
            _("Choose 1 to %(most)d open units below, of the kinds this standard is for; these are %(count)d.")
            % {"most": MOST_UNITS, "count": len(units)},
            field="units",
        )
    return units


def _items(row: Round, taken: Standard) -> list[RoundItem]:
    return [
        RoundItem(
            round=row,
            unit_path=row.unit_path,
            position=position,
            code=item.code,
            section_zh=item.section.zh,
            section_en=item.section.en,
            title_zh=item.title.zh,
            title_en=item.title.en,
            full=item.full,
            field=item.field,
            points_field=item.points_field,
            indicator=item.indicator,
        )
        for position, item in enumerate(taken.items, start=1)
    ]
