"""Django's registration of the module: its record tables and its indicators."""

from pathlib import Path

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "xuezheng.modules.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from xuezheng.engines.indicators.facade import register_catalog as register_indicators
        from xuezheng.engines.lake.facade import register_catalog as register_tables

        catalog = Path(self.path) / "catalog"
        register_tables(catalog / "tables")
        register_indicators(catalog / "indicators")
