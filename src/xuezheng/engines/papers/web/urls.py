"""Addresses of the charts' script."""

from django.urls import URLPattern, path

from xuezheng.engines.papers.web.bundle import bundle

urlpatterns: list[URLPattern] = [
    path("<str:name>", bundle, name="chart-bundle"),
]
