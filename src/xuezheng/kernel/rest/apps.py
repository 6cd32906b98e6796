"""Django's registration of the package."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "xuezheng.kernel.rest"
    label = "rest"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.pages import menu

        menu.register(menu.MenuEntry(section="run", title=_("Programming interface"), address="api-docs", order=90))
