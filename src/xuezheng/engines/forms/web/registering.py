"""What forms bring to the house: menu, to-dos of the home, words of the journal."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms import report_files, telling
from xuezheng.engines.forms.policies import READ
from xuezheng.engines.forms.web.collecting.lists import waiting_todos
from xuezheng.engines.forms.web.correcting.lists import correction_todos
from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu
from xuezheng.kernel.pages import todos as home_todos


def register_all() -> None:
    for title, address, order in (
        (_("Collections"), "collections", 60),
        (_("Reports of units"), "reports", 62),
        (_("Corrections"), "corrections", 63),
        (_("Forms"), "forms", 64),
    ):
        menu.register(menu.MenuEntry(section="lead", title=title, address=address, permission=READ, order=order))
    home_todos.register(waiting_todos)
    home_todos.register(correction_todos)
    for topic, words in (
        (telling.FILL, _("Reports to fill in")),
        (telling.REMINDER, _("Reports not in, corrections not answered")),
        (telling.WAITING, _("Reports waiting on the desk")),
        (telling.FILLED, _("Reports that another unit filled in")),
    ):
        register_topic(topic, words)
    files.register(report_files.KIND, find=report_files.find_report, visible=report_files.of_reports)
    titles.register_system("forms", _("the platform, from accepted reports"))
    _register_acts()
    _register_kinds()


def _register_acts() -> None:
    """The words of the journal."""
    titles.register_acts(
        {
            "forms.draft_form": _("Drafted a form"),
            "forms.change_form": _("Changed a form"),
            "forms.discard_form": _("Discarded the draft of a form"),
            "forms.publish_form": _("Published a form"),
            "forms.withdraw_form": _("Withdrew a form"),
            "forms.open_collection": _("Opened a collection"),
            "forms.extend_collection": _("Gave more time for a collection"),
            "forms.save_answers": _("Filled in a report"),
            "forms.submit_report": _("Submitted a report"),
            "forms.accept_report": _("Accepted a report"),
            "forms.accept_reports": _("Accepted reports together"),
            "forms.return_report": _("Returned a report"),
            "forms.reopen_report": _("Opened a report again"),
            "forms.remark_on_report": _("Made a remark on a report"),
            "forms.ask_correction": _("Asked for a correction"),
            "forms.close_collection": _("Closed a collection"),
            "forms.pass_on_report": _("Passed a report on to the unit's successor"),
            "forms.take_back_report": _("Took back the report of a unit that ended"),
            "forms.hand_over_reports": _("Handed accepted reports over to record tables"),
            "forms.remind_units": _("Reminded units of reports"),
            "forms.remind_desks": _("Reminded desks of waiting reports"),
            "forms.remind_keepers": _("Reminded of corrections to answer"),
            "forms.tell_above_keepers": _("Told units above which corrections have no answer"),
            "forms.judge_sheet": _("Uploaded a file of answers"),
            "forms.apply_sheet": _("Filled in reports by file"),
            "forms.answer_correction": _("Answered a correction"),
            "forms.answer_suspicion": _("Answered a figure worth a second look"),
            "forms.withdraw_suspicion_answer": _("Withdrew the answer to a figure worth a second look"),
        }
    )


def _register_kinds() -> None:
    """What the journal's entries are about, and what they name."""
    for kind, title, page in (
        ("edition", _("Form"), "form"),
        ("collection", _("Collection"), "collection"),
        ("report", _("Report of a unit"), "report"),
        ("correction", _("Correction"), "correction"),
    ):
        titles.register_kind(f"forms.{kind}", title, address=partial(_page, page))
    titles.register_kind("forms.reminders", _("Reminders of reports"))
    _register_fields()


def _register_fields() -> None:
    titles.register_fields(
        "forms",
        {
            "asked": _("fields asked"),
            "filled": _("fields filled already"),
            "edition": _("edition"),
            "overrides": _("asked although known"),
            "reports": _("reports"),
            "reason": _("reason"),
            "desk": _("desk"),
            "field": _("field"),
            "fields": _("fields"),
            "accepted": _("accepted together"),
            "value": _("value at the source"),
            "claimed": _("said to be right"),
            "answer": _("answer"),
            "suspicion": _("kind of finding"),
            "sent": _("sent"),
            "open": _("not submitted"),
            "undecided": _("not decided"),
            "unit": _("unit"),
            "file": _("file"),
            "sha256": _("fingerprint of the file"),
            "answers": _("answers"),
            "replaced": _("answers of others replaced"),
            "left": _("left as it was"),
            "handed_over": _("rows handed over"),
            "taken_out": _("reports taken out"),
            "left_out": _("reports left out"),
        },
    )


def _page(name: str, key: str) -> str:
    return reverse(name, args=[key])
