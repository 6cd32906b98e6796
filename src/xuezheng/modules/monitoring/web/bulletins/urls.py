"""Addresses of bulletins."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.monitoring.web.bulletins import bulletin, changes
from xuezheng.modules.monitoring.web.bulletins.lists import BULLETINS

urlpatterns: list[URLPattern] = [
    path("bulletins/", list_view(BULLETINS), name="bulletins"),
    path("bulletins/new/", changes.draft, name="draft-bulletin"),
    path("bulletins/<uuid:bulletin_id>/", bulletin.bulletin_page, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/file.<slug:form>", bulletin.bulletin_file, name="bulletin-file"),
    path("bulletins/<uuid:bulletin_id>/refill/", changes.refill, name="refill-bulletin"),
    path("bulletins/<uuid:bulletin_id>/discard/", changes.discard, name="discard-bulletin"),
    path("bulletins/<uuid:bulletin_id>/issue/", changes.issue, name="issue-bulletin"),
    path("bulletins/<uuid:bulletin_id>/withdraw/", changes.withdraw, name="withdraw-bulletin"),
]
