"""Opening to-dos, for one unit or for all of a province at once."""

from collections.abc import Iterable
from datetime import datetime

from xuezheng.engines.inbox.drafts import TodoDraft, checked_todos
from xuezheng.engines.inbox.models import Todo
from xuezheng.engines.inbox.places import INBOX, present_paths
from xuezheng.engines.inbox.texts import kept
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.copying import insert_or_settle

ON_CONFLICT = """
(topic, subject_kind, subject_id, unit_id) WHERE closed_at IS NULL DO UPDATE SET
    text = excluded.text, params = excluded.params, url = excluded.url, due_on = excluded.due_on,
    permission = excluded.permission, waiting_for = excluded.waiting_for
WHERE (inbox_todo.text, inbox_todo.params, inbox_todo.url, inbox_todo.permission, inbox_todo.waiting_for)
    <> (excluded.text, excluded.params, excluded.url, excluded.permission, excluded.waiting_for)
    OR inbox_todo.due_on IS DISTINCT FROM excluded.due_on
"""
"""An open one of the same subject takes the new text and day; where nothing is new its row stays untouched."""


def open_todos(drafts: Iterable[TodoDraft], *, at: datetime) -> int:
    """Returns how many were opened or changed. Within the caller's transaction, for units wherever in the tree."""
    wanted = checked_todos(drafts)
    with bound(INBOX):
        paths = present_paths(draft.unit_id for draft in wanted)
        return insert_or_settle([_row(draft, path=paths[draft.unit_id], at=at) for draft in wanted], ON_CONFLICT)


def _row(draft: TodoDraft, *, path: str, at: datetime) -> Todo:
    return Todo(
        unit_path=path,
        unit_id=draft.unit_id,
        topic=draft.topic,
        subject_kind=draft.subject_kind,
        subject_id=draft.subject_id,
        text=draft.text,
        params=kept(draft.params),
        url=draft.url,
        due_on=draft.due_on,
        permission=draft.permission,
        waiting_for=draft.waiting_for,
        opened_at=at,
    )
