"""Paths of the module's pages that background work writes into to-dos, where no request tells the address."""

from uuid import UUID

from django.urls import reverse


def plan_path(plan_id: UUID | str) -> str:
    return reverse("plan", args=[plan_id])


def assignment_path(assignment_id: UUID | str) -> str:
    return reverse("assignment", args=[assignment_id])


def task_path(task_id: UUID | str) -> str:
    return reverse("plan-task", args=[task_id])


def own_tasks_path() -> str:
    return reverse("own-tasks")
