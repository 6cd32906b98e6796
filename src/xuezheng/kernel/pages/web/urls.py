"""Addresses of the frame itself."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from xuezheng.kernel.pages.web import periods

urlpatterns: list[URLPattern] = [
    path("language/", set_language, name="set_language"),
    path("period/", periods.switch_period, name="switch-period"),
]
