"""Addresses of forms."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.library import changes
from xuezheng.engines.forms.web.library.edition import edition_page
from xuezheng.engines.forms.web.library.lists import EDITIONS
from xuezheng.engines.forms.web.library.shipped import shipped_page, take_over
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("library/", list_view(EDITIONS), name="forms"),
    path("library/new/text/", changes.draft, name="draft-form"),
    path("library/shipped/", shipped_page, name="shipped-forms"),
    path("library/shipped/<slug:code>/", take_over, name="take-over-form"),
    path("library/<uuid:edition_id>/", edition_page, name="form"),
    path("library/<uuid:edition_id>/change/", changes.change, name="change-form"),
    path("library/<uuid:edition_id>/publish/", changes.publish, name="publish-form"),
    path("library/<uuid:edition_id>/withdraw/", changes.withdraw, name="withdraw-form"),
    path("library/<uuid:edition_id>/discard/", changes.discard, name="discard-form"),
    path("library/<uuid:edition_id>/next/", changes.draft_next, name="next-edition"),
]
