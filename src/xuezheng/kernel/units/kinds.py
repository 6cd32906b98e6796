"""Kinds of units, the level each answers at, and which kind may stand under which: rules without a database."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xuezheng.kernel.refusals import Refusal


class UnitKind(TextChoices):
    MINISTRY = "ministry", gettext_lazy("Ministry")
    DEPARTMENT = "department", gettext_lazy("Provincial education department")
    CITY_BUREAU = "city_bureau", gettext_lazy("City education bureau")
    COUNTY_BUREAU = "county_bureau", gettext_lazy("County education bureau")
    OFFICE = "office", gettext_lazy("Office")
    AFFILIATE = "affiliate", gettext_lazy("Directly affiliated organisation")
    UNIVERSITY = "university", gettext_lazy("University or college")
    VOCATIONAL = "vocational", gettext_lazy("Vocational school")
    KINDERGARTEN = "kindergarten", gettext_lazy("Kindergarten")
    PRIMARY = "primary", gettext_lazy("Primary school")
    JUNIOR = "junior", gettext_lazy("Junior secondary school")
    SENIOR = "senior", gettext_lazy("Senior secondary school")
    NINE_YEAR = "nine_year", gettext_lazy("Nine-year school")
    TWELVE_YEAR = "twelve_year", gettext_lazy("Twelve-year school")
    SPECIAL = "special", gettext_lazy("Special education school")
    TEACHING_POINT = "teaching_point", gettext_lazy("Teaching point")


class Level(TextChoices):
    """The level a unit answers at: an office or affiliate has the level of the unit above it."""

    MINISTRY = "ministry", pgettext_lazy("level", "Ministry")
    PROVINCE = "province", pgettext_lazy("level", "Province")
    CITY = "city", pgettext_lazy("level", "City")
    COUNTY = "county", pgettext_lazy("level", "County")
    SCHOOL = "school", pgettext_lazy("level", "School")


class Settlement(TextChoices):
    """Where a school stands, by the classes of urban and rural areas in education statistics."""

    URBAN = "urban", gettext_lazy("City area")
    TOWN = "town", gettext_lazy("Town area")
    RURAL = "rural", gettext_lazy("Countryside")


KINDS = frozenset(UnitKind.values)
ADMINISTRATIONS = (UnitKind.MINISTRY, UnitKind.DEPARTMENT, UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU)
INNER = (UnitKind.OFFICE, UnitKind.AFFILIATE)
"""Parts of the unit above them: they answer at its level, and everyone below that unit may read who they are."""
SCHOOLS = (
    UnitKind.UNIVERSITY,
    UnitKind.VOCATIONAL,
    UnitKind.KINDERGARTEN,
    UnitKind.PRIMARY,
    UnitKind.JUNIOR,
    UnitKind.SENIOR,
    UnitKind.NINE_YEAR,
    UnitKind.TWELVE_YEAR,
    UnitKind.SPECIAL,
    UnitKind.TEACHING_POINT,
)

_LEVELS = dict(zip(ADMINISTRATIONS, (Level.MINISTRY, Level.PROVINCE, Level.CITY, Level.COUNTY), strict=True))
_RUNS_SCHOOLS = frozenset({UnitKind.DEPARTMENT, UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU})
_PARENTS: dict[UnitKind, frozenset[UnitKind]] = {
    UnitKind.MINISTRY: frozenset(),
    UnitKind.DEPARTMENT: frozenset({UnitKind.MINISTRY}),
    UnitKind.CITY_BUREAU: frozenset({UnitKind.DEPARTMENT}),
    # Counties administered by the province directly (省直管县) stand under the department.
    UnitKind.COUNTY_BUREAU: frozenset({UnitKind.CITY_BUREAU, UnitKind.DEPARTMENT}),
    UnitKind.OFFICE: frozenset({*ADMINISTRATIONS, UnitKind.AFFILIATE, UnitKind.UNIVERSITY, UnitKind.VOCATIONAL}),
    UnitKind.AFFILIATE: frozenset(ADMINISTRATIONS),
    UnitKind.UNIVERSITY: frozenset({UnitKind.MINISTRY, UnitKind.DEPARTMENT, UnitKind.CITY_BUREAU}),
    UnitKind.TEACHING_POINT: frozenset({UnitKind.COUNTY_BUREAU, UnitKind.PRIMARY, UnitKind.NINE_YEAR}),
}


def parents_for(kind: str) -> frozenset[UnitKind]:
    """Kinds a unit of this kind may stand under."""
    return _PARENTS.get(UnitKind(kind), _RUNS_SCHOOLS)


def kinds_under(parent_kind: str) -> list[UnitKind]:
    """Kinds that may be opened under a unit of this kind."""
    return [kind for kind in UnitKind if parent_kind in parents_for(kind)]


def level_of(kind: str, *, parent_level: str) -> Level:
    if kind in INNER:
        return Level(parent_level)
    return _LEVELS.get(UnitKind(kind), Level.SCHOOL)


def check_kind(kind: str) -> UnitKind:
    if kind not in KINDS:
        raise Refusal(
            _("“%(kind)s” is no kind of unit. Kinds are: %(kinds)s.")
            % {"kind": kind, "kinds": listed(UnitKind.labels)},
            field="kind",
        )
    return UnitKind(kind)


def check_placement(kind: str, *, parent_kind: str, parent_name: str, field: str = "parent") -> None:
    """Refuse a place in the tree that a unit of this kind cannot have."""
    if parent_kind in parents_for(kind):
        return
    raise Refusal(
        _("A unit of the kind “%(kind)s” cannot stand under %(parent)s (%(parent_kind)s). It may stand under: %(fit)s.")
        % {
            "kind": UnitKind(kind).label,
            "parent": parent_name,
            "parent_kind": UnitKind(parent_kind).label,
            "fit": listed([item.label for item in UnitKind if item in parents_for(kind)]) or _("nothing"),
        },
        field=field,
    )


def listed(words: Iterable[object]) -> str:
    """Words one after the other, with the separator of the reader's language."""
    return _(", ").join(str(word) for word in words)
