"""The way from text to reading, step by step."""

from collections.abc import Sequence

from xuezheng.engines.papers.reading.aliases import aliases_of
from xuezheng.engines.papers.reading.attached import Row, restates, with_attached
from xuezheng.engines.papers.reading.dates import names_several_years
from xuezheng.engines.papers.reading.due import due_of
from xuezheng.engines.papers.reading.findings import findings_of, strange_rows
from xuezheng.engines.papers.reading.goals import ReadGoal, goal_nodes, goals_before, goals_of
from xuezheng.engines.papers.reading.head import Head, head_of
from xuezheng.engines.papers.reading.lines import Line, lines_of
from xuezheng.engines.papers.reading.milestones import milestones_of
from xuezheng.engines.papers.reading.outline import Node, outline_of
from xuezheng.engines.papers.reading.paragraphs import Layout, layout_of, paragraphs_of
from xuezheng.engines.papers.reading.refusing import empty_text, no_headings, no_plan_named, no_tasks, other_document
from xuezheng.engines.papers.reading.script import folded
from xuezheng.engines.papers.reading.structure import Reading, Span
from xuezheng.engines.papers.reading.targets import Place, targets_of
from xuezheng.engines.papers.reading.tasks import Work, work_of
from xuezheng.engines.papers.reading.titles import names_plan, other_kind
from xuezheng.engines.papers.reading.zones import Zones, zones_of


def read_paper(text: str) -> Reading:
    """The structure of a plan, or a refusal that says what was missing."""
    lines = lines_of(text)
    if not lines:
        raise empty_text()
    layout = layout_of(lines)
    zones = zones_of(lines)
    roots, attached = _parted(zones, layout)
    if not roots:
        raise no_headings()
    aims = goal_nodes(roots)
    goals = goals_of(aims) or goals_before(paragraphs_of(zones.head, layout))
    (work, strange), head = with_attached(work_of(roots, aims), attached, layout), head_of(zones)
    _check_is_plan(head, work, goals, roots, lines)
    return _reading(text, head, goals, work, strange)


def _parted(zones: Zones, layout: Layout) -> tuple[list[Node], Sequence[Line]]:
    """The plan's outline, and the lines of tables that only say again what it says, with who answers."""
    said = [line for line in zones.body if not line.cell]
    tables = [line for line in zones.body if line.cell]
    if said and tables:
        roots = outline_of(paragraphs_of(said, layout))
        if restates(work_of(roots, goal_nodes(roots)), tables, layout):
            return roots, [*tables, *zones.tail]
    return outline_of(paragraphs_of(zones.body, layout)), zones.tail


def _check_is_plan(head: Head, work: Work, goals: Sequence[ReadGoal], roots: list[Node], lines: Sequence[Line]) -> None:
    """A paper that sets nothing but numbered aims is a plan if its title says so."""
    named = any(names_plan(words.text) for words in (head.title, head.plan_title) if words)
    if not work.tasks and not (named and len(goals) > 1):
        raise no_tasks()
    sectioned = any("任务" in root.heading.folded for root in roots)
    assigned = any(task.task.assignments for task in work.tasks)
    if not (named or sectioned or assigned):
        raise no_plan_named()
    if not assigned and (kind := other_kind(lines)):
        raise other_document(kind)


def _reading(text: str, head: Head, goals: list[ReadGoal], work: Work, strange: list[Row]) -> Reading:
    places = [Place(ref=f"goal:{goal.goal.number}", passages=(goal.passage,)) for goal in goals]
    places += [
        Place(
            ref=f"task:{task.task.number}",
            passages=task.passages,
            heading=task.task.heading_span,
            due=due_of(task.task, work.sections),
        )
        for task in work.tasks
    ]
    title = head.plan_title or head.title
    targets = targets_of(
        places,
        year=head.plan_year,
        issuer=head.issuer.text if head.issuer else "",
        annual=title is None or not names_several_years(folded(title.text)),
    )
    tasks = tuple(task.task for task in work.tasks)
    return Reading(
        title=head.title,
        plan_title=head.plan_title,
        issuer=head.issuer,
        issuer_inferred=head.issuer_inferred,
        doc_number=head.doc_number,
        date=head.date,
        print_date=head.print_date,
        plan_year=head.plan_year,
        disclosure=head.disclosure,
        recipients=head.recipients,
        cc=head.cc,
        sections=work.sections,
        goals=tuple(goal.goal for goal in goals),
        tasks=tasks,
        targets=tuple(targets),
        milestones=tuple(milestones_of(places)),
        unit_aliases=tuple(aliases_of(tasks, head.issuer.text if head.issuer else "")),
        not_understood=(*findings_of(head, work, goals, targets), *strange_rows(row.words for row in strange)),
        span=Span(0, len(text)),
    )
