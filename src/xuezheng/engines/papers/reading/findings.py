"""What was seen and not understood, so that a person can look at it; each code has its sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.papers.reading.brackets import unread
from xuezheng.engines.papers.reading.goals import ReadGoal
from xuezheng.engines.papers.reading.head import Head
from xuezheng.engines.papers.reading.numerals import number_of
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Finding, Section, Span, Target
from xuezheng.engines.papers.reading.tasks import ReadTask, Work

NO_ISSUER, NO_YEAR, NO_UNITS, NO_UNITS_IN_BRACKET = (
    "no_issuer",
    "no_plan_year",
    "task_without_units",
    "bracket_without_units",
)
SKIPPED, REPEATED, LOOSE = "number_skipped", "number_repeated", "figure_without_phrase"
STRANGE_ROW = "row_without_task"
SENTENCES: Mapping[str, Promise] = {
    NO_ISSUER: _("The document names no issuer."),
    NO_YEAR: _("No year was found in the title or the date."),
    NO_UNITS: _("Task %(number)s names no responsible unit, though other tasks do."),
    NO_UNITS_IN_BRACKET: _("No unit could be read from %(bracket)s."),
    SKIPPED: _("After %(before)s comes %(after)s: a number was skipped."),
    REPEATED: _("%(after)s comes again after %(before)s."),
    STRANGE_ROW: _("The row “%(row)s” of the attached table fits no task."),
    LOOSE: _("It is unclear what the figure in “%(text)s” measures."),
}


def sentence_of(finding: Finding) -> str:
    return str(SENTENCES[finding.code]) % finding.params


def findings_of(head: Head, work: Work, goals: Sequence[ReadGoal], targets: Sequence[Target]) -> Iterator[Finding]:
    if head.issuer is None:
        yield Finding(code=NO_ISSUER, params={}, span=Span(0, 0))
    if head.plan_year is None:
        yield Finding(code=NO_YEAR, params={}, span=Span(0, 0))
    yield from _out_of_order([(section.number, section.span) for section in work.sections if section.level == 1])
    for parts in _by_parent(work.sections):
        yield from _out_of_order(parts)
    yield from _out_of_order([(goal.goal.number, goal.goal.span) for goal in goals])
    yield from _out_of_order([(task.task.number, task.task.span) for task in work.tasks if task.task.number_printed])
    yield from _without_units(work.tasks)
    for task in work.tasks:
        yield from unread(task.brackets)
    for target in targets:
        if not target.indicator:
            yield Finding(code=LOOSE, params={"text": target.text}, span=target.span)


def strange_rows(rows: Iterable[Passage]) -> Iterator[Finding]:
    for words in rows:
        yield Finding(code=STRANGE_ROW, params={"row": words.written}, span=words.span)


def _by_parent(sections: Sequence[Section]) -> Iterator[list[tuple[str, Span]]]:
    for parent in dict.fromkeys(section.parent for section in sections if section.level > 1):
        yield [(one.number, one.span) for one in sections if one.level > 1 and one.parent == parent]


def _out_of_order(numbers: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    """A count that begins anew at 1 is another count, not a fault."""
    for (before, _span), (after, span) in pairwise(numbers):
        one, other = _value(before), _value(after)
        if other == one + 1 or other == 1:
            continue
        code = SKIPPED if other > one else REPEATED
        yield Finding(code=code, params={"before": before, "after": after}, span=span)


def _value(number: str) -> int:
    return int(number_of(number.strip("（）()第是")) or 0)


def _without_units(tasks: Sequence[ReadTask]) -> Iterator[Finding]:
    if any(task.task.assignments for task in tasks):
        for task in tasks:
            if not task.task.assignments:
                yield Finding(code=NO_UNITS, params={"number": task.task.number}, span=task.task.heading_span)
