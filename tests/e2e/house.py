"""The people and units the browser meets, and the roles it walks as."""

from dataclasses import dataclass, field
from typing import Any

from tests.factories import Tree, make_post
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.units.models import Unit

DESKTOP = (1480, 900)
PHONE = (390, 844)
FACES = [("zh-hans", DESKTOP), ("en", PHONE)]
"""Each language and each width once: where the longest texts stand in the least room, and where most people work."""

SEATS = {
    "administrator": "province",
    "officer": "office",
    "analyst": "city",
    "auditor": "county",
    "school_administrator": "school",
    "cio": "school",
    "teacher": "school",
    "expert": "county",
}
"""Where the tests seat each role; a role new to the catalogue is seated by its first level."""


def seat_of(role: str) -> str:
    levels = roles()[role].levels
    return SEATS.get(role) or next(
        seat for seat in ("province", "city", "county", "school", "ministry") if seat in levels
    )


@dataclass(kw_only=True)
class House:
    """The tree of the factories, and an account for each role and seat as it is asked for."""

    tree: Tree
    usernames: dict[tuple[str, str], str] = field(default_factory=dict)
    states: dict[tuple[str, str], Any] = field(default_factory=dict)
    """The browser's cookies after the first sign-in of each, so that the others need none."""

    @classmethod
    def build(cls) -> "House":
        return cls(tree=Tree())

    def unit(self, seat: str) -> Unit:
        tree = self.tree
        places = {"ministry": tree.ministry, "province": tree.province, "office": tree.office}
        return places.get(seat) or {"city": tree.cities, "county": tree.counties, "school": tree.schools}[seat][0]

    def username(self, role: str, seat: str) -> str:
        if (role, seat) not in self.usernames:
            name = f"{role}-{seat}"
            make_post(self.unit(seat), role=role, username=name)
            self.usernames[role, seat] = name
        return self.usernames[role, seat]
