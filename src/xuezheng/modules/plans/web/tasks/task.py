"""The page of one task."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import NotFound
from xuezheng.modules.plans.policies.parts import tasks_visible_to


@post_required("plans.read")
def task_page(request: PostRequest, task_id: UUID) -> HttpResponse:
    task = tasks_visible_to(request.post).filter(id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task within what your post may see."))
    return render(request, "plans/tasks/task.html", {"task": task})
