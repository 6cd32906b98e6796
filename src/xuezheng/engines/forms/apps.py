"""Django's registration of the package: menu, to-dos of the home, permissions, titles of its acts."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "xuezheng.engines.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.engines.forms.records import RecordSource
        from xuezheng.engines.forms.rest import (  # noqa: F401 - importing them fills the router
            collections,
            corrections,
            files,
            reports,
            router,
            sheets,
            suspicions,
        )
        from xuezheng.engines.forms.sources import register_source
        from xuezheng.engines.forms.web.registering import register_all
        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry

        register_permissions(self.path)
        register_source("lake", RecordSource())
        register_all()
        registry.register("forms", router, title=_("Forms"))
