"""What papers and plans bring to the house: menu, search, files, topics of the inbox, words of the journal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu, search
from xuezheng.modules.plans import originals, telling
from xuezheng.modules.plans.web.papers.lists import search_plans, search_tasks


def register_papers() -> None:
    menu.register(
        menu.MenuEntry(section="lead", title=_("Work points"), address="plans", permission="plans.read", order=20)
    )
    search.register(search.SearchSource(code="plans", title=_("Work points"), find=search_plans, order=30))
    search.register(search.SearchSource(code="plan-tasks", title=_("Tasks"), find=search_tasks, order=35))
    files.register(originals.KIND, find=originals.find_paper_owner, visible=originals.paper_files_visible)
    register_topic(telling.REPORT, _("Tasks of work points"))
    titles.register_kind("plans.plan", _("Work points"), address=lambda key: reverse("plan-document", args=[key]))
    titles.register_kind("plans.paper", _("Document"), address=lambda key: reverse("paper", args=[key]))
    titles.register_acts(
        {
            "plans.receive_paper": _("Received a document"),
            "plans.draft_plan": _("Drafted work points"),
            "plans.reread_plan": _("Read a document anew"),
            "plans.discard_draft": _("Threw a draft away"),
            "plans.publish_plan": _("Published work points"),
            "plans.supersede_plan": _("Superseded work points"),
            "plans.close_plan": _("Closed work points"),
            "plans.resume_handing_out": _("Went on with handing tasks out"),
            "plans.change_plan": _("Changed the head of work points"),
            "plans.change_section": _("Changed a section"),
            "plans.change_goal": _("Changed a goal"),
            "plans.add_goal": _("Added a goal"),
            "plans.change_task": _("Changed a task"),
            "plans.insert_task": _("Added a task to a draft"),
            "plans.split_task": _("Split a task"),
            "plans.merge_task": _("Merged two tasks"),
            "plans.continue_task": _("Let a task go on from the edition before"),
            "plans.change_target": _("Changed a target"),
            "plans.add_target": _("Added a target"),
            "plans.dismiss_target": _("Said that a number is no target"),
            "plans.add_milestone": _("Added a milestone"),
            "plans.change_milestone": _("Changed a milestone"),
            "plans.name_unit": _("Added a responsible unit"),
            "plans.choose_unit": _("Decided which unit a name means"),
            "plans.set_unit_aside": _("Said that a name means no unit"),
            "plans.change_role": _("Changed who leads a task"),
            "plans.remove_section": _("Removed a section"),
            "plans.remove_goal": _("Removed a goal"),
            "plans.remove_task": _("Removed a task"),
            "plans.remove_target": _("Removed a target"),
            "plans.remove_milestone": _("Removed a milestone"),
            "plans.remove_unit": _("Removed a responsible unit"),
        }
    )
