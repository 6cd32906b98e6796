"""Addresses of tasks at units: board, progress, acceptance, the three lists."""

from django.urls import URLPattern, path

from xuezheng.modules.plans.web.tasks import task

urlpatterns: list[URLPattern] = [
    path("tasks/<uuid:task_id>/", task.task_page, name="plan-task"),
]
