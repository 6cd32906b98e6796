"""What packages bring to the house: menu, words of the journal."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.journal import titles
from xuezheng.kernel.pages import menu
from xuezheng.modules.monitoring.policies.packages import PACKAGES, can_exchange_packages


def register_packages() -> None:
    menu.register(
        menu.MenuEntry(
            section="govern",
            title=_("Metadata packages"),
            address="packages",
            permission=PACKAGES,
            order=65,
            shown=can_exchange_packages,
        )
    )
    titles.register_kind("monitoring.package", _("Metadata package"))
    titles.register_kind("monitoring.part", _("Definition or template"))
    titles.register_acts(
        {
            "monitoring.export_package": _("Handed out a metadata package"),
            "monitoring.import_package": _("Took in a metadata package"),
            "monitoring.create_indicator": _("Defined a new indicator"),
            "monitoring.reword_part": _("Worded a definition or template anew"),
        }
    )
    titles.register_fields("monitoring", {"chosen": _("parts taken"), "parts": _("parts"), "source": _("from")})
