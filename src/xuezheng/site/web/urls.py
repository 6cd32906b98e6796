"""Addresses of the composed pages."""

from django.urls import URLPattern, path

from xuezheng.site.web import about, home, regions, search

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("regions/", regions.regions, name="regions"),
    path("regions/card/", regions.card, name="regions-card"),
    path("regions/<str:code>/", regions.region, name="region"),
    path("search/", search.search, name="search"),
    path("about/", about.about, name="about"),
    path("coverage/", about.coverage_page, name="coverage"),
]
