"""Asking for the scores of a period, and letting go of a draft."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.actions.scores.locking import draft_to_change, scoring_unit
from xuezheng.modules.supervision.catalogues import edition_in_force
from xuezheng.modules.supervision.changing import check_order_of_days, note, words
from xuezheng.modules.supervision.models import Scoring
from xuezheng.modules.supervision.weighing import as_plain


@transaction.atomic
def draft_scoring(
    *, post: ActingPost, title: str, begins: date, ends: date, at: datetime, as_of: date | None = None
) -> Scoring:
    """With the weights in force at the period's end. Facts as of its last day unless another one is named."""
    unit = scoring_unit(post)
    title = words(title, field="title", missing=_("Name the score, such as the half-year it is for."), most=120)
    check_order_of_days(begins, ends, field="ends")
    as_of = as_of or min(ends, today(at))
    _check_day_of_facts(as_of, begins=begins, day=today(at))
    _check_period_is_free(unit, begins, ends)
    edition = edition_in_force(unit.unit_path, day=ends)
    scoring = Scoring.objects.create(
        unit=unit,
        unit_path=unit.unit_path,
        title=title,
        begins=begins,
        ends=ends,
        as_of=as_of,
        edition=edition.number,
        weights=as_plain(edition.weights),
        drafted_at=at,
    )
    after = {"begins": begins, "ends": ends, "as_of": as_of, "edition": edition.number}
    note("draft_scoring", post=post, row=scoring, at=at, after=after)
    return scoring


@transaction.atomic
def discard_scoring(*, post: ActingPost, scoring_id: UUID, version: int | None, at: datetime) -> None:
    """Only a draft; nobody outside the administration ever saw it."""
    scoring = draft_to_change(post, scoring_id, version=version)
    note("discard_scoring", post=post, row=scoring, at=at)
    scoring.delete()


def _check_day_of_facts(as_of: date, *, begins: date, day: date) -> None:
    if not begins <= as_of <= day:
        raise Refusal(
            _("Facts are told as of a day from the period's beginning (%(begins)s) to today (%(day)s), not %(as_of)s.")
            % {"begins": begins.isoformat(), "day": day.isoformat(), "as_of": as_of.isoformat()},
            field="as_of",
        )


def _check_period_is_free(unit: Unit, begins: date, ends: date) -> None:
    found = Scoring.objects.filter(unit=unit, begins=begins, ends=ends).first()
    if found is not None:
        raise Conflict(
            _("“%(title)s” scores %(begins)s to %(ends)s already. Publish or discard it first.")
            % {"title": found.title, "begins": begins.isoformat(), "ends": ends.isoformat()},
            field="begins",
        )
