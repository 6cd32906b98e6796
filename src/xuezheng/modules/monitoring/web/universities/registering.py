"""What the pages of universities bring to the house: the menu, for administrations that have universities below."""

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages import menu
from xuezheng.modules.monitoring.queries.universities import has_universities
from xuezheng.modules.monitoring.web.indicators.library import READ


def register_universities() -> None:
    menu.register(
        menu.MenuEntry(
            section="lead",
            title=_("Quality of universities"),
            address="universities",
            permission=READ,
            order=57,
            shown=has_universities,
        )
    )
