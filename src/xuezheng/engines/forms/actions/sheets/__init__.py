"""Files of answers: judged and kept, applied, cleared away."""

from xuezheng.engines.forms.actions.sheets.apply_sheet import start_applying
from xuezheng.engines.forms.actions.sheets.judge_sheet import judge_sheet

__all__ = ["judge_sheet", "start_applying"]
