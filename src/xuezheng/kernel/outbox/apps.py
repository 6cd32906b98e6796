"""Django's registration of the package."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "xuezheng.kernel.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
