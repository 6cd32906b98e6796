"""Checking a table of people against the register: in a handful of queries, however many rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.utils.translation import gettext as _

from xuezheng.kernel.pages.tables import CellProblem, Table, TableRow
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.days import end_of
from xuezheng.kernel.people.importing.columns import NO, YES, role_codes
from xuezheng.kernel.people.importing.drafts import PeopleDraft, PersonDraft, PostDraft
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.numbers import may_be_given, normal
from xuezheng.kernel.people.particulars import checked_particulars, is_username
from xuezheng.kernel.people.policies import can_grant_role, can_view_person, rank_of, roles_grantable_by
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import (
    NotUponOneself,
    NumberNotUsable,
    PersonHasLeft,
    RoleNotGrantable,
    UsernameNotUsable,
)
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.refusals import Refusal, all_refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import listed
from xuezheng.kernel.units.models import Unit


class CellIsWrong(Refusal):
    """About one cell: `field` is the column's key."""


@dataclass(kw_only=True)
class Register:
    """What the register knows of what the table names."""

    post: ActingPost
    at: datetime
    units: dict[str, Unit]
    known: dict[str, Person]
    """By number, of the own subtree."""
    taken_numbers: set[str]
    taken_usernames: set[str]
    held: set[tuple[str, int, str]]
    """(number, unit, role) of posts already in force."""
    roles: dict[str, str] = field(default_factory=role_codes)
    grantable: dict[tuple[int, str], bool] = field(default_factory=dict)


def check_people(*, post: ActingPost, table: Table, at: datetime) -> PeopleDraft:
    """Every problem of every row; nothing is written."""
    register = _register(post, table, at=at)
    drafts: dict[str, PersonDraft] = {}
    problems: list[CellProblem] = []
    for row in table.rows:
        try:
            _take(row, drafts, register)
        except Refusal as first:
            problems += [
                CellProblem(row=row.number, key=_column_of(one.field), sentence=str(one))
                for one in all_refusals([partial(_refuse, first), *_readings(row, register)])
            ]
    return PeopleDraft(persons=list(drafts.values()), problems=problems)


def _take(row: TableRow, drafts: dict[str, PersonDraft], register: Register) -> None:
    number = normal(row["number"])
    earlier = drafts.get(number) if number else None
    if earlier is not None:
        _add_to(earlier, row, register)
        return
    home = _unit(row["unit"], "unit", register)
    checked = checked_particulars(name=row["name"], phone=row["phone"], email=row["email"])
    known = _known(number, checked.name, register)
    draft = PersonDraft(
        row=row.number,
        number=number,
        name=checked.name,
        home=home,
        phone=checked.phone,
        email=checked.email,
        username=_username(row, number, register) if known is None else None,
        known=known,
    )
    _add_post(draft, row, register)
    if known is not None and not draft.posts:
        raise CellIsWrong(
            _("This person is registered already. Name a role to grant, or leave the row out."), field="role"
        )
    if draft.username:
        register.taken_usernames.add(draft.username)
    drafts[number or f"row {row.number}"] = draft


def _readings(row: TableRow, register: Register) -> list[Callable[[], object]]:
    """Each cell by itself: asked of a wrong row only, so that it is put right in one go."""
    return [
        lambda: _unit(row["unit"], "unit", register),
        lambda: checked_particulars(name=row["name"], phone=row["phone"], email=row["email"]),
        lambda: _role_code(row["role"], register) if row["role"] else None,
        lambda: _unit(row["post_unit"], "post_unit", register) if row["post_unit"] else None,
        lambda: _end(row["last_day"], at=register.at),
    ]


def _refuse(refusal: Refusal) -> None:
    raise refusal


def _add_to(earlier: PersonDraft, row: TableRow, register: Register) -> None:
    if " ".join(row["name"].split()) != earlier.name:
        sentence = _("Row %(row)d has this number with another name. One number stands for one person.")
        raise CellIsWrong(sentence % {"row": earlier.row}, field="name")
    before = len(earlier.posts)
    _add_post(earlier, row, register)
    if len(earlier.posts) == before:
        raise CellIsWrong(
            _("Row %(row)d already names this person. Name a further role here, or leave the row out.")
            % {"row": earlier.row},
            field="role",
        )


def _known(number: str, name: str, register: Register) -> Person | None:
    if not number:
        return None
    known = register.known.get(number)
    if known is None:
        if number in register.taken_numbers or not may_be_given(number):
            raise NumberNotUsable(number)
        return None
    if known.left_on is not None:
        raise PersonHasLeft(known)
    if known.name != name:
        sentence = _("%(number)s is registered as %(name)s. Check number and name.")
        raise CellIsWrong(sentence % {"number": number, "name": known.name}, field="number")
    return known


def _username(row: TableRow, number: str, register: Register) -> str | None:
    word = row["account"].casefold()
    if word in NO:
        if row["username"]:
            raise CellIsWrong(_("There is a sign-in name, but no account is to be opened."), field="account")
        return None
    if word not in YES:
        raise CellIsWrong(_("Write yes or no."), field="account")
    wanted = row["username"].lower() or number.lower()
    if wanted and (not is_username(wanted) or wanted in register.taken_usernames):
        raise UsernameNotUsable(wanted)
    return wanted


def _add_post(draft: PersonDraft, row: TableRow, register: Register) -> None:
    if not row["role"]:
        if row["post_unit"] or row["last_day"]:
            raise CellIsWrong(_("A post needs its role. Name it, or leave unit and last day empty."), field="role")
        return
    code = _role_code(row["role"], register)
    unit = _unit(row["post_unit"], "post_unit", register) if row["post_unit"] else draft.home
    if not _may_grant(unit, code, register):
        raise RoleNotGrantable(unit=unit, granted=roles()[code], grantable=roles_grantable_by(register.post, unit))
    if draft.known and draft.known.id == register.post.person_id and roles()[code].rank >= rank_of(register.post):
        raise NotUponOneself
    if (draft.number, unit.id, code) in register.held or any(
        held.unit.id == unit.id and held.role.code == code for held in draft.posts
    ):
        raise CellIsWrong(_("This person already holds this role at this unit."), field="role")
    draft.posts.append(
        PostDraft(row=row.number, unit=unit, role=roles()[code], valid_to=_end(row["last_day"], at=register.at))
    )


def _role_code(word: str, register: Register) -> str:
    code = register.roles.get(word) or register.roles.get(word.casefold())
    if code is None:
        names = listed(role.name for role in roles().values())
        raise CellIsWrong(
            _("“%(role)s” is no role. There are: %(roles)s.") % {"role": word, "roles": names}, field="role"
        )
    return code


def _may_grant(unit: Unit, code: str, register: Register) -> bool:
    key = (unit.id, code)
    if key not in register.grantable:
        register.grantable[key] = can_grant_role(register.post, unit, roles()[code])
    return register.grantable[key]


def _unit(code: str, column: str, register: Register) -> Unit:
    unit = register.units.get(code)
    if unit is None or not register.post.covers(unit.unit_path):
        sentence = _("No unit has the code “%(code)s” within what your post may see.")
        raise CellIsWrong(sentence % {"code": code}, field=column)
    if unit.closed_on is not None:
        sentence = _("%(unit)s has been closed. Choose a unit that is open.")
        raise CellIsWrong(sentence % {"unit": unit.name}, field=column)
    return unit


def _end(text: str, *, at: datetime) -> datetime | None:
    if not text:
        return None
    try:
        end = end_of(date.fromisoformat(text.replace("/", "-").replace(".", "-")))
    except ValueError as error:
        sentence = _("“%(text)s” is no day. Write it like 2027-08-31.")
        raise CellIsWrong(sentence % {"text": text}, field="last_day") from error
    if end is not None and end <= at:
        raise CellIsWrong(_("The last day is over already."), field="last_day")
    return end


def _column_of(name: str) -> str:
    """Refusals of the actions name their inputs; here these are columns."""
    return {"home_unit": "unit", "valid_to": "last_day"}.get(name, name)


def _register(post: ActingPost, table: Table, *, at: datetime) -> Register:
    codes = _values(table, "unit") | _values(table, "post_unit")
    numbers = {normal(value) for value in _values(table, "number")}
    usernames = {value.lower() for value in _values(table, "username")} | {number.lower() for number in numbers}
    with beyond_own_scope(post):
        persons = list(Person.objects.filter(number__in=numbers).select_related("home_unit"))
        taken = set(Account.objects.filter(username__in=usernames).values_list("username", flat=True))
        held = Post.objects.filter(lasting(at), person__in=persons)
        holding = set(held.values_list("person__number", "unit_id", "role"))
    return Register(
        post=post,
        at=at,
        units={unit.code: unit for unit in Unit.objects.filter(code__in=codes)},
        known={person.number: person for person in persons if can_view_person(post, person)},
        taken_numbers={person.number for person in persons},
        taken_usernames=taken,
        held=holding,
    )


def _values(table: Table, key: str) -> set[str]:
    return {row[key] for row in table.rows if row[key]}
