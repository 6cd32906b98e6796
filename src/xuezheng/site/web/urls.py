"""Addresses of the composed pages."""

from django.urls import URLPattern, path

from xuezheng.site.web import about, home, search

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("coverage/", about.coverage_page, name="coverage"),
]
