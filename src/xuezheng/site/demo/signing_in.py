"""One account for each role at each level, with a name that says both, and the one documented password."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuezheng.kernel.people.roles import Role, roles
from xuezheng.kernel.units.kinds import Level

PASSWORD = "xuezheng-demo-2026"  # noqa: S105 - published on purpose: it opens made-up data only
PLACES = {
    Level.MINISTRY: ("moe", "教育部"),
    Level.PROVINCE: ("henan", "河南省教育厅"),
    Level.CITY: ("xinyang", "信阳市教育局"),
    Level.COUNTY: ("gushi", "固始县教育局"),
    Level.SCHOOL: ("school", "固始县的一所小学"),
}


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """`place` says where the post is, in words for the list of sign-ins."""

    username: str
    role: Role
    level: Level
    place: str
    password: str = PASSWORD


def sign_ins() -> list[SignIn]:
    """From the ministry down to the school, in each the highest role first."""
    return [sign_in for level in PLACES for sign_in in _at(level)]


def _at(level: Level) -> Iterator[SignIn]:
    prefix, place = PLACES[level]
    for role in sorted(roles().values(), key=lambda role: -role.rank):
        if level in role.levels:
            title = role.code.removeprefix("school_").replace("_", "-")
            yield SignIn(username=f"{prefix}-{title}", role=role, level=level, place=place)
