"""What is said of a unit to be opened, cleaned and checked against its parent; and writing the units that passed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.initials import initials_of
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.kernel.units.codes import check_code, check_region_code, segment_of
from xuezheng.kernel.units.history import begin_versions
from xuezheng.kernel.units.kinds import (
    ADMINISTRATIONS,
    Settlement,
    UnitKind,
    check_kind,
    check_placement,
    level_of,
    listed,
)
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.names import SHORT_NAME_LENGTH, clean_name

ROOT_SEGMENT = "cn"
SETTLEMENTS = frozenset(Settlement.values)


@dataclass(frozen=True, kw_only=True)
class UnitDraft:
    """A unit as somebody wants it opened. Offices, affiliates and teaching points without a code are numbered."""

    name: str
    kind: str
    parent_id: int | None
    code: str = ""
    short_name: str = ""
    region_code: str = ""
    urban_rural: str = ""
    effective_on: date | None = None
    synthetic: bool = False


def unit_from(draft: UnitDraft, *, parent: Unit | None, unit_id: int, opened_on: date) -> Unit:
    """The unit a draft becomes under that parent, not yet written; refused where a part of it is wrong."""
    kind = check_kind(draft.kind)
    if parent is not None:
        check_placement(kind, parent_kind=parent.kind, parent_name=parent.name)
    name = clean_name(draft.name)
    code = check_code(
        draft.code,
        kind=kind,
        parent_code=parent.code if parent else "",
        parent_path=parent.unit_path if parent else "",
    )
    return Unit(
        id=unit_id,
        name=name,
        short_name=clean_short_name(draft.short_name),
        initials=initials_of(name),
        code=code,
        kind=kind,
        level=level_of(kind, parent_level=parent.level if parent else ""),
        region_code=check_region_code(draft.region_code) or (code if kind in ADMINISTRATIONS[1:] else ""),
        urban_rural=check_settlement(draft.urban_rural),
        parent=parent,
        unit_path=f"{parent.unit_path if parent else ''}{own_segment(kind, code=code, unit_id=unit_id)}.",
        opened_on=opened_on,
        synthetic=draft.synthetic,
    )


def own_segment(kind: str, *, code: str, unit_id: int) -> str:
    """A unit's own part of the path, never shared: the region's code for bureaus, 'u' and seven digits for all others."""
    if kind == UnitKind.MINISTRY:
        return ROOT_SEGMENT
    return segment_of(code) if kind in ADMINISTRATIONS else f"u{unit_id:07d}"


def clean_short_name(text: str) -> str:
    return clean_name(text, field="short_name", longest=SHORT_NAME_LENGTH) if text.strip() else ""


def check_settlement(value: str) -> str:
    if value and value not in SETTLEMENTS:
        raise Refusal(
            _("“%(value)s” is none of: %(right)s.") % {"value": value, "right": listed(Settlement.labels)},
            field="urban_rural",
        )
    return value


def new_unit_ids(count: int) -> list[int]:
    """Ids from the table's own sequence, drawn before the insert because the path holds the id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('units_unit', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [number for (number,) in cursor.fetchall()]


def codes_taken(codes: Sequence[str]) -> set[str]:
    """Which of the codes a unit carries or once carried, anywhere: official numbers are unique across every scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT units_codes_taken(%s)", [list(codes)])
        return {code for (code,) in cursor.fetchall()}


def next_number_under(parent_code: str) -> str:
    """The first code '410000-07' never carried by anyone."""
    offered = [f"{parent_code}-{number:02d}" for number in range(1, 1000)]
    taken = codes_taken(offered)
    return next(code for code in offered if code not in taken)


def code_is_taken(code: str) -> Refusal:
    return Refusal(
        _("The code %(code)s is or was carried by another unit, and codes are never given out twice. Check the digits.")
        % {"code": code},
        field="code",
    )


def insert_units(units: list[Unit]) -> None:
    """Write units and their first versions. A code taken in the same instant by somebody else is a conflict."""
    try:
        with transaction.atomic():
            insert_by_copy(units)
            begin_versions(units)
    except IntegrityError as error:
        if "unit_code_never_reused" in str(error) or "is void" in str(error):
            raise Conflict(
                _("A code was taken by somebody else at the same moment. Check the codes again."), field="code"
            ) from error
        raise


def numbered(draft: UnitDraft, *, code: str) -> UnitDraft:
    return replace(draft, code=code)
