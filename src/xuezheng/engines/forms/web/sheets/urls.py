"""Addresses of files of answers."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.sheets.bringing import apply, bring, judged, marked
from xuezheng.engines.forms.web.sheets.taking import take

urlpatterns: list[URLPattern] = [
    path("collections/<uuid:collection_id>/sheet/", take, name="take-sheet"),
    path("collections/<uuid:collection_id>/bring/", bring, name="bring-sheet"),
    path("sheets/<uuid:upload_id>/", judged, name="sheet-upload"),
    path("sheets/<uuid:upload_id>/marked/", marked, name="marked-sheet"),
    path("sheets/<uuid:upload_id>/apply/", apply, name="apply-sheet"),
]
