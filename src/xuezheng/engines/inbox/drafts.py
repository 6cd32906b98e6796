"""What other packages hand over: a to-do or a message for one unit, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from xuezheng.engines.inbox.texts import Params, check_address, check_text


@dataclass(frozen=True, kw_only=True)
class TodoDraft:
    """`text` is an English msgid of the calling package; `params` fill its %(…)s when it is shown."""

    topic: str
    subject_kind: str
    subject_id: str
    unit_path: str
    unit_id: int
    text: str
    params: Params = field(default_factory=dict)
    url: str
    due_on: date | None = None
    permission: str = ""
    """Where not empty, only posts of the unit that hold it have this to do."""
    waiting_for: str = ""
    """Name of the office or person that waits for it."""


@dataclass(frozen=True, kw_only=True)
class MessageDraft:
    """The same `key` of the same topic reaches a unit once, however often it is sent."""

    topic: str
    key: str
    unit_path: str
    unit_id: int
    text: str
    params: Params = field(default_factory=dict)
    url: str = ""
    permission: str = ""


def checked_todos(drafts: Iterable[TodoDraft]) -> list[TodoDraft]:
    """One for each unit, topic and subject: of several the last."""
    kept = {(draft.topic, draft.subject_kind, draft.subject_id, draft.unit_id): draft for draft in drafts}
    _check(kept.values())
    return list(kept.values())


def checked_messages(drafts: Iterable[MessageDraft]) -> list[MessageDraft]:
    """One for each unit, topic and key: of several the last."""
    kept = {(draft.topic, draft.key, draft.unit_id): draft for draft in drafts}
    _check(kept.values())
    return list(kept.values())


def _check(drafts: Iterable[TodoDraft | MessageDraft]) -> None:
    for draft in drafts:
        check_text(draft.text, draft.params)
        check_address(draft.url)
