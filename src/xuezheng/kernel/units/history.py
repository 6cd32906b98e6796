"""Versions: every change of a unit ends the version in force and begins the next on its effective day."""

from datetime import date

from django.db import connection
from django.db.models import F, Max

from xuezheng.kernel.units.models import Unit, UnitVersion

FACTS = "name, short_name, code, kind, level, region_code, urban_rural, unit_path, parent_id"
_COPIES = ", ".join(f"{column} = u.{column}" for column in FACTS.split(", "))
_IN_FORCE = "v.unit_id = u.id AND v.valid_to IS NULL AND u.closed_on IS NULL"


def begin_versions(units: list[Unit]) -> None:
    """First versions of units just inserted, in one statement for one unit or 50,000."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO units_version (unit_id, valid_from, {FACTS})"  # noqa: S608 - our own column names
            f" SELECT id, opened_on, {FACTS} FROM units_unit WHERE id = ANY(%s)",
            [[unit.id for unit in units]],
        )


def renew_versions(*, within: str, on: date, whole_subtree: bool = False) -> None:
    """After a change of the units at (or below) a path: a second change on one day overwrites that day's version."""
    place = "u.unit_path >= %s AND u.unit_path < %s || '~'" if whole_subtree else "u.unit_path = %s"
    where = [within, within] if whole_subtree else [within]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE units_version v SET {_COPIES} FROM units_unit u"  # noqa: S608 - our own column names
            f" WHERE {_IN_FORCE} AND {place} AND v.valid_from = %s",
            [*where, on],
        )
        cursor.execute(
            f"UPDATE units_version v SET valid_to = %s FROM units_unit u WHERE {_IN_FORCE} AND {place} AND v.valid_from < %s",  # noqa: S608 - as above
            [on, *where, on],
        )
        cursor.execute(
            f"INSERT INTO units_version (unit_id, valid_from, {FACTS})"  # noqa: S608 - as above
            f" SELECT u.id, %s, {FACTS} FROM units_unit u WHERE u.closed_on IS NULL AND {place}"
            " AND NOT EXISTS (SELECT 1 FROM units_version v WHERE v.unit_id = u.id AND v.valid_to IS NULL)",
            [on, *where],
        )


def end_version(unit: Unit, *, on: date) -> None:
    """The unit is no more from that day on; what was written for that very day never came to be."""
    in_force = UnitVersion.objects.filter(unit=unit, valid_to=None)
    in_force.filter(valid_from=on).delete()
    in_force.update(valid_to=on)


def last_change_of(unit: Unit) -> date:
    """The day of the unit's last recorded change: nothing may be recorded before it."""
    found = UnitVersion.objects.filter(unit=unit).aggregate(last=Max("valid_from"))["last"]
    return found or unit.opened_on


def last_change_within(path: str) -> date:
    """The last recorded change or closing anywhere in a subtree."""
    units = Unit.objects.filter(unit_path__gte=path, unit_path__lt=path + "~")
    closed = units.aggregate(last=Max("closed_on"))["last"]
    changed = UnitVersion.objects.filter(unit__in=units).aggregate(last=Max("valid_from"))["last"]
    days: list[date] = [day for day in (closed, changed) if day is not None]
    return max(days)


def in_place_since(unit: Unit) -> date:
    """Since when the unit has stood where it stands: nothing can have been opened under it here before."""
    return in_place_since_of([unit])[unit.id]


def in_place_since_of(units: list[Unit]) -> dict[int, date]:
    """The same for many units at once, by id."""
    elsewhere = UnitVersion.objects.filter(unit__in=units).exclude(unit_path=F("unit__unit_path"))
    left: dict[int, date] = dict(elsewhere.values_list("unit_id").annotate(last=Max("valid_to")))
    return {unit.id: left.get(unit.id, unit.opened_on) for unit in units}
