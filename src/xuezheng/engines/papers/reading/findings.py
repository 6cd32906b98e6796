"""What was seen and not understood, so that a person can look at it."""

from collections.abc import Iterator, Sequence

from xuezheng.engines.papers.reading.brackets import unread
from xuezheng.engines.papers.reading.goals import ReadGoal
from xuezheng.engines.papers.reading.head import Head
from xuezheng.engines.papers.reading.structure import Finding, Span
from xuezheng.engines.papers.reading.tasks import Work


def findings_of(head: Head, work: Work, goals: Sequence[ReadGoal]) -> Iterator[Finding]:
    if head.issuer is None:
        yield Finding(code="no_issuer", params={}, span=Span(0, 0))
    if head.plan_year is None:
        yield Finding(code="no_plan_year", params={}, span=Span(0, 0))
    for task in work.tasks:
        yield from unread(list(task.brackets))
