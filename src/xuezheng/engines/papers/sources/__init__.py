"""Sources: from a file as somebody sent it (Word, PDF, OFD, web page, text, scan) to the text that stands in it."""

from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.opening import read_source
from xuezheng.engines.papers.sources.refusing import SourceRefused, refuse_size
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Remark, SourceText

__all__ = ["PAGE_BREAK", "Remark", "SourceRefused", "SourceText", "limits", "read_source", "refuse_size"]
