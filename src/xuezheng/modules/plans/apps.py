"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "xuezheng.modules.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.plans.rest import (  # noqa: F401 - importing them fills the router
            plans,
            projects,
            router,
            targets,
            work,
        )
        from xuezheng.modules.plans.web.papers.registering import register_papers
        from xuezheng.modules.plans.web.targets.registering import register_targets
        from xuezheng.modules.plans.web.tasks.registering import register_tasks

        registry.register("plans", router, title=_("Work points"))
        register_permissions(self.path)
        register_targets()
        register_tasks()
        register_papers()
