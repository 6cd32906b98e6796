"""What the indicators' pages bring to the house: menu and search."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.indicators import facade as indicators
from xuezheng.kernel.pages import menu, search
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.monitoring.addresses import indicator_address
from xuezheng.modules.monitoring.web.indicators.library import READ


def register_pages() -> None:
    menu.register(
        menu.MenuEntry(section="lead", title=_("Indicators"), address="indicators", permission=READ, order=55)
    )
    search.register(search.SearchSource(code="indicators", title=_("Indicators"), find=find_indicators, order=45))


def find_indicators(post: ActingPost, text: str, limit: int) -> Sequence[search.Hit]:
    if not post.may(READ):
        return []
    wanted = text.casefold()
    found = [
        each for each in indicators.definitions() if wanted in f"{each.name_zh} {each.name_en} {each.code}".casefold()
    ]
    return [search.Hit(title=each.name, note=each.source, url=indicator_address(each.code)) for each in found[:limit]]
