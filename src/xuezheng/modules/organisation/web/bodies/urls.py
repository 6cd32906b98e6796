"""Addresses of bodies."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.web.bodies import views
from xuezheng.modules.organisation.web.bodies.lists import BODIES

urlpatterns: list[URLPattern] = [
    path("bodies/", list_view(BODIES), name="bodies"),
    path("bodies/new/", views.found_body, name="found-body"),
    path("bodies/<uuid:body_id>/", views.body_page, name="body"),
    path("bodies/<uuid:body_id>/change/", views.change_body, name="change-body"),
    path("bodies/<uuid:body_id>/dissolve/", views.dissolve_body, name="dissolve-body"),
    path("bodies/<uuid:body_id>/members/add/", views.seat_member, name="seat-member"),
    path("bodies/members/<uuid:member_id>/end/", views.end_seat, name="end-seat"),
]
