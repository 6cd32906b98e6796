"""Django's registration of the package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "xuezheng.engines.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
