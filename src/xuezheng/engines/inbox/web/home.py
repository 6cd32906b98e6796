"""What the home page shows of the inbox."""

from datetime import datetime

from xuezheng.engines.inbox.queries.todos import most_urgent
from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.scope.acting import ActingPost

SHOWN = 8


def todos_for_home(post: ActingPost, _at: datetime) -> list[Todo]:
    """The most urgent; the page of all is linked beside them."""
    return [
        Todo(text=todo.words, url=todo.url, due_on=todo.due_on, waiting_for=todo.waiting_for)
        for todo in most_urgent(post, limit=SHOWN)
    ]
