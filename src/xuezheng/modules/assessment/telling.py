"""What the module writes into the units' inboxes. Experts are told on their own home page: an inbox is the whole unit's."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, send_messages
from xuezheng.modules.assessment.models import AssessedUnit, Round
from xuezheng.modules.assessment.places import assessed_path, round_path
from xuezheng.modules.assessment.policies.reach import READ

LOOKED_AT_TOPIC, RESULT_TOPIC = "assessment.round", "assessment.result"
LOOKED_AT = gettext_noop("“%(title)s” looks at your unit; reviews until %(until)s")
SELF_EVALUATE = gettext_noop("“%(title)s” looks at your unit; evaluate yourselves until %(until)s")
PUBLISHED = gettext_noop("“%(title)s” is published: %(points)s points, rank %(rank)s")


def tell_opened(held: Round, assessed: Iterable[AssessedUnit], *, at: datetime) -> int:
    text = SELF_EVALUATE if held.self_due_on else LOOKED_AT
    until = (held.self_due_on or held.review_due_on).isoformat()
    return send_messages(
        [
            MessageDraft(
                topic=LOOKED_AT_TOPIC,
                key=str(held.id),
                unit_path=each.unit_path,
                unit_id=each.unit_id,
                text=text,
                params={"title": held.title, "until": until},
                url=round_path(held.id),
                permission=READ,
            )
            for each in assessed
        ],
        at=at,
    )


def tell_results(held: Round, assessed: Iterable[AssessedUnit], *, at: datetime) -> int:
    return send_messages(
        [
            MessageDraft(
                topic=RESULT_TOPIC,
                key=str(held.id),
                unit_path=each.unit_path,
                unit_id=each.unit_id,
                text=PUBLISHED,
                params={"title": held.title, "points": f"{each.points:.2f}", "rank": each.rank or 0},
                url=assessed_path(each.id),
                permission=READ,
            )
            for each in assessed
        ],
        at=at,
    )
