"""Who decides about submissions: the officer of the office that leads a task, or who oversees the plan's tasks."""

from collections.abc import Mapping
from uuid import UUID

from xuezheng.kernel.people.models import Account, Post
from xuezheng.modules.plans.models import Plan, Responsibility
from xuezheng.site.demo.plans.lives import Handed


class Leaders:
    """Of one plan, by account."""

    def __init__(self, plan: Plan, *, overseer: str) -> None:
        rows = Responsibility.objects.filter(plan=plan, role=Responsibility.Role.LEAD, unit__isnull=False)
        self._units: Mapping[UUID, int] = dict(rows.order_by("-position").values_list("task_id", "unit_id"))
        officers = Post.objects.filter(role="officer", unit_id__in=set(self._units.values()), valid_to=None)
        persons = dict(officers.values_list("unit_id", "person_id"))
        names = dict(Account.objects.filter(person_id__in=persons.values()).values_list("person_id", "username"))
        self._accounts = {unit_id: names[person_id] for unit_id, person_id in persons.items()}
        self.overseer = overseer

    def unit_of(self, handed: Handed) -> int | None:
        return self._units.get(handed.task_id)

    def account_for(self, handed: Handed) -> str:
        """Nobody decides about what the own office submitted."""
        unit_id = self.unit_of(handed)
        return self.overseer if unit_id == handed.unit_id else self._accounts.get(unit_id or 0, self.overseer)
