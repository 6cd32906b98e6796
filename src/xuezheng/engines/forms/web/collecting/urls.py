"""Addresses of collections."""

from django.urls import URLPattern, path

from xuezheng.engines.forms.web.collecting import answering, changes
from xuezheng.engines.forms.web.collecting.closing import close
from xuezheng.engines.forms.web.collecting.collection import collection_page
from xuezheng.engines.forms.web.collecting.lists import COLLECTIONS
from xuezheng.engines.forms.web.collecting.suspects import suspicious_figures
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("collections/", list_view(COLLECTIONS), name="collections"),
    path("collections/<uuid:collection_id>/", collection_page, name="collection"),
    path("collections/<uuid:collection_id>/extend/", changes.extend, name="extend-collection"),
    path("collections/<uuid:collection_id>/close/", close, name="close-collection"),
    path("collections/<uuid:collection_id>/accept/", changes.accept_all, name="accept-reports"),
    path("collections/<uuid:collection_id>/suspicious/", suspicious_figures, name="suspicious-figures"),
    path("reports/<uuid:report_id>/suspicious/<slug:suspicion>/", answering.answer, name="answer-suspicion"),
    path(
        "reports/<uuid:report_id>/suspicious/<slug:suspicion>/<slug:field>/", answering.answer, name="answer-suspicion"
    ),
    path("suspicions/<uuid:answer_id>/withdraw/", answering.withdraw, name="withdraw-suspicion-answer"),
    path("library/<uuid:edition_id>/collect/", changes.collect, name="open-collection"),
]
