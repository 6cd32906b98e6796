"""Addresses of scores, weights and appeals."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.supervision.web.scores import appeals, scoring, weights
from xuezheng.modules.supervision.web.scores.lists import APPEALS, SCORINGS
from xuezheng.modules.supervision.web.scores.score import score_page

urlpatterns: list[URLPattern] = [
    path("scores/", list_view(SCORINGS), name="scorings"),
    path("scores/new/", scoring.draft_scoring, name="draft-scoring"),
    path("scores/latest/", scoring.latest_ranking, name="latest-ranking"),
    path("scores/<uuid:scoring_id>/", scoring.scoring_page, name="scoring"),
    path("scores/<uuid:scoring_id>/draft/<int:unit_id>/", scoring.draft_unit, name="draft-unit"),
    path("scores/<uuid:scoring_id>/publish/", scoring.publish_scoring, name="publish-scoring"),
    path("scores/<uuid:scoring_id>/discard/", scoring.discard_scoring, name="discard-scoring"),
    path("scores/units/<uuid:score_id>/", score_page, name="supervision-score"),
    path("scores/lines/<uuid:line_id>/appeal/", appeals.appeal_line, name="appeal-line"),
    path("appeals/", list_view(APPEALS), name="supervision-appeals"),
    path("appeals/<uuid:appeal_id>/", appeals.appeal_page, name="supervision-appeal"),
    path("appeals/<uuid:appeal_id>/decide/", appeals.decide_appeal, name="decide-appeal"),
    path("weights/", weights.weights_page, name="supervision-weights"),
    path("weights/change/", weights.change_weights, name="change-weights"),
]
