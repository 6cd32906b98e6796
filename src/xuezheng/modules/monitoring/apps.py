"""Django's registration of the module: its record tables and its indicators, the measuring of targets, bulletins."""

from pathlib import Path

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "xuezheng.modules.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.engines.forms.facade import register_catalog as register_forms
        from xuezheng.engines.forms.facade import register_feeds, register_source
        from xuezheng.engines.indicators.facade import register_catalog as register_indicators
        from xuezheng.engines.lake.facade import register_catalog as register_tables
        from xuezheng.engines.lake.facade import register_option_titles
        from xuezheng.kernel.journal import titles
        from xuezheng.kernel.people.facade import register_permissions
        from xuezheng.kernel.rest import registry
        from xuezheng.modules.assessment.facade import register_known_values
        from xuezheng.modules.monitoring.filling import IndicatorSource
        from xuezheng.modules.monitoring.measurer import CatalogueMeasurer
        from xuezheng.modules.monitoring.queries.beside import values_beside
        from xuezheng.modules.monitoring.queries.reported import indicators_fed
        from xuezheng.modules.monitoring.rest import (  # noqa: F401 - importing them fills the router
            bulletins,
            indicators,
            router,
        )
        from xuezheng.modules.monitoring.web.bulletins.registering import register_bulletins
        from xuezheng.modules.monitoring.web.home.registering import register_home
        from xuezheng.modules.monitoring.web.indicators.registering import register_pages
        from xuezheng.modules.monitoring.web.packages.registering import register_packages
        from xuezheng.modules.monitoring.web.universities.registering import register_universities
        from xuezheng.modules.plans.facade import register_measurer

        catalog = Path(self.path) / "catalog"
        register_tables(catalog / "tables")
        register_option_titles(catalog / "option_titles.yaml")
        register_indicators(catalog / "indicators")
        register_forms(catalog / "forms")
        register_feeds(indicators_fed)
        register_source("indicator", IndicatorSource())
        register_permissions(self.path)
        registry.register("monitoring", router, title=_("Monitoring"))
        register_pages()
        register_universities()
        register_bulletins()
        register_packages()
        register_measurer(CatalogueMeasurer())
        register_home()
        register_known_values(values_beside)
        titles.register_system("monitoring", _("Computing of indicators"))
