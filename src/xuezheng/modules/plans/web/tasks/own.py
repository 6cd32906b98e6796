"""What is asked of the reader's unit: by urgency, each with its one step to report."""

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.plans import months
from xuezheng.modules.plans.queries.own import own_tasks as asked_of
from xuezheng.modules.plans.status import Status, counts_of
from xuezheng.modules.plans.web.tasks.chips import status_tag


@post_required("plans.read")
def own_tasks(request: PostRequest) -> HttpResponse:
    day = today(now())
    tasks = asked_of(request.post, day=day)
    counts = counts_of(task.status for task in tasks)
    context = {
        "tasks": [(task, status_tag(task.status)) for task in tasks if task.status is not Status.DONE],
        "finished": [task for task in tasks if task.status is Status.DONE],
        "counts": counts,
        "unreported": sum(1 for task in tasks if task.may_report and not task.reported),
        "month": months.month_of(day),
    }
    return render(request, "plans/tasks/own.html", context)
