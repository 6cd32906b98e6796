"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xuezheng.modules.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.supervision.rest import (  # noqa: F401 - importing them fills the router
            inspections,
            orders,
            router,
            scores,
        )
        from xuezheng.modules.supervision.web.registering import register_all

        registry.register("supervision", router, title=_("Supervision"))
        register_permissions(self.path)
        register_all()
