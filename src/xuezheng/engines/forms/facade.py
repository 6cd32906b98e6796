"""The forms' door for every other package."""

from xuezheng.engines.forms.actions.editing import draft_form
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.events import CollectionOpened, ReportAccepted, ReportsAccepted
from xuezheng.engines.forms.feeds import Fed, register_feeds
from xuezheng.engines.forms.queries.cells import Cell, ReportCells, cells_of_reports
from xuezheng.engines.forms.queries.editions import newest_texts, published_texts
from xuezheng.engines.forms.shipped import register_catalog
from xuezheng.engines.forms.sources import FormSource, Known, Offer, register_source

__all__ = [
    "Cell",
    "CollectionOpened",
    "Fed",
    "FormSource",
    "Known",
    "Offer",
    "ReportAccepted",
    "ReportCells",
    "ReportsAccepted",
    "cells_of_reports",
    "declare_form",
    "draft_form",
    "newest_texts",
    "published_texts",
    "register_catalog",
    "register_feeds",
    "register_source",
]
