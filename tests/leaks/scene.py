"""The tree that the leak tests watch: a marked school, and every role that exists in the county beside it."""

from django.db import models
from django.test import Client

from tests.factories import Tree, acting, make_post
from tests.leaks.rows import MarkedRows
from tests.web import client_of
from xuezheng.kernel.people.roles import roles

MARK = "Ωforeign"
COUNTY_ROLES = [role.code for role in roles().values() if "county" in role.levels]
SCHOOL_ROLES = [role.code for role in roles().values() if "school" in role.levels]


class Scene:
    """`rows` are the marked school's, one of each scoped table; `neighbour` is a school of the watchers' own county."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.marked, self.neighbour = self.tree.schools[7], self.tree.schools[4]
        self.rows: dict[type[models.Model], models.Model] = MarkedRows(self.marked, MARK).fill()
        self.province, self.county = acting(self.tree.province), acting(self.tree.counties[2])
        self.watchers = [
            *(acting(self.tree.counties[2], role=role) for role in COUNTY_ROLES),
            *(acting(self.neighbour, role=role) for role in SCHOOL_ROLES),
        ]

    def client(self, role: str) -> Client:
        """Signed in as a holder of the role at the county, or at the school where no county has such a role."""
        unit = self.tree.counties[2] if role in COUNTY_ROLES else self.neighbour
        return client_of(make_post(unit, role=role))
