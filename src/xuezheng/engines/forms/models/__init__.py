"""What the engine keeps: forms in editions, collections, reports with their history, remarks, corrections, answers to
suspicions."""

from xuezheng.engines.forms.models.collections import Collection
from xuezheng.engines.forms.models.corrections import Correction
from xuezheng.engines.forms.models.editions import FormEdition
from xuezheng.engines.forms.models.handing_over import DueHandover
from xuezheng.engines.forms.models.reports import AnswerChange, Remark, Report, ReportStep
from xuezheng.engines.forms.models.sheets import SheetUpload
from xuezheng.engines.forms.models.suspicions import SuspicionAnswer

__all__ = [
    "AnswerChange",
    "Collection",
    "Correction",
    "DueHandover",
    "FormEdition",
    "Remark",
    "Report",
    "ReportStep",
    "SheetUpload",
    "SuspicionAnswer",
]
