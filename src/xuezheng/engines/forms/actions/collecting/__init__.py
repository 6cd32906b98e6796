"""Acts on collections."""

from xuezheng.engines.forms.actions.collecting.extend_collection import extend_collection
from xuezheng.engines.forms.actions.collecting.open_collection import open_collection

__all__ = ["extend_collection", "open_collection"]
