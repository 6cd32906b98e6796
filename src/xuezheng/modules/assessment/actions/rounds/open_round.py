"""Opening a round: its standard is announced, its units are told and asked to evaluate themselves."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms import facade as forms
from xuezheng.kernel.clock import CHINA, today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.assessment.actions.rounds.taking import take_facts
from xuezheng.modules.assessment.changing import draft_to_change, note, saved
from xuezheng.modules.assessment.events import RoundOpened
from xuezheng.modules.assessment.models import AssessedUnit, Round, RoundItem
from xuezheng.modules.assessment.telling import tell_opened

END_OF_DAY = time(23, 59)


@transaction.atomic
def open_round(*, post: ActingPost, round_id: UUID, version: int | None, at: datetime) -> Round:
    """The units as they stand today. A standard without a form goes into review at once."""
    row = draft_to_change(post, round_id, version=version)
    units = _units(post, row)
    collection_id = _collection(post, row, at=at) if row.form_code else None
    saved(row, opened_at=at, collection_id=collection_id)
    RoundItem.objects.filter(round=row).update(shared=True)
    assessed = AssessedUnit.objects.bulk_create(
        [
            AssessedUnit(round=row, unit=unit, unit_name=unit.name, unit_path=unit.unit_path, issuer_path=row.unit_path)
            for unit in units
        ]
    )
    if not row.form_code:
        take_facts(post, row, day=today(at))
        saved(row, review_begun_at=at)
    note("open_round", post=post, row=row, at=at, after={"units": len(units)})
    announce(RoundOpened(unit_path=row.unit_path, round_id=str(row.id), units=len(units)), at=at)
    tell_opened(row, assessed, at=at)
    return row


def _units(post: ActingPost, row: Round) -> list[Unit]:
    """Those chosen that are still open."""
    units = list(units_visible_to(post).filter(id__in=row.chosen, closed_on=None).order_by("unit_path"))
    if not units:
        raise Conflict(_("None of the units that were chosen is open any more. Draft the round anew."))
    return units


def _collection(post: ActingPost, row: Round, *, at: datetime) -> UUID:
    """One that the administration opened for the period already, or a new one until the self-evaluation is due."""
    found = forms.find_collection(post, code=row.form_code, period=row.period)
    if found is not None:
        return found.id
    edition = forms.edition_in_force(post, row.form_code)
    if edition is None:
        raise Conflict(
            _("The self-evaluation needs the form “%(form)s”, which your administration has not published yet.")
            % {"form": row.form_code}
        )
    assert row.self_due_on is not None
    opened = forms.open_collection(
        post=post,
        edition_id=edition,
        period=row.period,
        due_at=datetime.combine(row.self_due_on, END_OF_DAY, tzinfo=CHINA),
        closes_at=datetime.combine(row.review_due_on, END_OF_DAY, tzinfo=CHINA),
        purpose=row.title,
        at=at,
    )
    return opened.id
