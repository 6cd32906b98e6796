"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "xuezheng.modules.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.organisation.attachments import register_files
        from xuezheng.modules.organisation.rest import (  # noqa: F401 - importing them fills the router
            meetings,
            registers,
            router,
            rules,
            surveys,
        )
        from xuezheng.modules.organisation.web.registering import register_organisation

        registry.register("organisation", router, title=_("Organisation of the work"))
        register_permissions(self.path)
        register_files()
        register_organisation()
