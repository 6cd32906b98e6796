"""Paths of the module's pages that background work writes into to-dos, where no request tells the address."""

from uuid import UUID

from django.urls import reverse


def plan_path(plan_id: UUID | str) -> str:
    """The plan as a document: of a draft, its review."""
    return reverse("plan-document", args=[plan_id])


def paper_path(paper_id: UUID | str) -> str:
    return reverse("paper", args=[paper_id])


def assignment_path(assignment_id: UUID | str) -> str:
    """Written out, since a to-do for each of fifty thousand units must not cost a lookup each."""
    return f"/plans/assignments/{assignment_id}/"


def task_path(task_id: UUID | str) -> str:
    return reverse("plan-task", args=[task_id])


def own_tasks_path() -> str:
    return reverse("own-tasks")
