"""Addresses of the composed pages."""

from django.urls import URLPattern, path

from xuezheng.site.web import home, search

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
]
