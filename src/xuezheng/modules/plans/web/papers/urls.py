"""Addresses of receiving a document, reviewing what was read, publication."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.plans.web.papers import (
    publication,
    review,
    target_corrections,
    task_corrections,
    unit_corrections,
    upload,
)
from xuezheng.modules.plans.web.papers.lists import PLANS

CORRECTIONS: list[URLPattern] = [
    path("<uuid:plan_id>/review/head/", task_corrections.change_head, name="change-plan-head"),
    path("<uuid:plan_id>/review/goals/add/", task_corrections.add_goal, name="add-goal"),
    path("<uuid:plan_id>/review/tasks/add/", task_corrections.add_task, name="add-plan-task"),
    path("review/sections/<int:section_id>/change/", task_corrections.change_section, name="change-section"),
    path("review/sections/<int:section_id>/remove/", task_corrections.remove_section, name="remove-section"),
    path("review/goals/<uuid:goal_id>/change/", task_corrections.change_goal, name="change-goal"),
    path("review/goals/<uuid:part_id>/remove/", task_corrections.remove_goal, name="remove-goal"),
    path("review/goals/<uuid:goal_id>/targets/add/", target_corrections.add_target_to_goal, name="add-goal-target"),
    path("review/tasks/<uuid:task_id>/change/", task_corrections.change_task, name="change-plan-task"),
    path("review/tasks/<uuid:task_id>/split/", task_corrections.split_task, name="split-plan-task"),
    path("review/tasks/<uuid:task_id>/merge/", task_corrections.merge_task, name="merge-plan-task"),
    path("review/tasks/<uuid:task_id>/continue/", task_corrections.continue_task, name="continue-plan-task"),
    path("review/tasks/<uuid:part_id>/remove/", task_corrections.remove_task, name="remove-plan-task"),
    path("review/tasks/<uuid:task_id>/units/add/", unit_corrections.name_unit, name="name-responsible-unit"),
    path("review/tasks/<uuid:task_id>/targets/add/", target_corrections.add_target_to_task, name="add-task-target"),
    path("review/tasks/<uuid:task_id>/milestones/add/", target_corrections.add_milestone, name="add-milestone"),
    path("review/targets/<uuid:target_id>/change/", target_corrections.change_target, name="change-target"),
    path("review/targets/<uuid:target_id>/measure/", target_corrections.measure_target, name="measure-target"),
    path("review/targets/<uuid:target_id>/dismiss/", target_corrections.dismiss_target, name="dismiss-target"),
    path("review/targets/<uuid:part_id>/remove/", task_corrections.remove_target, name="remove-target"),
    path("review/milestones/<uuid:milestone_id>/change/", target_corrections.change_milestone, name="change-milestone"),
    path("review/milestones/<uuid:part_id>/remove/", task_corrections.remove_milestone, name="remove-milestone"),
    path("review/units/<uuid:responsibility_id>/choose/", unit_corrections.choose_unit, name="choose-unit"),
    path("review/units/<uuid:responsibility_id>/aside/", unit_corrections.set_unit_aside, name="set-unit-aside"),
    path("review/units/<uuid:responsibility_id>/role/", unit_corrections.change_role, name="change-unit-role"),
    path("review/units/<uuid:responsibility_id>/remove/", unit_corrections.remove_unit, name="remove-responsible-unit"),
]

urlpatterns: list[URLPattern] = [
    path("", list_view(PLANS), name="plans"),
    path("papers/new/", upload.receive, name="receive-paper"),
    path("papers/<uuid:paper_id>/", upload.paper, name="paper"),
    path("<uuid:plan_id>/document/", review.document, name="plan-document"),
    path("<uuid:plan_id>/review/", review.review, name="review-plan"),
    path("<uuid:plan_id>/reread/", review.reread, name="reread-plan"),
    path("<uuid:plan_id>/discard/", review.discard, name="discard-draft"),
    path("<uuid:plan_id>/publish/", publication.publish, name="publish-plan"),
    path("<uuid:plan_id>/hand-out/", publication.resume, name="resume-handing-out"),
    path("<uuid:plan_id>/close/", publication.close, name="close-plan"),
    *CORRECTIONS,
]
