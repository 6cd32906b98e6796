"""The site's addresses: each package brings its own, the site only places them."""

from django.urls import URLPattern, URLResolver, include, path

from xuezheng.site.modules import modules_with_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("xuezheng.site.web.urls")),
    path("inbox/", include("xuezheng.engines.inbox.web.urls")),
    path("indicators/", include("xuezheng.engines.indicators.web.urls")),
    path("forms/", include("xuezheng.engines.forms.web.urls")),
    path("lake/", include("xuezheng.engines.lake.web.urls")),
    path("charts/", include("xuezheng.engines.papers.web.urls")),
    path("", include("xuezheng.kernel.pages.web.urls")),
    path("", include("xuezheng.kernel.people.web.urls")),
    path("api/v1/", include("xuezheng.kernel.rest.web.urls")),
    path("files/", include("xuezheng.kernel.files.web.urls")),
    path("calendar/", include("xuezheng.kernel.calendar.web.urls")),
    path("units/", include("xuezheng.kernel.units.web.urls")),
    path("journal/", include("xuezheng.kernel.journal.web.urls")),
    path("", include("xuezheng.kernel.outbox.web.urls")),
    *(path(f"{name}/", include(f"xuezheng.modules.{name}.web.urls")) for name in modules_with_pages()),
]

handler400 = "xuezheng.kernel.pages.web.errors.bad_request"
handler403 = "xuezheng.kernel.pages.web.errors.forbidden"
handler404 = "xuezheng.kernel.pages.web.errors.not_found"
handler500 = "xuezheng.kernel.pages.web.errors.failed"
