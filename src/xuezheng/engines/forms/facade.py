"""The forms' door for every other package."""

from xuezheng.engines.forms.actions.collecting.open_collection import open_collection
from xuezheng.engines.forms.actions.editing import draft_form
from xuezheng.engines.forms.declared import Answer
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.engines.forms.events import CollectionOpened, ReportAccepted, ReportsAccepted
from xuezheng.engines.forms.feeds import Fed, register_feeds
from xuezheng.engines.forms.queries.cells import Cell, ReportCells, cells_of_reports
from xuezheng.engines.forms.queries.editions import newest_texts, published_texts
from xuezheng.engines.forms.queries.handed_in import (
    CollectionSummary,
    HandedIn,
    address_of_report,
    collection_summary,
    edition_in_force,
    find_collection,
    handed_in,
)
from xuezheng.engines.forms.shipped import register_catalog
from xuezheng.engines.forms.sources import FormSource, Known, Offer, register_source

__all__ = [
    "Answer",
    "Cell",
    "CollectionOpened",
    "CollectionSummary",
    "Fed",
    "FormSource",
    "HandedIn",
    "Known",
    "Offer",
    "ReportAccepted",
    "ReportCells",
    "ReportsAccepted",
    "address_of_report",
    "cells_of_reports",
    "collection_summary",
    "declare_form",
    "draft_form",
    "edition_in_force",
    "find_collection",
    "handed_in",
    "newest_texts",
    "open_collection",
    "published_texts",
    "register_catalog",
    "register_feeds",
    "register_source",
]
