"""Django's registration of the module: menu, search, permissions, titles of its acts, REST."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "xuezheng.modules.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.engines.inbox.facade import register_topic
        from xuezheng.kernel.files.facade import register as register_owner
        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.plans import originals, telling
        from xuezheng.modules.plans.rest import router, targets  # noqa: F401 - importing targets fills the router
        from xuezheng.modules.plans.web.targets.registering import register_targets
        from xuezheng.modules.plans.web.tasks.registering import register_tasks

        registry.register("plans", router)
        register_permissions(self.path)
        register_targets()
        register_tasks()
        register_owner(originals.KIND, find=originals.find_paper_owner, visible=originals.paper_files_visible)
        register_topic(telling.REPORT, _("Tasks of work points"))
