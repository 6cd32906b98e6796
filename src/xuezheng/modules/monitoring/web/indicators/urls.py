"""Addresses of the indicators' pages."""

from django.urls import URLPattern, path

from xuezheng.modules.monitoring.web.indicators.gap import gap
from xuezheng.modules.monitoring.web.indicators.indicator import indicator
from xuezheng.modules.monitoring.web.indicators.library import library
from xuezheng.modules.monitoring.web.indicators.opening import opening

urlpatterns: list[URLPattern] = [
    path("indicators/", library, name="indicators"),
    path("indicators/<slug:code>/", indicator, name="indicator"),
    path("indicators/<slug:code>/opened/", opening, name="indicator-opening"),
    path("indicators/<slug:code>/gap/", gap, name="indicator-gap"),
]
