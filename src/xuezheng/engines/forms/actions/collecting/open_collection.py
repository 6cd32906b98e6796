"""Opening a collection: the days are checked, then every unit asked has its report, in the same transaction.

It may open later: the reports are handed out at once, and their units are told and may fill them in from that moment on.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from xuezheng.engines.forms.actions.collecting.hand_out_reports import hand_out_reports
from xuezheng.engines.forms.actions.reminding.tell_units import tell_units
from xuezheng.engines.forms.changing import administration_of, minute_of, note, words_given
from xuezheng.engines.forms.events import CollectionOpened
from xuezheng.engines.forms.models import Collection, FormEdition
from xuezheng.engines.forms.policies import can_collect, can_direct_collection, form_editions_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import NoSuchForm
from xuezheng.kernel.calendar.facade import Period, find_period
from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.units.facade import get_unit

LONGEST = timedelta(days=400)
FARTHEST = 2 * LONGEST
EXAMPLES = {"year": "2026", "quarter": "2026Q3", "month": "2026-09", "term": "2026-2027-1", "once": "2026"}


@transaction.atomic
def open_collection(
    *,
    post: ActingPost,
    edition_id: UUID,
    period: str,
    due_at: datetime,
    closes_at: datetime,
    opens_at: datetime | None = None,
    below: str = "",
    contact: str = "",
    purpose: str = "",
    at: datetime,
) -> Collection:
    """`below` is the code of a unit, where only a part of the own subtree is asked."""
    if not can_collect(post):
        raise NotAllowed(_("Your post does not open collections."))
    edition = _edition(post, edition_id)
    asked_for = _period(edition, period)
    opens_at = opens_at or at
    _check_days(opens_at, due_at, closes_at, at=at)
    unit = administration_of(post)
    place = _place(post, below) if below else unit.unit_path
    if not post.covers(place):
        raise NotAllowed(_("Only units below your own are asked."))
    as_of = min(asked_for.last_day, today(opens_at))
    with override("zh-hans"):  # kept with the collection, beside the form's Chinese title, whoever opens it
        title = f"{asked_for.title} {edition.title_zh}"
    row = _create(
        unit=unit, unit_path=unit.unit_path, edition=edition, title=title[:160], period=asked_for.code, below_path=place,
        as_of=as_of, opens_at=opens_at, due_at=due_at, closes_at=closes_at,
        contact=words_given(contact, field="contact")[:200], purpose=words_given(purpose, field="purpose")[:300],
    )  # fmt: skip
    handed_out = hand_out_reports(row, form_of(edition))
    if not handed_out:
        raise Refusal(
            _("No unit of the kinds that the form asks stood there on %(day)s.") % {"day": as_of}, field="below"
        )
    note(
        "open_collection", post=post, row=row, at=at, name=row.title,
        after={
            "period": row.period, "opens_at": opens_at.isoformat(), "due_at": due_at.isoformat(),
            "closes_at": closes_at.isoformat(), "reports": handed_out,
        },
    )  # fmt: skip
    _tell(row, post=post, at=at)
    announce(CollectionOpened(unit_path=row.unit_path, collection_id=str(row.id), period=row.period), at=at)
    return row


def _tell(row: Collection, *, post: ActingPost, at: datetime) -> None:
    args = {"collection_id": str(row.id)}
    if row.opens_at > at:
        tell_units.queue(post=system_post("forms"), at=at, args=args, not_before=row.opens_at)
    else:
        tell_units.queue(post=post, at=at, args=args, subject=row.title)


def _edition(post: ActingPost, edition_id: UUID) -> FormEdition:
    edition = first_or_refused(form_editions_visible_to(post).filter(id=edition_id), NoSuchForm)
    if not can_direct_collection(post, edition):
        raise NotAllowed(_("Only posts of the unit that made the form may collect with it."))
    if edition.state != FormEdition.State.PUBLISHED:
        raise Conflict(_("“%(title)s” is %(state)s; only a published form can be collected.") % {
            "title": edition.title_zh, "state": edition.get_state_display(),
        })  # fmt: skip
    return edition


def _place(post: ActingPost, code: str) -> str:
    try:
        return get_unit(post, code=code).path
    except NotFound as missing:
        raise Refusal(
            _("“%(code)s” is no code of a unit that you see; write one as 411525, or leave it empty for all.")
            % {"code": code[:20]},
            field="below",
        ) from missing


def _period(edition: FormEdition, code: str) -> Period:
    wanted = form_of(edition).periods
    found = find_period(code)
    if found is None or (wanted not in ("once", found.kind.value)):
        raise Refusal(
            _("“%(period)s” is no period of this form; write one as %(example)s.")
            % {"period": code[:20], "example": EXAMPLES[wanted]},
            field="period",
        )
    return found


def _check_days(opens_at: datetime, due_at: datetime, closes_at: datetime, *, at: datetime) -> None:
    for field, moment in (("opens_at", opens_at), ("due_at", due_at), ("closes_at", closes_at)):
        if abs(moment - at) > FARTHEST:
            raise Refusal(
                _("%(day)s is too far away: the days of a collection lie within %(days)s days from now.")
                % {"day": moment.date(), "days": FARTHEST.days},
                field=field,
            )
    if opens_at < at.replace(second=0, microsecond=0):
        raise Refusal(
            _("It opens at %(opens)s, which is past. Leave it empty to open it at once.")
            % {"opens": minute_of(opens_at)},
            field="opens_at",
        )
    if due_at <= max(opens_at, at):
        raise Refusal(
            _("It is due at %(due)s, which is not after its opening.") % {"due": minute_of(due_at)}, field="due_at"
        )
    if closes_at < due_at:
        raise Refusal(
            _("It closes at %(closes)s, before it is due.") % {"closes": minute_of(closes_at)}, field="closes_at"
        )
    if closes_at - opens_at > LONGEST:
        raise Refusal(_("A collection is open for %(days)s days at most.") % {"days": LONGEST.days}, field="closes_at")


def _create(**values: object) -> Collection:
    try:
        with transaction.atomic():
            return Collection.objects.create(**values)
    except IntegrityError as error:
        raise Conflict(
            _("This form is collected for that period and place already. Extend that collection instead."),
            field="period",
        ) from error
