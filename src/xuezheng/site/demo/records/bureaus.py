"""Education bureaus and the department, as a universe of their own: group 0 is a county's, 1 a city's, 2 the province's."""

from xuezheng.kernel.units.kinds import UnitKind

LEVELS = ("county", "city", "province")
LEVEL_OF = {UnitKind.COUNTY_BUREAU: 0, UnitKind.CITY_BUREAU: 1, UnitKind.DEPARTMENT: 2}
COUNTY, CITY, PROVINCE = range(3)
