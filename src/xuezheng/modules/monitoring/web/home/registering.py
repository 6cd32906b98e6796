"""What monitoring puts on the home of a plan."""

from xuezheng.modules.monitoring.web.home.cards import bulletin_values, map_values, way_values
from xuezheng.modules.plans.facade import HomeSlot, register_slot

FOLDER = "monitoring/home"


def register_home() -> None:
    register_slot(
        HomeSlot(code="bulletin", place="head", template=f"{FOLDER}/bulletin.html", context=bulletin_values, order=10)
    )
    register_slot(HomeSlot(code="map", place="aside", template=f"{FOLDER}/map.html", context=map_values, order=10))
    register_slot(HomeSlot(code="way", place="aside", template=f"{FOLDER}/way.html", context=way_values, order=20))
