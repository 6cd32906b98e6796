"""Django's registration of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CataloguesConfig(AppConfig):
    name = "xuezheng.kernel.catalogues"
    label = "catalogues"
    verbose_name = _("Catalogues")
