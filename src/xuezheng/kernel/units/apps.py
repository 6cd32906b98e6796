"""Django's registration of the package."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "xuezheng.kernel.units"
    label = "units"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from xuezheng.kernel.pages import cards, frame, menu, search
        from xuezheng.kernel.rest import registry
        from xuezheng.kernel.units.journal_words import register_journal_words
        from xuezheng.kernel.units.rest import changing, imports, reading  # noqa: F401 - importing them fills the router
        from xuezheng.kernel.units.rest import router as units_router
        from xuezheng.kernel.units.web.home_card import CARD
        from xuezheng.kernel.units.web.search import search_units
        from xuezheng.kernel.units.web.trail import unit_trail

        registry.register("units", units_router, title=_("Units"))

        menu.register(
            menu.MenuEntry(section="govern", title=_("Units"), address="units", permission="units.read", order=10)
        )
        search.register(search.SearchSource(code="units", title=_("Units"), find=search_units, order=10))
        frame.register_trail(unit_trail)
        cards.register(CARD)
        register_journal_words()
