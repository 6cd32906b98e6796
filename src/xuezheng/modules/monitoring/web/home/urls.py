"""Addresses of what monitoring shows on a plan's home."""

from django.urls import URLPattern, path

from xuezheng.modules.monitoring.web.home.singles import singles

urlpatterns: list[URLPattern] = [path("home/<slug:code>/units/", singles, name="target-singles")]
