"""The page of one order, which prints as it stands, and the order as a Word document."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import word_response
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.attached_files import ORDER
from xuezheng.modules.supervision.documents.order import order_document
from xuezheng.modules.supervision.facts import read_aloud
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.places import subject_path
from xuezheng.modules.supervision.policies.orders import can_decide_order, can_reply_to_order
from xuezheng.modules.supervision.queries.orders import get_order, replies_to
from xuezheng.modules.supervision.web.orders.lists import status_tag


@post_required("supervision.read")
def order_page(request: PostRequest, order_id: UUID) -> HttpResponse:
    post, order = request.post, get_order(request.post, order_id)
    replies = replies_to(post, order)
    if request.GET.get("format") == "docx":
        title = _("Supervision order %(number)s") % {"number": order.number}
        return word_response(request, order_document(order, replies), code="supervision-order", title=title)
    context = {
        "order": order,
        "standing": status_tag(order),
        "facts": read_aloud(order.facts),
        "subject": subject_path(order) if post.may("plans.read") else "",
        "replies": replies,
        "files": shown_attachments(post, object_kind=ORDER, object_id=str(order.id)),
        **_what_can_be_done(post, order),
    }
    return render(request, "supervision/orders/order.html", context)


def _what_can_be_done(post: ActingPost, order: Order) -> dict[str, Any]:
    alive = order.closed_at is None and order.withdrawn_at is None
    decides = alive and can_decide_order(post, order)
    return {
        "may_reply": alive and order.replied_at is None and can_reply_to_order(post, order),
        "may_decide": decides and order.replied_at is not None,
        "may_withdraw": decides,
    }
