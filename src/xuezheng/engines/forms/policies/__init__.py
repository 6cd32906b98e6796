"""Who may see and do what with forms."""

from xuezheng.engines.forms.policies.collections import (
    DESIGN,
    READ,
    can_collect,
    can_direct_collection,
    can_view_collection,
    can_view_form_edition,
    collections_visible_to,
    form_editions_visible_to,
)
from xuezheng.engines.forms.policies.corrections import (
    can_answer_correction,
    can_view_correction,
    corrections_visible_to,
    to_answer,
)
from xuezheng.engines.forms.policies.handing_over import can_view_due_handover, due_handovers_visible_to
from xuezheng.engines.forms.policies.reports import (
    REPORT,
    REVIEW,
    answer_changes_visible_to,
    can_decide_report,
    can_fill_report,
    can_remark_on_report,
    can_view_answer_change,
    can_view_remark,
    can_view_report,
    can_view_report_step,
    remarks_visible_to,
    report_steps_visible_to,
    reports_visible_to,
)

__all__ = [
    "DESIGN",
    "READ",
    "REPORT",
    "REVIEW",
    "answer_changes_visible_to",
    "can_answer_correction",
    "can_collect",
    "can_decide_report",
    "can_direct_collection",
    "can_fill_report",
    "can_remark_on_report",
    "can_view_answer_change",
    "can_view_collection",
    "can_view_correction",
    "can_view_due_handover",
    "can_view_form_edition",
    "can_view_remark",
    "can_view_report",
    "can_view_report_step",
    "collections_visible_to",
    "corrections_visible_to",
    "due_handovers_visible_to",
    "form_editions_visible_to",
    "remarks_visible_to",
    "report_steps_visible_to",
    "reports_visible_to",
    "to_answer",
]
