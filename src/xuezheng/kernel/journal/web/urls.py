"""Addresses of the journal."""

from django.urls import URLPattern, path

from xuezheng.kernel.journal.web import entries
from xuezheng.kernel.journal.web.lists import ENTRIES
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("", list_view(ENTRIES), name="journal"),
    path("<int:entry_id>/", entries.entry, name="journal-entry"),
]
