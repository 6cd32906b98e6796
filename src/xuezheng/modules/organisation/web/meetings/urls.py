"""Addresses of meetings and resolutions."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.web.meetings import views
from xuezheng.modules.organisation.web.meetings.lists import MEETINGS

urlpatterns: list[URLPattern] = [
    path("meetings/", list_view(MEETINGS), name="meetings"),
    path("meetings/new/", views.record_meeting, name="record-meeting"),
    path("meetings/<uuid:meeting_id>/", views.meeting_page, name="meeting"),
    path("meetings/<uuid:meeting_id>/change/", views.change_meeting, name="change-meeting"),
    path("meetings/<uuid:meeting_id>/resolutions/add/", views.record_resolution, name="record-resolution"),
    path("meetings/resolutions/<uuid:resolution_id>/change/", views.change_resolution, name="change-resolution"),
    path("meetings/resolutions/<uuid:resolution_id>/remove/", views.remove_resolution, name="remove-resolution"),
    path("meetings/resolutions/<uuid:resolution_id>/task/", views.turn_into_task, name="turn-into-task"),
]
