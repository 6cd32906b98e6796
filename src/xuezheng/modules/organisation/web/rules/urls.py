"""Addresses of rule documents."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.organisation.web.rules import views
from xuezheng.modules.organisation.web.rules.lists import RULES

urlpatterns: list[URLPattern] = [
    path("rules/", list_view(RULES), name="rules"),
    path("rules/new/", views.draft_rule, name="draft-rule"),
    path("rules/<uuid:rule_id>/", views.rule_page, name="rule"),
    path("rules/<uuid:rule_id>/edition/", views.draft_edition, name="draft-edition"),
    path("rules/<uuid:rule_id>/repeal/", views.repeal_rule, name="repeal-rule"),
    path("rules/editions/<uuid:edition_id>/change/", views.change_draft, name="change-draft-rule"),
    path("rules/editions/<uuid:edition_id>/discard/", views.discard_draft, name="discard-draft-rule"),
    path("rules/editions/<uuid:edition_id>/issue/", views.issue_edition, name="issue-edition"),
    path(
        "rules/editions/<uuid:edition_id>/texts/<uuid:attachment_id>/", views.download_text, name="download-rule-text"
    ),
]
