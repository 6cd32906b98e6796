"""What supervision brings to the house: menu, search, files, to-dos, topics of the inbox, words of the journal."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu, search
from xuezheng.kernel.pages import todos as home_todos
from xuezheng.modules.supervision import attached_files, telling
from xuezheng.modules.supervision.web.home import waiting_todos
from xuezheng.modules.supervision.web.orders.lists import search_orders
from xuezheng.modules.supervision.web.scores.lists import search_scorings

READ = "supervision.read"


def register_all() -> None:
    entries = (
        (_("Supervision and scores"), "supervision", 50),
        (_("Supervision orders"), "supervision-orders", 52),
        (_("Score ranking"), "latest-ranking", 54),
        (_("Special supervision"), "inspections", 56),
    )
    for title, address, order in entries:
        menu.register(menu.MenuEntry(section="lead", title=title, address=address, permission=READ, order=order))
    home_todos.register(waiting_todos)
    search.register(
        search.SearchSource(code="supervision-orders", title=_("Supervision orders"), find=search_orders, order=50)
    )
    search.register(search.SearchSource(code="scorings", title=_("Scores"), find=search_scorings, order=52))
    files.register(attached_files.ORDER, find=attached_files.find_order, visible=attached_files.of_orders)
    files.register(attached_files.APPEAL, find=attached_files.find_appeal, visible=attached_files.of_appeals)
    files.register(attached_files.FINDING, find=attached_files.find_finding, visible=attached_files.of_findings)
    _register_topics()
    _register_words()


def _register_topics() -> None:
    register_topic(telling.ORDER, _("Supervision orders"))
    register_topic(telling.DECIDED, _("Decisions about replies to orders"))
    register_topic(telling.ESCALATED, _("Orders without a reply"))
    register_topic(telling.SCORED, _("Published scores"))
    register_topic(telling.APPEALED, _("Decisions about appeals"))
    register_topic(telling.INSPECTED, _("Special supervision"))


def _register_words() -> None:
    titles.register_acts(
        {
            "supervision.issue_order": _("Issued a supervision order"),
            "supervision.reply_to_order": _("Replied to a supervision order"),
            "supervision.return_reply": _("Returned a reply"),
            "supervision.close_order": _("Closed a supervision order"),
            "supervision.withdraw_order": _("Withdrew a supervision order"),
            "supervision.escalate_orders": _("Told units above which orders have no reply"),
            "supervision.change_weights": _("Made a new edition of the weights"),
            "supervision.draft_scoring": _("Drafted a score"),
            "supervision.discard_scoring": _("Discarded the draft of a score"),
            "supervision.publish_scoring": _("Published a score"),
            "supervision.appeal_line": _("Appealed against a line"),
            "supervision.decide_appeal": _("Decided an appeal"),
            "supervision.open_inspection": _("Opened a round of special supervision"),
            "supervision.record_finding": _("Recorded a finding"),
            "supervision.close_inspection": _("Closed a round of special supervision"),
        }
    )
    for kind, title, page in (
        ("order", _("Supervision order"), "supervision-order"),
        ("scoring", _("Score"), "scoring"),
        ("appeal", _("Appeal"), "supervision-appeal"),
        ("inspection", _("Special supervision"), "inspection"),
        ("finding", _("Finding"), "finding"),
    ):
        titles.register_kind(f"supervision.{kind}", title, address=partial(_page, page))
    titles.register_kind("supervision.weights", _("Weights"))
    titles.register_kind("supervision.reminders", _("Reminders"))
    titles.register_fields(
        "supervision",
        {
            "digest": _("digest"),
            "units": _("units"),
            "lines": _("facts"),
            "standards": _("standards"),
            "standard": _("standard"),
            "reason": _("reason"),
        },
    )


def _page(name: str, key: str) -> str:
    return reverse(name, args=[key])
