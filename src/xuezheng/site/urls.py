"""The site's addresses: each package brings its own, the site only places them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("xuezheng.site.web.urls")),
    path("", include("xuezheng.kernel.pages.web.urls")),
    path("", include("xuezheng.kernel.people.web.urls")),
    path("units/", include("xuezheng.kernel.units.web.urls")),
]
