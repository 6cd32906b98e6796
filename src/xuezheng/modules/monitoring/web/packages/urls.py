"""Addresses of the packages' pages."""

from django.urls import URLPattern, path

from xuezheng.modules.monitoring.web.packages import exchanging, wording

urlpatterns: list[URLPattern] = [
    path("packages/", exchanging.packages, name="packages"),
    path("packages/export/", exchanging.export, name="package-export"),
    path("packages/check/", exchanging.check, name="package-check"),
    path("packages/import/", exchanging.take_in, name="package-import"),
    path("wording/indicators/", wording.new_indicator, name="new-indicator"),
    path("wording/<slug:kind>/<slug:code>/", wording.wording, name="reword-part"),
    path("bulletins/templates/", wording.templates, name="bulletin-templates"),
]
