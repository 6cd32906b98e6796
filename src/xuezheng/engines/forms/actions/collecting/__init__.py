"""Acts on collections."""

from xuezheng.engines.forms.actions.collecting.close_collection import StillOpen, close_collection, still_open
from xuezheng.engines.forms.actions.collecting.extend_collection import extend_collection
from xuezheng.engines.forms.actions.collecting.open_collection import open_collection

__all__ = ["StillOpen", "close_collection", "extend_collection", "open_collection", "still_open"]
