"""What bulletins write into inboxes: the unit that one is about is told by its issuer, of the issue and of a withdrawal."""

from datetime import datetime

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, send_messages
from xuezheng.modules.monitoring.addresses import bulletin_address
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import READ

ISSUED_TOPIC, WITHDRAWN_TOPIC = "monitoring.bulletin", "monitoring.bulletin_withdrawn"
ISSUED = gettext_noop("%(issuer)s issued “%(title)s” about your unit")
WITHDRAWN = gettext_noop("%(issuer)s withdrew “%(title)s”: %(reason)s")


def tell_issued(bulletin: Bulletin, *, at: datetime) -> None:
    _tell(bulletin, ISSUED_TOPIC, ISSUED, {}, at=at)


def tell_withdrawn(bulletin: Bulletin, *, at: datetime) -> None:
    _tell(bulletin, WITHDRAWN_TOPIC, WITHDRAWN, {"reason": bulletin.withdrawal_reason}, at=at)


def _tell(bulletin: Bulletin, topic: str, text: str, more: dict[str, str], *, at: datetime) -> None:
    if bulletin.subject_path == bulletin.unit_path:
        return
    message = MessageDraft(
        topic=topic,
        key=str(bulletin.id),
        unit_path=bulletin.subject_path,
        unit_id=bulletin.unit_id,
        text=text,
        params={"issuer": bulletin.issuer_name, "title": bulletin.title} | more,
        url=bulletin_address(bulletin.id),
        permission=READ,
    )
    send_messages([message], at=at)
