"""Addresses of what monitoring shows on a plan's home."""

from django.urls import URLPattern, path

from xuezheng.modules.monitoring.web.home.now import home_map, wall
from xuezheng.modules.monitoring.web.home.singles import singles

urlpatterns: list[URLPattern] = [
    path("wall/", wall, name="wall"),
    path("home/map/", home_map, name="target-map"),
    path("home/<slug:code>/units/", singles, name="target-singles"),
]
