"""The tabs of a plan's pages; each leads to an address that takes the plan's id."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABS: list[tuple[str, Promise]] = [
    ("plan", _("Achievement")),
    ("plan-document", _("Document")),
    ("plan-takeover", _("Taken over from above")),
    ("plan-takeover-below", _("Taken over below")),
]
