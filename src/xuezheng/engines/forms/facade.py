"""The forms' door for every other package."""

from xuezheng.engines.forms.actions.editing import draft_form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.events import CollectionOpened, ReportAccepted, ReportsAccepted
from xuezheng.engines.forms.queries.editions import newest_texts, published_texts
from xuezheng.engines.forms.shipped import register_catalog
from xuezheng.engines.forms.sources import FormSource, Known, Offer, register_source

__all__ = [
    "CollectionOpened",
    "FormSource",
    "Known",
    "Offer",
    "ReportAccepted",
    "ReportsAccepted",
    "declare_form",
    "draft_form",
    "newest_texts",
    "published_texts",
    "register_catalog",
    "register_source",
]
