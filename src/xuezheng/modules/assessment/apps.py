"""Django's registration of the module: menu, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "xuezheng.modules.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.assessment.rest import (  # noqa: F401 - importing them fills the router
            appeals,
            rounds,
            router,
        )
        from xuezheng.modules.assessment.web.registering import register_all

        registry.register("assessment", router, title=_("Assessments"))
        register_permissions(self.path)
        register_all()
