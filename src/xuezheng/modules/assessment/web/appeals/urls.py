"""Addresses of appeals."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.assessment.web.appeals import appeal, changes
from xuezheng.modules.assessment.web.appeals.lists import APPEALS

urlpatterns: list[URLPattern] = [
    path("appeals/", list_view(APPEALS), name="assessment-appeals"),
    path("appeals/<uuid:appeal_id>/", appeal.appeal_page, name="assessment-appeal"),
    path("appeals/<uuid:appeal_id>/decide/", changes.decide_appeal, name="decide-assessment-appeal"),
    path("results/<uuid:result_id>/appeal/", changes.appeal_item, name="appeal-assessed-item"),
    path("units/<uuid:assessed_id>/note/", changes.take_note, name="note-assessed-unit"),
]
