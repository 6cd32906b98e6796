"""What targets bring to the house: menu, search, files, words of the journal."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu, search
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import evidence_files
from xuezheng.modules.plans.achievement import asked_of
from xuezheng.modules.plans.policies.parts import targets_visible_to


def register_targets() -> None:
    menu.register(
        menu.MenuEntry(
            section="lead",
            title=_("Achievement"),
            address="achievement",
            permission="plans.read",
            order=10,
            pages=("plan",),
        )
    )
    menu.register(
        menu.MenuEntry(section="lead", title=_("Targets"), address="plan-targets", permission="plans.read", order=40)
    )
    search.register(search.SearchSource(code="plan-targets", title=_("Targets"), find=find_targets, order=40))
    files.register(evidence_files.KIND, find=evidence_files.find_evidence, visible=evidence_files.evidence_visible)
    titles.register_acts(
        {
            "plans.bind_target": _("Bound a target to an indicator"),
            "plans.unbind_target": _("Loosened a target from its indicator"),
            "plans.state_unmeasurable": _("Stated why a target cannot be measured"),
            "plans.record_evidence": _("Stated evidence for a target"),
            "plans.withdraw_evidence": _("Withdrew evidence"),
            "plans.share_out_target": _("Shared a target out"),
            "plans.change_share": _("Changed the share of a unit"),
            "plans.propose_share": _("Proposed another share"),
            "plans.agree_share": _("Agreed to a share"),
            "plans.take_over_task": _("Took a task over from above"),
            "plans.release_task": _("Let go of a task from above"),
        }
    )
    titles.register_kind("plans.target", _("Target"), address=lambda key: reverse("plan-target", args=[key]))


def find_targets(post: ActingPost, text: str, limit: int) -> Sequence[search.Hit]:
    found = targets_visible_to(post).select_related("plan").filter(phrase__contains=text, core=True)
    return [
        search.Hit(
            title=target.phrase,
            note=f"{asked_of(target)} · {target.plan.title}",
            url=reverse("plan-target", args=[target.id]),
        )
        for target in found.order_by("-plan__year", "position")[:limit]
    ]
