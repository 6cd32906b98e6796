"""Addresses of tasks at units: board, progress, acceptance, the three lists."""

from django.urls import URLPattern, path

from xuezheng.modules.plans.web.tasks import task

urlpatterns: list[URLPattern] = [
    path("tasks/own/", task.task_page, name="own-tasks"),
    path("tasks/<uuid:task_id>/", task.task_page, name="plan-task"),
    path("assignments/<uuid:assignment_id>/", task.task_page, name="assignment"),
]
