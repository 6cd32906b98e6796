"""Orders: seen by the addressed unit and those above it, decided by the administration that issued them."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.policies.reach import reaches, within_reach


def can_view_order(post: ActingPost, order: Order) -> bool:
    return post.may("supervision.read") and reaches(post, order)


def orders_visible_to(post: ActingPost) -> QuerySet[Order]:
    return Order.objects.filter(within_reach(post)) if post.may("supervision.read") else Order.objects.none()


def can_view_order_reply(post: ActingPost, reply: OrderReply) -> bool:
    return post.may("supervision.read") and reaches(post, reply)


def order_replies_visible_to(post: ActingPost) -> QuerySet[OrderReply]:
    return OrderReply.objects.filter(within_reach(post)) if post.may("supervision.read") else OrderReply.objects.none()


def can_issue_orders(post: ActingPost) -> bool:
    return post.may("supervision.order")


def can_decide_order(post: ActingPost, order: Order) -> bool:
    """The issuing administration, but no office about an order that is addressed to itself."""
    return post.may("supervision.order") and post.scope_path == order.issuer_path and post.unit_path != order.unit_path


def can_reply_to_order(post: ActingPost, order: Order) -> bool:
    """The unit itself, or an office of the administration that is addressed."""
    return post.may("supervision.reply") and order.unit_path in {post.unit_path, post.scope_path}


def own_orders(post: ActingPost) -> QuerySet[Order]:
    """Orders that the post's unit has to answer."""
    return orders_visible_to(post).filter(unit_path__in={post.unit_path, post.scope_path})


def orders_issued_by(post: ActingPost) -> QuerySet[Order]:
    return orders_visible_to(post).filter(Q(issuer_path=post.scope_path))
