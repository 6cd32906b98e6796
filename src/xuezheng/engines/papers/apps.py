"""Django's registration of the package."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "xuezheng.engines.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
