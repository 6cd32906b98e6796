"""What the module brings to the house: menu, search, topics of the inbox, words of the journal."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu, search
from xuezheng.modules.organisation import todos
from xuezheng.modules.organisation.web.search import (
    find_bodies,
    find_cios,
    find_meetings,
    find_rules,
    find_surveys,
)

MENU: list[tuple[Promise, str, int]] = [
    (_("Coverage of bodies and CIOs"), "organisation-coverage", 12),
    (_("Leading groups and offices"), "bodies", 13),
    (_("CIOs"), "cios", 14),
    (_("Meetings"), "meetings", 15),
    (_("Rule documents"), "rules", 16),
    (_("Surveys"), "surveys", 17),
]


def register_organisation() -> None:
    for title, address, order in MENU:
        menu.register(
            menu.MenuEntry(section="govern", title=title, address=address, permission="organisation.read", order=order)
        )
    _register_search()
    register_topic(todos.LACKS, _("Bodies and CIOs that are asked for"))
    register_topic(todos.SURVEY, _("Surveys to take part in"))
    _register_acts()
    _register_kinds()


def _register_search() -> None:
    for code, title, find, order in (
        ("bodies", _("Leading groups and offices"), find_bodies, 50),
        ("cios", _("CIOs"), find_cios, 52),
        ("meetings", _("Meetings"), find_meetings, 54),
        ("rules", _("Rule documents"), find_rules, 56),
        ("surveys", _("Surveys"), find_surveys, 58),
    ):
        search.register(search.SearchSource(code=f"organisation-{code}", title=title, find=find, order=order))


def _register_kinds() -> None:
    for kind, title, address in (
        ("body", _("Body"), "body"),
        ("cio", _("CIO"), "cio"),
        ("meeting", _("Meeting"), "meeting"),
        ("rule", _("Rule document"), "rule"),
        ("survey", _("Survey"), "survey"),
        ("surveypart", _("Part of a survey"), "survey-part"),
    ):
        titles.register_kind(f"organisation.{kind}", title, address=_to(address))
    titles.register_kind("organisation.coverage", _("Coverage of bodies and CIOs"), address=_to("lacking"))


def _to(address: str) -> Callable[[str], str]:
    return lambda key: reverse(address, args=[key])


def _register_acts() -> None:
    titles.register_acts(
        {
            "organisation.found_body": _("Recorded a body"),
            "organisation.change_body": _("Changed a body"),
            "organisation.dissolve_body": _("Dissolved a body"),
            "organisation.seat_member": _("Added a member to a body"),
            "organisation.end_seat": _("Ended a seat in a body"),
            "organisation.name_cio": _("Named a CIO"),
            "organisation.change_cio": _("Corrected the entry of a CIO"),
            "organisation.end_cio": _("Ended the office of a CIO"),
            "organisation.record_training": _("Recorded a CIO's training"),
            "organisation.withdraw_training": _("Took a CIO's training back"),
            "organisation.ask_for_coverage": _("Asked units for what they lack"),
            "organisation.record_meeting": _("Recorded a meeting"),
            "organisation.change_meeting": _("Changed a meeting"),
            "organisation.record_resolution": _("Recorded a resolution"),
            "organisation.change_resolution": _("Changed a resolution"),
            "organisation.remove_resolution": _("Took a resolution out"),
            "organisation.turn_into_task": _("Made a resolution a task"),
            "organisation.draft_rule": _("Drafted a rule document"),
            "organisation.draft_edition": _("Drafted an edition of a rule document"),
            "organisation.change_draft": _("Changed the draft of a rule document"),
            "organisation.discard_draft": _("Threw the draft of a rule document away"),
            "organisation.issue_edition": _("Issued a rule document"),
            "organisation.repeal_rule": _("Repealed a rule document"),
            "organisation.open_survey": _("Opened a survey"),
            "organisation.change_survey": _("Changed a survey"),
            "organisation.involve_unit": _("Added a unit to a survey"),
            "organisation.release_unit": _("Took a unit out of a survey"),
            "organisation.report_findings": _("Reported what was found"),
            "organisation.conclude_survey": _("Concluded a survey"),
            "organisation.record_use": _("Recorded the use of a survey"),
        }
    )
