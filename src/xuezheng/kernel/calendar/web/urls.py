"""Addresses of the calendar."""

from django.urls import URLPattern, path

from xuezheng.kernel.calendar.web import views

urlpatterns: list[URLPattern] = [
    path("", views.year_page, name="calendar"),
    path("set", views.set_day, name="set-day"),
    path("<uuid:override_id>/remove", views.remove_day, name="remove-day"),
]
