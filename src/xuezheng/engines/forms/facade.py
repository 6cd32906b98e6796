"""The forms' door for every other package."""

from xuezheng.engines.forms.events import CollectionOpened, ReportAccepted, ReportsAccepted
from xuezheng.engines.forms.shipped import register_catalog
from xuezheng.engines.forms.sources import FormSource, Known, Offer, register_source

__all__ = [
    "CollectionOpened",
    "FormSource",
    "Known",
    "Offer",
    "ReportAccepted",
    "ReportsAccepted",
    "register_catalog",
    "register_source",
]
