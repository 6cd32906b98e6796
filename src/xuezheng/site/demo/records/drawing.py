"""Which rows each table gets for a moment: by table, as chunks that the lake writes as one part each."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pyarrow as pa

from xuezheng.engines.lake.facade import LakeTable, tables
from xuezheng.site.demo.records.columns import Columns, arrow_table
from xuezheng.site.demo.records.ground import Ground, Moment, catalogue
from xuezheng.site.demo.records.schools import SchoolView
from xuezheng.site.demo.records.tables import equipment, governance, learning, money, people, security, yearly
from xuezheng.site.demo.records.universe import View

MANY = 100_000
"""Rows above which a table is parted by city; less is read faster as one file."""
REPORTED: Mapping[str, Callable[[SchoolView], Columns]] = {
    "school_facilities": equipment.school_facilities,
    "school_network": equipment.school_network,
    "school_spaces": learning.school_spaces,
    "school_training": learning.school_training,
    "school_services": governance.school_services,
    "school_governance": governance.school_governance,
    "school_courses": learning.school_courses,
    "school_resources": learning.school_resources,
    "lessons": learning.lessons,
    "devices": equipment.devices,
    "mobile_use": equipment.mobile_use,
    "vocational_campus": equipment.vocational_campus,
}
"""What schools report; a few report nothing."""
KNOWN: Mapping[str, Callable[[SchoolView], Columns]] = {
    "schools": equipment.schools,
    "data_quality": governance.data_quality,
}
"""What the platform knows of every school."""
OF_SCHOOLS_AND_BUREAUS: Mapping[str, tuple[Callable[[SchoolView], Columns], Callable[[View], Columns]]] = {
    "information_systems": (security.systems_of_schools, security.systems_of_bureaus),
    "security_work": (security.security_of_schools, security.security_of_bureaus),
    "software_licences": (security.software_of_schools, security.software_of_bureaus),
}
PEOPLE: Mapping[str, Callable[[SchoolView], Columns]] = {"teachers": people.teachers, "students": people.students}
QUARTERLY = (*KNOWN, *REPORTED, *OF_SCHOOLS_AND_BUREAUS, "bureau_work", "funds", "building_projects", "teachers")
YEARLY = ("school_balance", "university_it")
LAST_YEAR_ONLY = ("students",)


def chunks(table: str, ground: Ground, moment: Moment, *, whole: bool) -> Iterator[pa.Table]:
    """`whole` is whether people of all cities are drawn, or of the catalogue's sample."""
    declared, schools = tables()[table], ground.schools(moment)
    if table in PEOPLE:
        for city in _cities(schools, whole=whole):
            yield arrow_table(declared, PEOPLE[table](city))
        return
    found = [arrow_table(declared, columns) for columns in _columns(table, declared, ground, moment)]
    rows = pa.concat_tables(found, promote_options="none").unify_dictionaries() if len(found) > 1 else found[0]
    if rows.num_rows < MANY:
        yield rows
        return
    for city in _cities(schools, whole=True):
        yield arrow_table(declared, _of_schools(table, city))


def _cities(schools: SchoolView, *, whole: bool) -> Iterator[SchoolView]:
    """Those of one city after the other; the universities, which stand under the province, together."""
    sample = set(catalogue()["people_of_small"])
    for city in np.unique(schools.city):
        if whole or city in sample:
            yield schools.only(schools.city == city)


def _columns(table: str, declared: LakeTable, ground: Ground, moment: Moment) -> Iterator[Columns]:
    schools, bureaus = ground.schools(moment), ground.bureaus(moment)
    if table in KNOWN or table in REPORTED:
        yield _of_schools(table, schools)
    elif table in OF_SCHOOLS_AND_BUREAUS:
        of_schools, of_bureaus = OF_SCHOOLS_AND_BUREAUS[table]
        yield of_schools(schools)
        yield of_bureaus(bureaus)
    elif table == "bureau_work":
        yield governance.bureau_work(bureaus)
    elif table == "funds":
        yield money.funds_of_schools(schools, quarter=moment.period.number)
        yield money.funds_of_bureaus(bureaus, quarter=moment.period.number)
    elif table == "building_projects":
        yield money.building_projects(bureaus, day=moment.day)
    elif table == "school_balance":
        yield from yearly.school_balance(schools)
    else:
        yield yearly.university_it(schools, declared)


def _of_schools(table: str, schools: SchoolView) -> Columns:
    return KNOWN[table](schools) if table in KNOWN else REPORTED[table](schools.reporting(table))
