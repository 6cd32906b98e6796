"""Until when a whole task is to be done: said beside who answers, or in its heading or its section's (（6月底前完成）)."""

import re
from collections.abc import Sequence

from xuezheng.engines.papers.reading.script import folded
from xuezheng.engines.papers.reading.structure import Section, Task

_TIMED = re.compile(r"（(?P<time>[^（）]{0,16}(?:\d{1,2}月|年底|季度|半年|20\d\d年)[^（）]{0,12})）$")

_YEAR = re.compile(r"20\d\d年")


def due_of(task: Task, sections: Sequence[Section]) -> str:
    """The one time limit that everybody of the task was given, else its heading's; one with its year says more."""
    named = {assignment.due.text if assignment.due else "" for assignment in task.assignments}
    if len(named) > 1:
        return ""
    above = [section.heading for section in sections if section.span.start <= task.span.start]
    headings = [task.heading, *above[-1:]] if task.section else [task.heading]
    timed = [match["time"] for heading in headings if (match := _TIMED.search(folded(heading)))]
    said = [*(named - {""}), *timed]
    return next((words for words in said if _YEAR.search(words)), said[0] if said else "")
