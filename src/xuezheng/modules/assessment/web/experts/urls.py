"""Addresses of the register of experts."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.assessment.web.experts import changes, expert
from xuezheng.modules.assessment.web.experts.lists import EXPERTS

urlpatterns: list[URLPattern] = [
    path("experts/", list_view(EXPERTS), name="assessment-experts"),
    path("experts/new/", changes.register_expert, name="register-expert"),
    path("experts/<uuid:expert_id>/", expert.expert_page, name="assessment-expert"),
    path("experts/<uuid:expert_id>/change/", changes.change_expert, name="change-expert"),
    path("experts/<uuid:expert_id>/leave/", changes.let_expert_go, name="let-expert-go"),
]
