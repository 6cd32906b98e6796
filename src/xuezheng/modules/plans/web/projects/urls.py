"""Addresses of projects, implementation plans, road maps."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.plans.web.projects import implementation, project
from xuezheng.modules.plans.web.projects.lists import PROJECTS

urlpatterns: list[URLPattern] = [
    path("projects/", list_view(PROJECTS), name="projects"),
    path("projects/new/", project.open_project, name="open-project"),
    path("projects/totals/", project.project_totals, name="project-totals"),
    path("projects/<uuid:project_id>/", project.project_page, name="project"),
    path("projects/<uuid:project_id>/change/", project.change_project, name="change-project"),
    path("projects/<uuid:project_id>/close/", project.close_project, name="close-project"),
    path("projects/<uuid:project_id>/spend/", project.record_spending, name="record-spending"),
    path(
        "projects/<uuid:project_id>/spendings/<int:spending_id>/withdraw/",
        project.withdraw_spending,
        name="withdraw-spending",
    ),
    path("implementation/", implementation.implementations, name="implementations"),
    path("<uuid:plan_id>/implementation/new/", implementation.draw_up, name="draw-up-implementation"),
    path("implementation/<uuid:implementation_id>/", implementation.implementation_page, name="implementation"),
    path("implementation/<uuid:implementation_id>/change/", implementation.change, name="change-implementation"),
    path("implementation/<uuid:implementation_id>/steps/add/", implementation.add_step, name="add-road-step"),
    path("implementation/steps/<uuid:step_id>/change/", implementation.change_step, name="change-road-step"),
    path("implementation/steps/<uuid:step_id>/remove/", implementation.remove_step, name="remove-road-step"),
]
