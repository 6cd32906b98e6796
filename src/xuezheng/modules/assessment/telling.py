"""What the module writes into the units' inboxes. Experts are told on their own home page: an inbox is the whole unit's."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, TodoDraft, close_todos, open_todos, send_messages
from xuezheng.modules.assessment.models import AssessedUnit, ResultAppeal, Round
from xuezheng.modules.assessment.places import appeal_path, assessed_path, ranking_path, round_path
from xuezheng.modules.assessment.policies.reach import APPEAL, READ, RUN
from xuezheng.modules.assessment.wording import written

LOOKED_AT_TOPIC, RESULT_TOPIC, APPEAL_TOPIC = "assessment.round", "assessment.result", "assessment.appeal"
ROUND_SUBJECT, APPEAL_SUBJECT = "assessment.round", "assessment.appeal"
LOOKED_AT = gettext_noop("“%(title)s” looks at your unit; reviews until %(until)s")
SELF_EVALUATE = gettext_noop("“%(title)s” looks at your unit; evaluate yourselves until %(until)s")
PUBLISHED = gettext_noop("“%(title)s” is published: %(points)s points, rank %(rank)s")
READ_RESULT = gettext_noop("Read your result in “%(title)s”: take note of it, or appeal until %(until)s")
DECIDE = gettext_noop("Decide the appeal of %(unit)s against “%(item)s” in “%(title)s”")
UPHELD = gettext_noop("Your appeal against “%(item)s” is upheld: %(points)s points in all, rank %(rank)s. %(decision)s")
REJECTED = gettext_noop("Your appeal against “%(item)s” is rejected. %(decision)s")
MOVED = gettext_noop("An appeal in “%(title)s” was upheld; your rank is now %(rank)s, it was %(before)s")


def tell_opened(held: Round, assessed: Iterable[AssessedUnit], *, at: datetime) -> int:
    text = SELF_EVALUATE if held.self_due_on else LOOKED_AT
    params = {"title": held.title, "until": (held.self_due_on or held.review_due_on).isoformat()}
    drafts = (_message(LOOKED_AT_TOPIC, held.id, each, text, params, url=round_path(held.id)) for each in assessed)
    return send_messages(list(drafts), at=at)


def tell_results(held: Round, assessed: Iterable[AssessedUnit], *, at: datetime) -> int:
    return send_messages([_of_result(held, each) for each in assessed], at=at)


def _of_result(held: Round, each: AssessedUnit) -> MessageDraft:
    params: dict[str, str | int] = {"title": held.title, "points": written(each.points), "rank": each.rank or 0}
    return _message(RESULT_TOPIC, held.id, each, PUBLISHED, params, url=assessed_path(each.id))


def ask_to_read(held: Round, assessed: Iterable[AssessedUnit], *, at: datetime) -> int:
    """A to-do at each unit, open until it takes note, appeals, or the days are over."""
    until = held.appeal_until.isoformat() if held.appeal_until else ""
    return open_todos(
        [
            TodoDraft(
                topic=RESULT_TOPIC,
                subject_kind=ROUND_SUBJECT,
                subject_id=str(held.id),
                unit_path=each.unit_path,
                unit_id=each.unit_id,
                text=READ_RESULT,
                params={"title": held.title, "until": until},
                url=assessed_path(each.id),
                due_on=held.appeal_until,
                permission=APPEAL,
                waiting_for=held.unit.name,
            )
            for each in assessed
        ],
        at=at,
    )


def result_is_read(assessed: AssessedUnit, *, at: datetime) -> int:
    return close_todos(
        topic=RESULT_TOPIC,
        subject_kind=ROUND_SUBJECT,
        subject_ids=[assessed.round_id],
        at=at,
        unit_path=assessed.unit.unit_path,
    )


def appeals_are_over(rounds: Iterable[Round], *, at: datetime) -> int:
    return close_todos(topic=RESULT_TOPIC, subject_kind=ROUND_SUBJECT, subject_ids=[held.id for held in rounds], at=at)


def ask_for_decision(appeal: ResultAppeal, *, at: datetime) -> int:
    """A to-do at the administration that holds the round, open until it decides."""
    assessed, holder = appeal.result.assessed, appeal.result.assessed.round.unit
    return open_todos(
        [
            TodoDraft(
                topic=APPEAL_TOPIC,
                subject_kind=APPEAL_SUBJECT,
                subject_id=str(appeal.id),
                unit_path=holder.unit_path,
                unit_id=holder.id,
                text=DECIDE,
                params={
                    "unit": assessed.unit_name,
                    "item": appeal.result.item.title_zh,
                    "title": assessed.round.title,
                },
                url=appeal_path(appeal.id),
                due_on=appeal.decide_by,
                permission=RUN,
                waiting_for=assessed.unit_name,
            )
        ],
        at=at,
    )


def decision_is_made(appeal: ResultAppeal, *, at: datetime) -> int:
    return close_todos(topic=APPEAL_TOPIC, subject_kind=APPEAL_SUBJECT, subject_ids=[appeal.id], at=at)


def tell_decision(appeal: ResultAppeal, assessed: AssessedUnit, *, at: datetime) -> int:
    """`assessed` as it stands after the decision."""
    upheld = appeal.outcome == ResultAppeal.Outcome.UPHELD
    params: dict[str, str | int] = {"item": appeal.result.item.title_zh, "decision": appeal.decision[:200]}
    if upheld:
        params |= {"points": written(assessed.points), "rank": assessed.rank or 0}
    text = UPHELD if upheld else REJECTED
    return send_messages([_message(APPEAL_TOPIC, appeal.id, assessed, text, params, url=appeal_path(appeal.id))], at=at)


def tell_moved(held: Round, appeal: ResultAppeal, moved: Iterable[tuple[AssessedUnit, int]], *, at: datetime) -> int:
    """Each with the rank it had."""
    drafts = []
    for each, before in moved:
        params: dict[str, str | int] = {"title": held.title, "rank": each.rank or 0, "before": before}
        drafts.append(_message(RESULT_TOPIC, appeal.id, each, MOVED, params, url=ranking_path(held.id)))
    return send_messages(drafts, at=at)


def _message(
    topic: str, about: UUID, to: AssessedUnit, text: str, params: Mapping[str, str | int], *, url: str
) -> MessageDraft:
    return MessageDraft(
        topic=topic,
        key=str(about),
        unit_path=to.unit_path,
        unit_id=to.unit_id,
        text=text,
        params=dict(params),
        url=url,
        permission=READ,
    )
