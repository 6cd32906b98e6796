"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "xuezheng.kernel.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app's jobs.py and receivers.py are imported, so that no package can forget to have its own imported."""
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.outbox.policies import can_read_jobs
        from xuezheng.kernel.outbox.queries import runs_going_on
        from xuezheng.kernel.outbox.rest import router, work_router
        from xuezheng.kernel.pages import menu
        from xuezheng.kernel.rest import registry

        autodiscover_modules("jobs", "receivers")
        registry.register("jobs", router, title=_("Jobs"))
        registry.register("work", work_router, title=_("My long work"))
        menu.register(
            menu.MenuEntry(
                section="run", title=_("Jobs"), address="jobs", permission="jobs.read", order=30, shown=can_read_jobs
            )
        )
        menu.register(
            menu.MenuEntry(section="run", title=_("My long work"), address="work", order=10, count=runs_going_on)
        )
        titles.register_acts(
            {
                "outbox.retry_job": _("Tried a job again"),
                "outbox.cancel_job": _("Cancelled a job"),
                "outbox.cancel_run": _("Stopped long work"),
            }
        )
        titles.register_kind("outbox.job", _("Job"))
        titles.register_kind("outbox.run", _("Long work"))
