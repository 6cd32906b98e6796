"""What the home page asks of a lead office: submissions that wait for its decision, by task."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from xuezheng.kernel.pages.todos import Todo
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.queries.acceptance import WaitingTask, waiting_by_task


def waiting_todos(post: ActingPost, _at: datetime) -> Sequence[Todo]:
    return [_todo(found) for found in waiting_by_task(post)] if post.may("plans.accept") else []


def _todo(found: WaitingTask) -> Todo:
    text = ngettext(
        "Task %(number)s: %(count)d submission waits. %(heading)s",
        "Task %(number)s: %(count)d submissions wait. %(heading)s",
        found.count,
    )
    asked = {"plan": str(found.plan_id), "task": str(found.task_id), "status": "waiting"}
    return Todo(
        text=text % {"number": found.number, "count": found.count, "heading": found.heading},
        url=f"{reverse('assignments')}?{urlencode(asked)}",
    )
