"""Django's registration of the package."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "xuezheng.engines.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.journal import titles

        titles.register("indicators.compute", _("Computed indicators"))
        titles.register_kind("indicators.run", _("Computation of indicators"))
        titles.register_fields(
            "indicators",
            {"whole": _("Everything anew"), "units": _("Units"), "inputs": _("Data read")},
        )
