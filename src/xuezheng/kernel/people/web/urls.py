"""Addresses of people, posts and sign-in."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("xuezheng.kernel.people.web.sign_in_urls")),
    path("", include("xuezheng.kernel.people.web.people_urls")),
]
