"""Who acts in the demonstration: posts by account or by unit, as values that actions take."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit

SPEAKERS = ("administrator", "officer", "school_administrator")
"""Roles that report for their unit; the last of these that is found speaks."""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who signs for a unit."""

    person_id: UUID
    person_name: str
    unit_name: str


class Cast:
    """`school` and `university` stand for units that the figures do not name."""

    def __init__(self, *, at: datetime, school: Unit, university: Unit) -> None:
        self._at, self._known = at, dict[str, ActingPost]()
        self.stand_ins = {"@school": school, "@university": university}

    def post(self, username: str) -> ActingPost:
        if username not in self._known:
            self._known[username] = self._post(username)
        return self._known[username]

    def _post(self, username: str) -> ActingPost:
        if username in self.stand_ins:
            username = f"s{self.stand_ins[username].code}"
        person_id = Account.objects.get(username=username).person_id
        held = Post.objects.select_related("person", "unit").get(person_id=person_id, valid_to=None)
        return acting_value(held, at=self._at)

    def speaker(self, username: str) -> Speaker:
        post = self.post(username)
        assert post.person_id is not None
        return Speaker(person_id=post.person_id, person_name=post.person_name, unit_name=post.unit_name)

    def unit(self, name: str) -> Unit:
        """By its name, which the figures give only where one unit bears it."""
        return self.stand_ins[name] if name in self.stand_ins else Unit.objects.get(name=name, closed_on=None)


def speakers() -> dict[int, Speaker]:
    """By unit: one person for each that has an account."""
    found: dict[int, Speaker] = {}
    for role in SPEAKERS:
        posts = Post.objects.filter(role=role, valid_to=None).order_by("-person__number")
        for unit_id, person_id, person, unit in posts.values_list("unit_id", "person_id", "person__name", "unit__name"):
            found[unit_id] = Speaker(person_id=person_id, person_name=person, unit_name=unit)
    return found
