"""What tasks at units bring to the house: menu, files, to-dos, topics of the inbox, words of the journal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu
from xuezheng.kernel.pages import todos as home_todos
from xuezheng.modules.plans import progress_files, todos
from xuezheng.modules.plans.queries.evidence import ASSIGNMENT_FILES, REPORT_FILES
from xuezheng.modules.plans.web.tasks.waiting import waiting_todos


def register_tasks() -> None:
    _register_menu()
    home_todos.register(waiting_todos)
    files.register(ASSIGNMENT_FILES, find=progress_files.find_assignment, visible=progress_files.assignments_visible)
    files.register(REPORT_FILES, find=progress_files.find_report, visible=progress_files.reports_visible)
    register_topic(todos.MONTHLY, _("Monthly progress"))
    register_topic(todos.DECIDED, _("Decisions about submissions"))
    register_topic(todos.REMINDER, _("Deadlines ahead"))
    register_topic(todos.ESCALATION, _("Overdue tasks below"))
    _register_words()


def _register_menu() -> None:
    key_tasks = menu.MenuEntry(
        section="lead",
        title=_("Key tasks"),
        address="task-board",
        permission="plans.read",
        order=20,
        pages=("assignments", "assignment"),
    )
    menu.register(key_tasks)
    for title, address, order in (
        (_("Tasks of my unit"), "own-tasks", 22),
        (_("The three lists"), "three-lists", 30),
        (_("Projects"), "projects", 32),
        (_("Implementation plans"), "implementations", 34),
    ):
        menu.register(
            menu.MenuEntry(section="lead", title=title, address=address, permission="plans.read", order=order)
        )


def _register_words() -> None:
    titles.register_acts(
        {
            "plans.add_task": _("Added a task"),
            "plans.report_progress": _("Reported the progress of a month"),
            "plans.submit_assignment": _("Submitted a task"),
            "plans.withdraw_submission": _("Withdrew a submission"),
            "plans.accept_assignment": _("Accepted a task"),
            "plans.return_assignment": _("Returned a task"),
            "plans.reopen_assignment": _("Opened a task again"),
            "plans.pass_on_assignment": _("Passed a task on to the unit's successor"),
            "plans.take_back_assignment": _("Took a task back from a unit that ended"),
            "plans.extend_assignment": _("Gave a unit more time"),
            "plans.extend_task": _("Gave more time for a task"),
            "plans.reach_milestone": _("Stated a milestone as reached"),
            "plans.take_back_milestone": _("Took a milestone back"),
            "plans.remind_of_deadlines": _("Reminded units of deadlines"),
            "plans.ask_for_reports": _("Asked units for their monthly reports"),
            "plans.escalate_overdue": _("Told units above what is overdue"),
            "plans.open_project": _("Opened a project"),
            "plans.change_project": _("Changed a project"),
            "plans.close_project": _("Closed a project"),
            "plans.record_spending": _("Recorded a spending"),
            "plans.withdraw_spending": _("Took a spending back"),
            "plans.draw_up_implementation": _("Drew up an implementation plan"),
            "plans.change_implementation": _("Changed an implementation plan"),
            "plans.add_road_step": _("Added a step to a road map"),
            "plans.change_road_step": _("Changed a step of a road map"),
            "plans.remove_road_step": _("Removed a step from a road map"),
        }
    )
    titles.register_kind("plans.reminders", _("Reminders"))
    titles.register_kind("plans.task", _("Task"), address=lambda key: reverse("plan-task", args=[key]))
    titles.register_kind("plans.assignment", _("Task of a unit"), address=lambda key: reverse("assignment", args=[key]))
    titles.register_kind("plans.project", _("Project"), address=lambda key: reverse("project", args=[key]))
    titles.register_kind(
        "plans.implementation", _("Implementation plan"), address=lambda key: reverse("implementation", args=[key])
    )
