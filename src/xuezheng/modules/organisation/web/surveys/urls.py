"""Addresses of surveys."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.web.surveys import views
from xuezheng.modules.organisation.web.surveys.lists import SURVEYS

urlpatterns: list[URLPattern] = [
    path("surveys/", list_view(SURVEYS), name="surveys"),
    path("surveys/new/", views.open_survey, name="open-survey"),
    path("surveys/<uuid:survey_id>/", views.survey_page, name="survey"),
    path("surveys/<uuid:survey_id>/change/", views.change_survey, name="change-survey"),
    path("surveys/<uuid:survey_id>/units/add/", views.involve_unit, name="involve-unit"),
    path("surveys/<uuid:survey_id>/conclude/", views.conclude_survey, name="conclude-survey"),
    path("surveys/<uuid:survey_id>/uses/add/", views.record_use, name="record-use"),
    path("surveys/parts/<uuid:part_id>/", views.part_page, name="survey-part"),
    path("surveys/parts/<uuid:part_id>/report/", views.report_findings, name="report-findings"),
    path("surveys/parts/<uuid:part_id>/release/", views.release_unit, name="release-unit"),
]
