"""Django's registration of the package."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "xuezheng.kernel.rest"
    label = "rest"
    default_auto_field = "django.db.models.BigAutoField"
