"""Opening a message, which marks it as read, and marking all."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from xuezheng.engines.inbox.actions.mark_read import mark_all_read, mark_message_read
from xuezheng.engines.inbox.topics import title_of_topic
from xuezheng.kernel import clock
from xuezheng.kernel.pages.web.access import PostRequest, post_required


@require_GET
@post_required()
def open_message(request: PostRequest, message_id: UUID) -> HttpResponse:
    """On to the page it is about, where it names one; its address is a path of ours, checked when it was sent."""
    message = mark_message_read(post=request.post, message_id=message_id, at=clock.now())
    if message.url:
        return HttpResponseRedirect(message.url)
    return render(request, "inbox/message.html", {"message": message, "topic": title_of_topic(message.topic)})


@require_POST
@post_required()
def mark_all(request: PostRequest) -> HttpResponse:
    count = mark_all_read(post=request.post, at=clock.now())
    notices.success(
        request,
        ngettext("%(count)d message is marked as read.", "%(count)d messages are marked as read.", count)
        % {"count": count},
    )
    return HttpResponseRedirect(reverse("messages"))
