"""Addresses of rounds."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.assessment.web.rounds import assigning, changes, items, overview, ranking, unit
from xuezheng.modules.assessment.web.rounds.lists import ROUNDS

ONE = "rounds/<uuid:round_id>/"
urlpatterns: list[URLPattern] = [
    path("rounds/", list_view(ROUNDS), name="assessment-rounds"),
    path("rounds/new/", changes.draft_round, name="draft-assessment-round"),
    path(ONE, overview.round_page, name="assessment-round"),
    path(f"{ONE}ranking/", ranking.ranking_page, name="assessment-ranking"),
    path(f"{ONE}open/", changes.open_round, name="open-assessment-round"),
    path(f"{ONE}review/", changes.begin_review, name="begin-assessment-review"),
    path(f"{ONE}conclude/", changes.conclude_round, name="conclude-assessment-round"),
    path(f"{ONE}publish/", changes.publish_round, name="publish-assessment-round"),
    path(f"{ONE}discard/", changes.discard_round, name="discard-assessment-round"),
    path(f"{ONE}assign/", assigning.assign_evenly, name="assign-experts-evenly"),
    path(f"{ONE}items/new/", items.add_item, name="add-assessment-item"),
    path(f"{ONE}items/<uuid:item_id>/", items.set_item, name="set-assessment-item"),
    path(f"{ONE}items/<uuid:item_id>/drop/", items.drop_item, name="drop-assessment-item"),
    path("units/<uuid:assessed_id>/", unit.unit_page, name="assessed-unit"),
    path("units/<uuid:assessed_id>/assign/", assigning.assign_experts, name="assign-experts"),
    path("results/<uuid:result_id>/order/", unit.order_rectification, name="order-assessed-rectification"),
]
