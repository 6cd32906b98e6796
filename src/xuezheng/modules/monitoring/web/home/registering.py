"""What monitoring puts on the home of a plan and on that of the platform, and the wall in the menu."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages import cards, menu
from xuezheng.modules.monitoring.web.home.cards import bulletin_values, map_values, way_values
from xuezheng.modules.monitoring.web.home.now import card_values
from xuezheng.modules.plans.facade import HomeSlot, register_slot

FOLDER = "monitoring/home"


def register_home() -> None:
    register_slot(
        HomeSlot(code="bulletin", place="head", template=f"{FOLDER}/bulletin.html", context=bulletin_values, order=10)
    )
    register_slot(HomeSlot(code="map", place="aside", template=f"{FOLDER}/map.html", context=map_values, order=10))
    register_slot(HomeSlot(code="way", place="aside", template=f"{FOLDER}/way.html", context=way_values, order=20))
    menu.register(
        menu.MenuEntry(section="lead", title=_("Wall display"), address="wall", permission="plans.read", order=58)
    )
    cards.register(
        cards.HomeCard(
            code="target-map",
            title=_("A target on the map"),
            template=f"{FOLDER}/card.html",
            context=card_values,
            order=50,
            aside=True,
        )
    )
