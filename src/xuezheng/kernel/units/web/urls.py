"""Addresses of the units."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.units.web.lists import UNITS

urlpatterns: list[URLPattern] = [
    path("", list_view(UNITS), name="units"),
]
