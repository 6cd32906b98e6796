"""Addresses of corrections."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.correcting import changes
from xuezheng.engines.forms.web.correcting.lists import CORRECTIONS
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("corrections/", list_view(CORRECTIONS), name="corrections"),
    path("corrections/<uuid:correction_id>/", changes.correction_page, name="correction"),
    path("reports/<uuid:report_id>/correct/<slug:field>/", changes.ask, name="ask-correction"),
]
