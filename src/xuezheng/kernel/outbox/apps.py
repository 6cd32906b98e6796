"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "xuezheng.kernel.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app's jobs.py and receivers.py, so that no package can forget to have its own imported."""
        autodiscover_modules("jobs", "receivers")
