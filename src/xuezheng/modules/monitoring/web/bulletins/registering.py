"""What bulletins bring to the house: menu, files, words of the journal."""

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.inbox.facade import register_topic
from xuezheng.kernel.files import facade as files
from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu
from xuezheng.kernel.pages.frame import OpenLink, register_open_link
from xuezheng.modules.monitoring.actions.bulletins.batches import KIND
from xuezheng.modules.monitoring.addresses import batch_address, bulletin_address
from xuezheng.modules.monitoring.bulletins import kept_files, telling
from xuezheng.modules.monitoring.policies.bulletins import READ


def register_bulletins() -> None:
    menu.register(menu.MenuEntry(section="lead", title=_("Bulletins"), address="bulletins", permission=READ, order=70))
    register_open_link(OpenLink(title=_("Published bulletins"), address="open-bulletins"))
    register_topic(telling.ISSUED_TOPIC, _("Bulletins about the unit"))
    register_topic(telling.WITHDRAWN_TOPIC, _("Withdrawn bulletins"))
    files.register(kept_files.KIND, find=kept_files.find_bulletin_owner, visible=kept_files.bulletin_files_visible)
    titles.register_kind(kept_files.KIND, _("Bulletin"), address=bulletin_address)
    titles.register_kind(KIND, _("Batch of bulletins"), address=batch_address)
    titles.register_acts(
        {
            "monitoring.draft_bulletin": _("Drafted a bulletin"),
            "monitoring.refill_draft": _("Filled the draft of a bulletin anew"),
            "monitoring.discard_draft": _("Threw the draft of a bulletin away"),
            "monitoring.issue_bulletin": _("Issued a bulletin"),
            "monitoring.withdraw_bulletin": _("Withdrew a bulletin"),
            "monitoring.write_batch": _("Asked for a batch of bulletins"),
            "monitoring.resume_batch": _("Went on with a batch of bulletins"),
            "monitoring.publish_bulletin": _("Opened a bulletin to everybody"),
            "monitoring.close_publication": _("Closed a bulletin's publication"),
        }
    )
    titles.register_fields(
        "monitoring",
        {
            "period": _("period"),
            "subject": _("about"),
            "number": _("document number"),
            "dated": _("dated"),
            "fingerprint": _("fingerprint"),
            "reason": _("reason"),
            "level": _("level"),
            "total": _("units"),
            "issues": _("issued at once"),
        },
    )
