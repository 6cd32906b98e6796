"""Addresses of the module, brought by its subjects."""

from django.urls import URLPattern

from xuezheng.modules.monitoring.web.bulletins import urls as bulletins
from xuezheng.modules.monitoring.web.home import urls as home
from xuezheng.modules.monitoring.web.indicators import urls as indicators
from xuezheng.modules.monitoring.web.packages import urls as packages
from xuezheng.modules.monitoring.web.universities import urls as universities

urlpatterns: list[URLPattern] = [
    *indicators.urlpatterns,
    *home.urlpatterns,
    *bulletins.urlpatterns,
    *packages.urlpatterns,
    *universities.urlpatterns,
]
