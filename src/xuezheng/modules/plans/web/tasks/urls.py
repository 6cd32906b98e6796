"""Addresses of tasks at units: board, progress, acceptance, the three lists."""

from django.urls import URLPattern, path

from xuezheng.modules.plans.web.tasks import assignment, board, changes, deciding, lists, own, task, three_lists

urlpatterns: list[URLPattern] = [
    path("tasks/", board.board, name="task-board"),
    path("tasks/places/", board.places, name="task-places"),
    path("tasks/matrix/", board.matrix, name="task-matrix"),
    path("tasks/own/", own.own_tasks, name="own-tasks"),
    path("tasks/<uuid:task_id>/", task.task_page, name="plan-task"),
    path("tasks/<uuid:task_id>/extend/", changes.extend_task, name="extend-task"),
    path("tasks/<uuid:task_id>/accept/", deciding.accept_many, name="accept-many"),
    path("milestones/<uuid:milestone_id>/reach/", changes.reach_milestone, name="reach-milestone"),
    path("milestones/<uuid:milestone_id>/take-back/", changes.take_back_milestone, name="take-back-milestone"),
    path("<uuid:plan_id>/tasks/add/", changes.add_task, name="add-further-task"),
    path("assignments/", lists.assignments, name="assignments"),
    path("assignments/<uuid:assignment_id>/", assignment.assignment_page, name="assignment"),
    path("assignments/<uuid:assignment_id>/report/", changes.report, name="report-progress"),
    path("assignments/<uuid:assignment_id>/submit/", changes.submit, name="submit-assignment"),
    path("assignments/<uuid:assignment_id>/withdraw/", changes.withdraw, name="withdraw-submission"),
    path("assignments/<uuid:assignment_id>/accept/", deciding.accept, name="accept-assignment"),
    path("assignments/<uuid:assignment_id>/return/", deciding.return_to_unit, name="return-assignment"),
    path("assignments/<uuid:assignment_id>/reopen/", deciding.reopen, name="reopen-assignment"),
    path("assignments/<uuid:assignment_id>/extend/", changes.extend_assignment, name="extend-assignment"),
    path("lists/", three_lists.lists_home, name="three-lists"),
    path("lists/<str:kind>/", three_lists.list_page, name="three-list"),
]
