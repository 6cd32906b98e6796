"""Reading work points (工作要点): the text of an official document becomes goals, tasks, units, targets and milestones.

Pure functions on text. The same text gives the same reading; nothing is added that the text does not say.
"""

from xuezheng.engines.papers.reading.reader import read_paper
from xuezheng.engines.papers.reading.refusing import PaperIsNoPlan
from xuezheng.engines.papers.reading.structure import Reading, Span

__all__ = ["PaperIsNoPlan", "Reading", "Span", "read_paper"]
