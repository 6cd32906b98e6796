"""Addresses of targets: the plan's home, one target, its shares and evidence, takeover."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.plans.web.targets import home, shares, takeover, target
from xuezheng.modules.plans.web.targets.lists import TARGETS

urlpatterns: list[URLPattern] = [
    path("achievement/", home.achievement, name="achievement"),
    path("<uuid:plan_id>/", home.plan_home, name="plan"),
    path("targets/", list_view(TARGETS), name="plan-targets"),
    path("targets/<uuid:target_id>/", target.detail, name="plan-target"),
    path("targets/<uuid:target_id>/bind/", target.bind, name="bind-target"),
    path("targets/<uuid:target_id>/unbind/", target.unbind, name="unbind-target"),
    path("targets/<uuid:target_id>/unmeasurable/", target.unmeasurable, name="state-unmeasurable"),
    path("targets/<uuid:target_id>/evidence/", target.evidence, name="record-evidence"),
    path("evidence/<uuid:evidence_id>/withdraw/", target.withdraw, name="withdraw-evidence"),
    path("targets/<uuid:target_id>/shares/", shares.share_out, name="share-out-target"),
    path("shares/<uuid:share_id>/change/", shares.change, name="change-share"),
    path("shares/<uuid:share_id>/propose/", shares.propose, name="propose-share"),
    path("shares/<uuid:share_id>/agree/", shares.agree, name="agree-share"),
    path("<uuid:plan_id>/takeover/", takeover.takeover_page, name="plan-takeover"),
    path("<uuid:plan_id>/takeover/add/", takeover.take_over, name="take-over-task"),
    path("<uuid:plan_id>/takeover/release/", takeover.release, name="release-task"),
    path("<uuid:plan_id>/takeover/below/", takeover.below_page, name="plan-takeover-below"),
    path("<uuid:plan_id>/takeover/below/<str:code>/", takeover.unit_below_page, name="plan-takeover-unit"),
]
