"""Small real rows for tests: units, persons, accounts, posts, and the plain value that acts."""

from datetime import UTC, date, datetime
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password

from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.rows import post_row
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.models import Unit, UnitVersion

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
PASSWORD = "Correct-Horse-9"
_numbers = count(1)

LEVELS = {
    UnitKind.MINISTRY: Level.MINISTRY,
    UnitKind.DEPARTMENT: Level.PROVINCE,
    UnitKind.CITY_BUREAU: Level.CITY,
    UnitKind.COUNTY_BUREAU: Level.COUNTY,
}


@cache
def _hashed_password() -> str:
    """Argon2 is slow on purpose: once for all accounts of a test run."""
    return make_password(PASSWORD)


def make_unit(
    segment: str, *, parent: Unit | None = None, kind: UnitKind = UnitKind.PRIMARY, name: str = "", code: str = ""
) -> Unit:
    """A unit under its parent. `segment` is its own part of the path."""
    number = next(_numbers)
    level = LEVELS.get(
        kind, Level(parent.level) if parent and kind in {UnitKind.OFFICE, UnitKind.AFFILIATE} else Level.SCHOOL
    )
    with bound(system_post("factory")):
        unit = Unit.objects.create(
            name=name or f"单位{number}",
            code=code or f"T{number:09d}",
            kind=kind,
            level=level,
            parent=parent,
            unit_path=f"{parent.unit_path if parent else ''}{segment}.",
            initials="dw",
            opened_on=date(2000, 1, 1),
        )
        UnitVersion.objects.create(
            unit=unit,
            name=unit.name,
            code=unit.code,
            kind=kind,
            level=level,
            parent=parent,
            unit_path=unit.unit_path,
            valid_from=unit.opened_on,
        )
    return unit


class Tree:
    """Ministry, one province with an office, two cities, two counties each, two schools each."""

    def __init__(self) -> None:
        self.ministry = make_unit("cn", kind=UnitKind.MINISTRY, name="教育部")
        self.province = make_unit("41", parent=self.ministry, kind=UnitKind.DEPARTMENT, name="河南省教育厅")
        self.office = make_unit("u00001", parent=self.province, kind=UnitKind.OFFICE, name="科技处")
        self.cities = [
            make_unit(code, parent=self.province, kind=UnitKind.CITY_BUREAU, name=f"{name}教育局")
            for code, name in (("4101", "郑州市"), ("4115", "信阳市"))
        ]
        self.counties = [
            make_unit(code, parent=self.cities[city], kind=UnitKind.COUNTY_BUREAU, name=f"{name}教育局")
            for city, code, name in (
                (0, "410102", "中原区"),
                (0, "410122", "中牟县"),
                (1, "411503", "平桥区"),
                (1, "411525", "固始县"),
            )
        ]
        self.schools = [
            make_unit(f"u0{number:04d}", parent=county, name=f"演示第{number}小学")
            for number, county in enumerate([county for county in self.counties for _twice in range(2)], start=11)
        ]


def make_post(unit: Unit, *, role: str = "administrator", name: str = "演示人员", username: str = "") -> Post:
    """A person with an account (password PASSWORD) and a post at the unit, in force at AT."""
    number = next(_numbers)
    with bound(system_post("factory")):
        person = Person.objects.create(
            number=f"P{number:08d}", name=name, initials="ysry", home_unit=unit, unit_path=unit.unit_path
        )
        account = Account(
            person=person, username=username or f"user{number}", unit_path=unit.unit_path, must_change_password=False
        )
        account.password = _hashed_password()
        account.save()
        post = post_row(person=person, unit=unit, role=role, valid_from=datetime(2020, 1, 1, tzinfo=UTC))
        post.save()
        return post


def acting(unit: Unit, *, role: str = "administrator", at: datetime = AT) -> ActingPost:
    """The plain value that acts, for a new post at the unit."""
    post = make_post(unit, role=role)
    with bound(system_post("factory")):
        return acting_value(post, at=at)
