"""What an order states: facts copied from plans as they stood at the issue, and how they are read aloud."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.facade import AssignmentFact, TaskSummary, assignment_facts

ALWAYS = date(1900, 1, 1)
TITLES: dict[str, Promise] = {
    "task": _("Task"),
    "role": _("Role"),
    "due_on": _("Deadline"),
    "submitted_on": _("Submitted on"),
    "accepted_on": _("Accepted on"),
    "days_late": _("Days late"),
    "returned_times": _("Times returned"),
    "months_without_report": _("Months without a report"),
    "standard": _("Standard"),
    "verdict": _("Verdict"),
    "evidence": _("What was seen"),
    "inspection": _("Special supervision"),
    "as_of": _("Facts as of"),
}
ROLES = {"lead": pgettext_lazy("role", "leads"), "support": pgettext_lazy("role", "supports")}
VERDICTS = {"met": _("met"), "partly": _("partly met"), "not_met": _("not met")}


def fact_of(post: ActingPost, *, assignment_id: UUID, unit_id: int, day: date) -> AssignmentFact | None:
    found = assignment_facts(post, below="", begins=ALWAYS, ends=day, as_of=day, unit_ids=[unit_id])
    return next((fact for fact in found if fact.id == assignment_id), None)


def facts_of_assignment(fact: AssignmentFact, *, day: date) -> dict[str, Any]:
    return {
        "task": f"{fact.task_number}. {fact.task_heading}",
        "role": fact.role,
        "due_on": fact.due_on.isoformat(),
        "submitted_on": fact.submitted_on.isoformat() if fact.submitted_on else "",
        "days_late": fact.days_late,
        "returned_times": fact.returned_times,
        "months_without_report": fact.months_without_report,
        "as_of": day.isoformat(),
    }


def facts_of_task(task: TaskSummary, *, day: date) -> dict[str, Any]:
    return {
        "task": f"{task.number}. {task.heading}",
        "due_on": task.due_on.isoformat(),
        "as_of": day.isoformat(),
    }


def read_aloud(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """(title, value) of what is known, in the order of the titles; a day nothing came on is a dash."""
    return [(str(title), _value(key, facts[key])) for key, title in TITLES.items() if key in facts]


def _value(key: str, value: object) -> str:
    if key == "role":
        return str(ROLES.get(str(value), value))
    if key == "verdict":
        return str(VERDICTS.get(str(value), value))
    return str(value) if value != "" else "—"
