"""Addresses of people, posts and sign-in."""

from django.urls import URLPattern, URLResolver, include, path

from xuezheng.kernel.people.web import sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("switch-post/", sign_in.switch_post, name="switch-post"),
    path("", include("xuezheng.kernel.people.web.people_urls")),
]
