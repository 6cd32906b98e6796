"""Information systems and their protection, notices and drills, licensed software."""

import numpy as np

from xuezheng.site.demo.records.columns import Columns, chosen, days, numbered
from xuezheng.site.demo.records.schools import (
    BASIC,
    SENIOR,
    SPECIAL,
    UNIVERSITY,
    VOCATIONAL,
    SchoolView,
    named,
)
from xuezheng.site.demo.records.universe import Floats, View, Whole

OWNERS = ("bureau", "university", "vocational", "school")
UNITS = ("bureau", "university", "vocational", "school")
LICENSED = ("university", "provincial_vocational", "vocational", "school", "bureau")
FIRST_DAY = (2009 - 1970) * 365


def systems_of_schools(view: SchoolView) -> Columns:
    view = view.of(UNIVERSITY, VOCATIONAL, SENIOR)
    kind = np.where(view.group == UNIVERSITY, 1, np.where(view.group == VOCATIONAL, 2, 3))
    number = np.where(kind == 1, 14, np.where(kind == 2, 4, 1)) + np.floor(
        view.noise("systems") * np.where(kind == 1, 12, np.where(kind == 2, 3, 1.4))
    ).astype(np.int64)
    return _systems(view, kind, number)


def systems_of_bureaus(view: View) -> Columns:
    number = np.array([3, 9, 38])[view.group] + np.floor(3 * view.noise("systems")).astype(np.int64)
    return _systems(view, np.zeros(view.size, dtype=np.int64), number)


def _systems(view: View, kind: Whole, number: Whole) -> Columns:
    """Each system keeps what it has over the quarters: drawn for the longest list of all units."""
    most = 64
    rows = np.repeat(np.arange(view.size), number)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(number) - number, number)
    place = view.at[rows] * most + nth
    chance = {name: view.universe.chance(f"systems {name}").random(view.universe.size * most)[place] for name in DRAWN}
    pull = 0.12 * (view.rank("security", 0.7)[rows] - 0.5)
    important = chance["important"] < np.where(kind[rows] == 3, 0.35, 0.55)
    grade = np.where(important, np.where(chance["grade"] < 0.13, 3, 2), 1)
    filed = chance["filed"] < view.grown(0.88, 0.955) + pull
    weak = np.floor(view.universe.chance(f"weak {view.step}").random(view.universe.size * most)[place] ** 3 * 9)
    return {
        "owner": named(view, number),
        "system": numbered("S", place),
        "owner_kind": chosen(kind[rows], OWNERS),
        "important": important,
        "grade": grade,
        "filed": filed,
        "assessed": filed & (chance["assessed"] < view.grown(0.4, 0.84) + pull),
        "ipv6": chance["ipv6"] < view.grown(0.68, 0.82) + pull,
        "single_sign_on": chance["sign-on"] < view.grown(0.71, 0.86) + pull,
        "on_cloud": chance["cloud"] < view.grown(0.58, 0.69) + pull,
        "monitored": chance["monitored"] < view.grown(0.84, 0.93) + pull,
        "data_catalogued": chance["catalogued"] < view.grown(0.6, 0.78) + pull,
        "vulnerabilities": weak,
        "vulnerabilities_fixed": np.floor(weak * (0.86 + 0.14 * chance["fixed"]) + 0.4),
        "started_on": days(np.floor(FIRST_DAY + chance["started"] * 15 * 365)),
    }


DRAWN = (
    "important",
    "grade",
    "filed",
    "assessed",
    "ipv6",
    "sign-on",
    "cloud",
    "monitored",
    "catalogued",
    "fixed",
    "started",
)


def security_of_bureaus(view: View) -> Columns:
    staff = np.array([42, 75, 320])[view.group] + np.floor(20 * view.noise("staff")).astype(np.int64)
    return _security(view, np.zeros(view.size, dtype=np.int64), staff, usual=np.array([3, 9, 30])[view.group])


def security_of_schools(view: SchoolView) -> Columns:
    view = view.of(UNIVERSITY, VOCATIONAL)
    university = view.group == UNIVERSITY
    return _security(view, np.where(university, 1, 2), view.teachers, usual=np.where(university, 8, 2))


def _security(view: View, kind: Whole, staff: Whole, *, usual: Whole) -> Columns:
    notices = np.floor(usual * 2 * view.fresh("notices")).astype(np.int64)
    in_time = view.part("notices in time", notices, 0.87, 0.94, pull=0.6)
    return {
        "unit": named(view),
        "unit_kind": chosen(kind, UNITS),
        "notices": notices,
        "notices_in_time": in_time,
        "response_hours": np.round(
            np.where(notices > 0, 4 + 30 * (1.05 - view.rank("response")) * view.fresh("response"), np.nan), 1
        ),
        "major_incidents": np.zeros(view.size, dtype=np.int64),
        "incidents": (view.fresh("incidents") < 0.05).astype(np.int64),
        "drills": (view.fresh("drills") < np.where(kind == 0, 0.45, 0.4)).astype(np.int64),
        "staff": staff,
        "staff_trained": view.part("staff trained", staff, 0.8, 0.94, pull=0.4),
        "duty_roster": view.adopted("roster", 0.93, 0.98),
    }


def software_of_schools(view: SchoolView) -> Columns:
    view = view.of(*BASIC, SPECIAL, UNIVERSITY, VOCATIONAL)
    university = view.group == UNIVERSITY
    provincial = (view.group == VOCATIONAL) & (view.noise("provincial") < 0.12)
    kind = np.where(university, 0, np.where(provincial, 1, np.where(view.group == VOCATIONAL, 2, 3)))
    machines = view.students * np.where(kind < 3, 0.16, 0.045 + 0.115 * view.rank("computers")) + view.teachers * 0.8
    high = kind < 2
    before, now = np.where(high, 0.74, 0.4), np.where(high, 0.825, 0.495)
    return _software(view, kind, np.floor(machines).astype(np.int64), before=before, now=now)


def software_of_bureaus(view: View) -> Columns:
    machines = np.array([70, 130, 520])[view.group] + np.floor(30 * view.noise("machines")).astype(np.int64)
    kind = np.full(view.size, 4)
    return _software(view, kind, machines, before=np.full(view.size, 0.94), now=np.full(view.size, 0.985))


def _software(view: View, kind: Whole, machines: Whole, *, before: Floats, now: Floats) -> Columns:
    licensed = view.part("licensed", machines, before, now, pull=0.5)
    rest = machines - licensed
    return {
        "unit": named(view),
        "unit_kind": chosen(kind, LICENSED),
        "computers": machines,
        "os_licensed": licensed + np.floor(rest * (0.55 + 0.4 * view.noise("os"))).astype(np.int64),
        "office_licensed": licensed + np.floor(rest * 0.5 * view.noise("office")).astype(np.int64),
        "antivirus_licensed": licensed + np.floor(rest * (0.3 + 0.6 * view.noise("antivirus"))).astype(np.int64),
        "all_licensed": licensed,
        "domestic_os": np.floor(licensed * view.grown(0.07, 0.16) * view.noise("domestic")).astype(np.int64),
        "stock_taken": view.adopted("stock", 0.8, 0.93, pull=0.4),
        "inspected": view.adopted("inspected", 0.15, 0.7, pull=0.2),
        "purchase_funds": np.round(licensed * 0.012 * view.fresh("purchase"), 2),
    }
