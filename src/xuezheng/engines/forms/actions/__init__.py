"""Acts on forms, collections and reports: one file each, named as what it does."""

from xuezheng.engines.forms.actions.editing import change_form, discard_form, draft_form, draft_next_edition
from xuezheng.engines.forms.actions.publishing import publish_form, withdraw_form

__all__ = [
    "change_form",
    "discard_form",
    "draft_form",
    "draft_next_edition",
    "publish_form",
    "withdraw_form",
]
