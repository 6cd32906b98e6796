"""Drafts for units of the tests' tree."""

from datetime import date
from typing import Any

from xuezheng.engines.inbox.facade import MessageDraft, TodoDraft
from xuezheng.kernel.units.models import Unit

DUE = date(2026, 9, 10)


def todo(unit: Unit, subject: object = "1", **values: Any) -> TodoDraft:
    given = {
        "topic": "plans.report",
        "subject_kind": "assignment",
        "subject_id": str(subject),
        "text": "Report task %(number)s",
        "params": {"number": str(subject)},
        "url": f"/plans/assignments/{subject}/",
        "due_on": DUE,
        **values,
    }
    return TodoDraft(unit_path=unit.unit_path, unit_id=unit.id, **given)


def message(unit: Unit, key: str = "1", **values: Any) -> MessageDraft:
    given = {
        "topic": "plans.accepted",
        "key": key,
        "text": "Task %(number)s is accepted",
        "params": {"number": key},
        "url": f"/plans/tasks/{key}/",
        **values,
    }
    return MessageDraft(unit_path=unit.unit_path, unit_id=unit.id, **given)
