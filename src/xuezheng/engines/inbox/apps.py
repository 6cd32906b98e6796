"""Django's registration of the package."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "xuezheng.engines.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"
