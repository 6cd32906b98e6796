"""What every change of this module begins with (allowed, found, locked, fresh) and leaves in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import Record, record
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.supervision.models import Appeal, Finding, Inspection, Order, Scoring, WeightsEdition
from xuezheng.modules.supervision.refusals import SomebodyChangedIt

Noted = Order | Scoring | WeightsEdition | Appeal | Inspection | Finding
KINDS: dict[type[Noted], str] = {
    Order: "supervision.order",
    Scoring: "supervision.scoring",
    WeightsEdition: "supervision.weights",
    Appeal: "supervision.appeal",
    Inspection: "supervision.inspection",
    Finding: "supervision.finding",
}
MOST_WORDS = 5_000


def administration_of(post: ActingPost) -> Unit | None:
    """The unit in whose name the post acts: an office acts in its department's."""
    return units_visible_to(post).filter(unit_path=post.scope_path).first()


def numbering_held(unit: Unit) -> None:
    """Until the end of the transaction nobody else of that administration counts on: numbers have no gap and no twin."""
    Unit.objects.select_for_update(no_key=True).only("id").get(id=unit.id)


def check_fresh(present: int, stated: int | None, *, name: str) -> None:
    if stated is not None and stated != present:
        raise SomebodyChangedIt(name)


def words(text: str, *, field: str, missing: str, most: int = MOST_WORDS) -> str:
    """What somebody wrote, without blanks around it; refused where it is missing or too long."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refusal(missing, field=field)
    return within_length(text, field=field, most=most)


def within_length(text: str, *, field: str, most: int = MOST_WORDS) -> str:
    text = text.replace("\x00", "").strip()
    if len(text) > most:
        raise Refusal(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": len(text), "most": most},
            field=field,
        )
    return text


def check_order_of_days(begins: date, ends: date, *, field: str) -> None:
    if ends < begins:
        raise Refusal(
            _("It ends on %(ends)s, before it begins on %(begins)s.")
            % {"ends": ends.isoformat(), "begins": begins.isoformat()},
            field=field,
        )


def saved(row: Any, **changes: Any) -> None:
    """Write the changes and count the version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])


def note(
    act: str,
    *,
    post: ActingPost,
    row: Noted,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    noted = as_record(act, row=row, before=before, after=after)
    record(
        post=post,
        at=at,
        act=noted.act,
        object_kind=noted.object_kind,
        object_id=noted.object_id,
        object_name=noted.object_name,
        unit_path=noted.unit_path,
        before=noted.before,
        after=noted.after,
    )


def as_record(
    act: str, *, row: Noted, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
) -> Record:
    return Record(
        act=f"supervision.{act}",
        object_kind=KINDS[type(row)],
        object_id=row.id,
        object_name=str(row),
        unit_path=row.unit_path,
        before=plain(before) if before else None,
        after=plain(after) if after else None,
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
