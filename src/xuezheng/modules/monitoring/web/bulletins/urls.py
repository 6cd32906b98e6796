"""Addresses of bulletins."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.monitoring.web.bulletins import batches, bulletin, changes, publication
from xuezheng.modules.monitoring.web.bulletins.lists import BATCHES, BULLETINS

urlpatterns: list[URLPattern] = [
    path("bulletins/", list_view(BULLETINS), name="bulletins"),
    path("bulletins/new/", changes.draft, name="draft-bulletin"),
    path("bulletins/batches/", list_view(BATCHES), name="bulletin-batches"),
    path("bulletins/batches/new/", batches.write, name="write-batch"),
    path("bulletins/batches/<uuid:batch_id>/", batches.batch_page, name="bulletin-batch"),
    path("bulletins/batches/<uuid:batch_id>/resume/", batches.resume, name="resume-batch"),
    path("bulletins/<uuid:bulletin_id>/", bulletin.bulletin_page, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/file.<slug:form>", bulletin.bulletin_file, name="bulletin-file"),
    path("bulletins/<uuid:bulletin_id>/refill/", changes.refill, name="refill-bulletin"),
    path("bulletins/<uuid:bulletin_id>/discard/", changes.discard, name="discard-bulletin"),
    path("bulletins/<uuid:bulletin_id>/issue/", changes.issue, name="issue-bulletin"),
    path("bulletins/<uuid:bulletin_id>/withdraw/", changes.withdraw, name="withdraw-bulletin"),
    path("bulletins/<uuid:bulletin_id>/publish/", publication.publish, name="publish-bulletin"),
    path("bulletins/<uuid:bulletin_id>/close/", publication.close, name="close-publication"),
    path("open/", publication.open_bulletins, name="open-bulletins"),
    path("open/<uuid:bulletin_id>/", publication.open_bulletin, name="open-bulletin"),
    path("open/<uuid:bulletin_id>/figures.<slug:form>", publication.open_figures, name="open-figures"),
    path("open/<uuid:bulletin_id>/bulletin.<slug:form>", publication.open_file, name="open-file"),
]
