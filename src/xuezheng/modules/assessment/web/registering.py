"""What assessments bring to the house: menu, waiting reviews, topics of the inbox, words of the journal."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu
from xuezheng.kernel.pages import todos as home_todos
from xuezheng.modules.assessment import attached_files, telling
from xuezheng.modules.assessment.policies.reach import READ, RUN
from xuezheng.modules.assessment.web.centre import waiting_todos


def register_all() -> None:
    for title, address, permission, order in (
        (_("Centre for assessment"), "assessment", READ, 60),
        (_("Assessment rounds"), "assessment-rounds", READ, 62),
        (_("Register of experts"), "assessment-experts", RUN, 64),
    ):
        menu.register(menu.MenuEntry(section="lead", title=title, address=address, permission=permission, order=order))
    home_todos.register(waiting_todos)
    register_topic(telling.LOOKED_AT_TOPIC, _("Assessment rounds"))
    register_topic(telling.RESULT_TOPIC, _("Results of assessments"))
    register_topic(telling.APPEAL_TOPIC, _("Appeals against results"))
    files.register(attached_files.APPEAL, find=attached_files.find_appeal, visible=attached_files.of_appeals)
    _register_words()


def _register_words() -> None:
    titles.register_acts(
        {
            "assessment.draft_round": _("Drafted an assessment round"),
            "assessment.set_item": _("Set an item of a standard"),
            "assessment.add_item": _("Added an item to a standard"),
            "assessment.drop_item": _("Left an item out of a standard"),
            "assessment.discard_round": _("Discarded the draft of a round"),
            "assessment.open_round": _("Opened an assessment round"),
            "assessment.begin_review": _("Took a round into review"),
            "assessment.conclude_round": _("Concluded an assessment round"),
            "assessment.publish_round": _("Published the result of a round"),
            "assessment.take_note": _("Took note of a result"),
            "assessment.appeal_item": _("Appealed against an item of a result"),
            "assessment.decide_appeal": _("Decided an appeal against a result"),
            "assessment.order_rectification": _("Ordered a rectification after an assessment"),
            "assessment.register_expert": _("Registered an expert"),
            "assessment.change_expert": _("Changed the entry of an expert"),
            "assessment.let_expert_go": _("Took an expert out of the register"),
            "assessment.assign_expert": _("Assigned an expert to a unit"),
            "assessment.withdraw_review": _("Withdrew a review"),
            "assessment.hand_in_review": _("Handed in a review"),
            "assessment.return_review": _("Returned a review to its expert"),
        }
    )
    for kind, title, page in (
        ("round", _("Assessment round"), "assessment-round"),
        ("unit", _("Assessed unit"), "assessed-unit"),
        ("appeal", _("Appeal against a result"), "assessment-appeal"),
        ("expert", _("Expert"), "assessment-expert"),
        ("review", _("Review"), "assessment-review"),
    ):
        titles.register_kind(f"assessment.{kind}", title, address=partial(_page, page))
    titles.register_fields(
        "assessment",
        {
            "standard": _("standard"),
            "period": _("period"),
            "units": _("units"),
            "review_due_on": _("reviews until"),
            "item": _("item"),
            "full": _("full points"),
            "handed_in": _("handed in"),
            "missing": _("missing"),
            "conclusion": _("conclusion"),
            "points": _("points"),
            "reason": _("reason"),
            "fields": _("fields of work"),
            "avoids": _("units to keep away from"),
            "outside": _("outside expert"),
            "decide_by": _("decision until"),
            "appeal_until": _("appeals until"),
            "outcome": _("outcome"),
            "decision": _("grounds of the decision"),
            "order": _("order"),
            "due_on": _("due on"),
        },
    )


def _page(name: str, key: str) -> str:
    return reverse(name, args=[key])
