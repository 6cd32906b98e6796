"""Django's registration of the package."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "xuezheng.kernel.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
