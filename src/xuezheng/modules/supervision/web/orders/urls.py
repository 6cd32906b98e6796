"""Addresses of supervision orders."""

from django.urls import URLPattern, path

from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.modules.supervision.web.orders import changes
from xuezheng.modules.supervision.web.orders.lists import ORDERS
from xuezheng.modules.supervision.web.orders.order import order_page
from xuezheng.modules.supervision.web.orders.overdue import overdue_orders

urlpatterns: list[URLPattern] = [
    path("orders/", list_view(ORDERS), name="supervision-orders"),
    path("orders/new/", changes.issue_order, name="issue-order"),
    path("orders/overdue/", overdue_orders, name="overdue-orders"),
    path("orders/<uuid:order_id>/", order_page, name="supervision-order"),
    path("orders/<uuid:order_id>/reply/", changes.reply, name="reply-to-order"),
    path("orders/<uuid:order_id>/return/", changes.return_reply, name="return-reply"),
    path("orders/<uuid:order_id>/close/", changes.close, name="close-order"),
    path("orders/<uuid:order_id>/withdraw/", changes.withdraw, name="withdraw-order"),
]
