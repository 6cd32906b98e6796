"""Django's registration of the package."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "xuezheng.engines.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.engines.inbox.queries.messages import count_unread
        from xuezheng.engines.inbox.queries.todos import count_open
        from xuezheng.engines.inbox.rest import router
        from xuezheng.engines.inbox.web.home import todos_for_home
        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.pages import frame, menu, todos
        from xuezheng.kernel.rest import registry

        menu.register(menu.MenuEntry(section="mine", title=_("To-dos"), address="todos", order=10, count=count_open))
        menu.register(
            menu.MenuEntry(section="mine", title=_("Messages"), address="messages", order=20, count=count_unread)
        )
        frame.register_account_link(frame.AccountLink(title=_("My subscription"), address="subscription", order=20))
        todos.register(todos_for_home)
        todos.register_page("todos")
        registry.register("inbox", router, title=_("To-dos and messages"))
        titles.register("inbox.change_subscription", _("Changed a subscription"))
        titles.register_kind("inbox.subscription", _("Subscription"))
