"""Django's registration of the package."""

from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "xuezheng.kernel.scope"
    label = "scope"
    default_auto_field = "django.db.models.BigAutoField"
