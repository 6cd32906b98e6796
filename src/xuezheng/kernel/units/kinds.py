"""Kinds of units, their level in the tree, and which kind may stand under which."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    MINISTRY = "ministry", _("Ministry")
    DEPARTMENT = "department", _("Provincial education department")
    CITY_BUREAU = "city_bureau", _("City education bureau")
    COUNTY_BUREAU = "county_bureau", _("County education bureau")
    OFFICE = "office", _("Office")
    AFFILIATE = "affiliate", _("Directly affiliated organisation")
    UNIVERSITY = "university", _("University or college")
    VOCATIONAL = "vocational", _("Vocational school")
    KINDERGARTEN = "kindergarten", _("Kindergarten")
    PRIMARY = "primary", _("Primary school")
    JUNIOR = "junior", _("Junior secondary school")
    SENIOR = "senior", _("Senior secondary school")
    NINE_YEAR = "nine_year", _("Nine-year school")
    TWELVE_YEAR = "twelve_year", _("Twelve-year school")
    SPECIAL = "special", _("Special education school")
    TEACHING_POINT = "teaching_point", _("Teaching point")


class Level(TextChoices):
    """The level a unit answers at: an office or affiliate has the level of the unit above it."""

    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    SCHOOL = "school", _("School")


ADMINISTRATIONS = (UnitKind.MINISTRY, UnitKind.DEPARTMENT, UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU)
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
