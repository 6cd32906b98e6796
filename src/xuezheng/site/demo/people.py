"""People of the demonstration: who holds which post, drawn up as rows ready to be written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password

from xuezheng.kernel.people.facade import account_row, next_numbers, person_row, post_row
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.units.kinds import INNER, Level, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.names import person_names
from xuezheng.site.demo.planned import PlannedUnit, Province
from xuezheng.site.demo.scales import Scale
from xuezheng.site.demo.signing_in import PASSWORD, SignIn, sign_ins

WITH_ADMINISTRATOR = 0.97
"""Share of schools with an administrator; the rest are what a county's figure is there to show."""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One person with one account and one post."""

    unit: PlannedUnit
    role: str
    username: str
    language: str = ""


def appointments(province: Province, *, scale: Scale, draw: Random) -> list[Appointment]:
    held = [*_named(province), *_officers(province), *_administrators(province, draw=draw)]
    return held + list(_further(province, number=scale.accounts - len(held), draw=draw))


def _named(province: Province) -> Iterator[Appointment]:
    gushi = province.bureaus["411525"]
    desks = {
        Level.MINISTRY: province.ministry,
        Level.PROVINCE: next(unit for unit in province.department.children if unit.name == "科技处"),
        Level.CITY: province.bureaus["411500"],
        Level.COUNTY: gushi,
        Level.SCHOOL: next(unit for unit in province.schools if unit.parent is gushi and unit.kind == UnitKind.PRIMARY),
    }
    for sign_in in sign_ins():
        desk = desks[sign_in.level]
        yield Appointment(unit=_seat(desk, sign_in), role=sign_in.role.code, username=sign_in.username)


def _seat(desk: PlannedUnit, sign_in: SignIn) -> PlannedUnit:
    """A role that reaches only its own unit sits at the administration itself, not in an office of it."""
    at_office = desk.kind == UnitKind.OFFICE and desk.parent is not None
    return desk.parent if at_office and sign_in.role.reach == "own" and desk.parent else desk


def _officers(province: Province) -> Iterator[Appointment]:
    """Offices that lead tasks of work points have somebody who acts for them, and the department who oversees them all."""
    above = [province.ministry, province.department, province.bureaus["411500"], province.bureaus["411525"]]
    offices = [unit for seat in above for unit in seat.children if unit.kind in INNER]
    for office in offices:
        yield Appointment(unit=office, role="officer", username=f"o{office.code}")
    overseeing = next(unit for unit in province.department.children if unit.name == "办公室")
    yield Appointment(unit=overseeing, role="administrator", username=f"b{province.department.code}")


def _administrators(province: Province, *, draw: Random) -> Iterator[Appointment]:
    bureaus = [unit for unit in province.units if unit.kind in {UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU}]
    for bureau in bureaus:
        yield Appointment(unit=bureau, role="administrator", username=f"b{bureau.code}")
    diligence = {bureau: draw.uniform(WITH_ADMINISTRATOR - 0.1, 1.05) for bureau in bureaus}
    for school in province.schools:
        if draw.random() < diligence.get(school.parent or school, 1.0):
            yield Appointment(unit=school, role="school_administrator", username=f"s{school.code}")


def _further(province: Province, *, number: int, draw: Random) -> Iterator[Appointment]:
    schools, bureaus = province.schools, list(province.bureaus.values())
    for nth in range(1, number + 1):
        lot = draw.random()
        if lot < 0.8:
            unit, role = draw.choice(schools), "teacher"
        elif lot < 0.92:
            unit, role = draw.choice(schools), "cio"
        else:
            unit, role = draw.choice(bureaus), draw.choice(("officer", "analyst", "auditor"))
        yield Appointment(unit=unit, role=role, username=f"p{nth:06d}")


@dataclass(kw_only=True)
class Staff:
    """The three kinds of rows, in step with each other."""

    persons: list[Person]
    accounts: list[Account]
    posts: list[Post]


def staff(appointed: Sequence[Appointment], *, units: Mapping[PlannedUnit, Unit], at: datetime, draw: Random) -> Staff:
    """Every account has the same password and the same hash of it: hashing sixty thousand times would take an hour."""
    names, hashed = person_names(draw), make_password(PASSWORD, salt="demonstration-province")
    found = Staff(persons=[], accounts=[], posts=[])
    for appointment, number in zip(appointed, next_numbers(len(appointed)), strict=True):
        unit = units[appointment.unit]
        person = person_row(number=number, name=next(names), home_unit=unit, synthetic=True)
        person.id = _uuid(draw)
        account = account_row(
            person=person,
            username=appointment.username,
            encoded_password=hashed,
            must_change_password=False,
            synthetic=True,
        )
        since = at - timedelta(days=draw.randint(370, 1500))
        post = post_row(person=person, unit=unit, role=appointment.role, valid_from=since)
        account.id, post.id = _uuid(draw), _uuid(draw)
        found.persons.append(person)
        found.accounts.append(account)
        found.posts.append(post)
    return found


def _uuid(draw: Random) -> UUID:
    return UUID(int=draw.getrandbits(128), version=4)
