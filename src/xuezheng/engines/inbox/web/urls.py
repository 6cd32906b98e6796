"""Addresses of the inbox."""

from django.urls import URLPattern, path

from xuezheng.engines.inbox.web import lists, messages, subscription
from xuezheng.kernel.pages.web.lists import list_view

urlpatterns: list[URLPattern] = [
    path("todos/", list_view(lists.TODOS), name="todos"),
    path("todos/done/", list_view(lists.DONE), name="todos-done"),
    path("messages/", list_view(lists.MESSAGES), name="messages"),
    path("messages/read", messages.mark_all, name="read-messages"),
    path("messages/<uuid:message_id>/", messages.open_message, name="message"),
    path("subscription/", subscription.subscription, name="subscription"),
    path("digests/<uuid:digest_id>/", subscription.digest, name="digest"),
]
