"""Who may see and do what with forms."""

from xuezheng.engines.forms.policies.collections import (
    can_collect,
    can_direct_collection,
    can_view_collection,
    can_view_form_edition,
    collections_visible_to,
    form_editions_visible_to,
)
from xuezheng.engines.forms.policies.reports import (
    answer_changes_visible_to,
    can_answer_correction,
    can_decide_report,
    can_fill_report,
    can_view_answer_change,
    can_view_correction,
    can_view_remark,
    can_view_report,
    can_view_report_step,
    corrections_visible_to,
    remarks_visible_to,
    report_steps_visible_to,
    reports_visible_to,
)

__all__ = [
    "answer_changes_visible_to",
    "can_answer_correction",
    "can_collect",
    "can_decide_report",
    "can_direct_collection",
    "can_fill_report",
    "can_view_answer_change",
    "can_view_collection",
    "can_view_correction",
    "can_view_form_edition",
    "can_view_remark",
    "can_view_report",
    "can_view_report_step",
    "collections_visible_to",
    "corrections_visible_to",
    "form_editions_visible_to",
    "remarks_visible_to",
    "report_steps_visible_to",
    "reports_visible_to",
]
