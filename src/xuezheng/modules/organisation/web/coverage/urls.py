"""Addresses of coverage."""

from django.urls import URLPattern, path

from xuezheng.modules.organisation.web.coverage import views

urlpatterns: list[URLPattern] = [
    path("", views.coverage, name="organisation-coverage"),
    path("coverage/<slug:rule>/lacking/", views.lacking, name="lacking"),
    path("coverage/<slug:rule>/ask/", views.ask, name="ask-for-coverage"),
]
