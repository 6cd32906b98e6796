"""Addresses of the pages of universities."""

from django.urls import URLPattern, path

from xuezheng.modules.monitoring.web.universities.pages import universities, university

urlpatterns: list[URLPattern] = [
    path("universities/", universities, name="universities"),
    path("universities/<slug:code>/", university, name="university"),
]
