"""Django's registration of the package."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "xuezheng.kernel.units"
    label = "units"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.journal.places import register_places
        from xuezheng.kernel.pages import frame, menu
        from xuezheng.kernel.units.places import PLACES
        from xuezheng.kernel.units.web.trail import unit_trail

        frame.register_trail(unit_trail)
        register_places(PLACES)
        menu.register(
            menu.MenuEntry(section="govern", title=_("Units"), address="units", permission="units.read", order=10)
        )
