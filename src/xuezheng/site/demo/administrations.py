"""Ministry, department with its offices and affiliates, city and county bureaus: real regions, and offices by their usual names.

济源, city and county at once, has a bureau at both levels, so that every school stands under a county and every county
under a city.
"""

from xuezheng.engines.papers.regions import Region, cities_of, counties_of
from xuezheng.kernel.units.kinds import INNER, UnitKind
from xuezheng.site.demo.planned import PlannedUnit, Province

PROVINCE_CODE = "410000"
OFFICES = {
    "办公室": ("厅办公室", "省教育厅办公室"),
    "科技处": ("科学技术与信息化处", "厅科技处"),
    "基础教育处": ("基教处", "厅基教处"),
    "职业教育与成人教育处": ("职成教处", "厅职成教处"),
    "高等教育处": ("高教处",),
    "人事处": ("厅人事处",),
    "财务处": ("厅财务处",),
    "教师教育处": ("师范处",),
    "思想政治工作处": ("思政处",),
    "政策法规处": ("法规处",),
    "教育督导团办公室": ("督导办",),
    "学生处": (),
    "体育卫生与艺术教育处": ("体卫艺处",),
}
AFFILIATES = {
    "省电化教育馆": ("省电教馆", "电教馆"),
    "省教育信息中心": ("信息中心", "厅信息中心"),
    "省基础教育教学研究室": ("省教研室", "教研室"),
    "省教育资源保障中心": ("资源保障中心",),
    "省教育装备管理中心": ("装备中心",),
    "省招生办公室": ("省招办",),
}
CITY_OFFICES = ("办公室", "科技信息科", "基础教育科")
MINISTRY_OFFICES = {"科学技术与信息化司": ("科信司", "科技司"), "基础教育司": ("基教司",)}


def administrations() -> Province:
    ministry = PlannedUnit(name="教育部", kind=UnitKind.MINISTRY, code="000000", opened=1949)
    department = PlannedUnit(
        name="河南省教育厅",
        short_name="省教育厅",
        kind=UnitKind.DEPARTMENT,
        code=PROVINCE_CODE,
        parent=ministry,
        region_code=PROVINCE_CODE,
        aliases=("省厅", "厅"),
        opened=1949,
    )
    province = Province(ministry=ministry, department=department)
    province.units.extend([ministry, department])
    _offices(province, ministry, MINISTRY_OFFICES, kind=UnitKind.OFFICE)
    _offices(province, department, OFFICES, kind=UnitKind.OFFICE)
    _offices(province, department, AFFILIATES, kind=UnitKind.AFFILIATE)
    for city in cities_of(PROVINCE_CODE):
        _city(province, city)
    return province


def _city(province: Province, region: Region) -> None:
    bureau = _bureau(
        province, region, kind=UnitKind.CITY_BUREAU, parent=province.department, code=f"{region.code[:4]}00"
    )
    _offices(province, bureau, dict.fromkeys(CITY_OFFICES, ()), kind=UnitKind.OFFICE)
    _offices(province, bureau, {f"{region.name}电化教育馆": ("市电教馆",)}, kind=UnitKind.AFFILIATE)
    for county in counties_of(region.code):
        office = _bureau(province, county, kind=UnitKind.COUNTY_BUREAU, parent=bureau, code=county.code)
        if county.code == region.code:
            office.name = f"{county.name}教育局（县级）"
        _offices(province, office, {f"{county.name}电化教育站": ("县电教站", "电教站")}, kind=UnitKind.AFFILIATE)


def _bureau(province: Province, region: Region, *, kind: UnitKind, parent: PlannedUnit, code: str) -> PlannedUnit:
    draft = PlannedUnit(
        name=f"{region.name}教育局",
        short_name=region.short_name,
        kind=kind,
        code=code,
        parent=parent,
        region_code=region.code,
        aliases=(f"{region.name}教体局",),
        opened=1950,
    )
    province.bureaus[region.code] = draft
    return province.add(draft)


def _offices(province: Province, above: PlannedUnit, names: dict[str, tuple[str, ...]], *, kind: UnitKind) -> None:
    """Offices and affiliates are numbered together after the unit above them."""
    numbered = sum(unit.kind in INNER for unit in above.children)
    for number, (name, aliases) in enumerate(names.items(), start=numbered + 1):
        province.add(
            PlannedUnit(
                name=name,
                kind=kind,
                code=f"{above.code}-{number:02d}",
                parent=above,
                region_code=above.region_code,
                aliases=aliases,
                opened=1998,
            )
        )
