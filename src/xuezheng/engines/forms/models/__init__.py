"""What the engine keeps: forms in editions, collections, reports with their history and remarks."""

from xuezheng.engines.forms.models.collections import Collection
from xuezheng.engines.forms.models.editions import FormEdition
from xuezheng.engines.forms.models.reports import AnswerChange, Remark, Report, ReportStep

__all__ = ["AnswerChange", "Collection", "FormEdition", "Remark", "Report", "ReportStep"]
