"""A reading for people at a terminal: who says what, by when, and what was not understood."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xuezheng.engines.papers.reading import Reading
from xuezheng.engines.papers.reading.findings import sentence_of
from xuezheng.engines.papers.reading.structure import Finding, Target, Task
from xuezheng.engines.papers.sources import SourceText

COMPARATORS = {">=": "≥", "<=": "≤", "==": "=", "~": "≈"}


def summary(reading: Reading, source: SourceText) -> Group:
    parts: list[RenderableType] = [*_head(reading), _counts(reading, source), _tasks(reading)]
    if reading.targets:
        parts.append(_targets(reading))
    if reading.milestones:
        parts.append(_milestones(reading))
    parts.append(_report(reading, source))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _head(reading: Reading) -> Iterator[RenderableType]:
    title = reading.plan_title or reading.title
    yield Text(title.text if title else _("Without a title"), style="bold")
    facts = {
        _("Notice"): reading.title.text if reading.title and reading.title is not title else "",
        _("Document number"): reading.doc_number.text if reading.doc_number else "",
        _("Issued by"): reading.issuer.text if reading.issuer else reading.issuer_inferred or "",
        _("Date of issue"): reading.date.text if reading.date else "",
        _("Plan year"): str(reading.plan_year or ""),
        _("Addressed to"): "；".join(words.text for words in reading.recipients),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    yield table


def _counts(reading: Reading, source: SourceText) -> Text:
    units = {unit for task in reading.tasks for unit in task.responsible}
    core = sum(target.core for target in reading.targets)
    counts = [
        _("goals: %(number)d") % {"number": len(reading.goals)},
        _("tasks: %(number)d") % {"number": len(reading.tasks)},
        _("responsible units: %(number)d") % {"number": len(units)},
        _("targets: %(number)d, to be monitored: %(core)d") % {"number": len(reading.targets), "core": core},
        _("milestones: %(number)d") % {"number": len(reading.milestones)},
    ]
    kind = source.kind if source.pages is None else _("%(kind)s, %(pages)d pages") % vars(source)
    return Text(" · ".join([*counts, kind]))


def _table(title: str, *columns: str) -> Table:
    """Titles in the order of importance; the second column takes the room there is."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", ratio=2 if place == 1 else None, no_wrap=place == 0)
    return table


def _tasks(reading: Reading) -> Table:
    table = _table(_("Tasks"), _("No."), _("Task"), _("Responsible units"))
    section = ""
    headings = {section.number: section.heading for section in reading.sections}
    for task in reading.tasks:
        if task.section and task.section != section:
            section = task.section
            table.add_row("", Text(f"{section}{headings.get(section, '')}", style="bold"), "")
        table.add_row(Text(task.number), Text(task.heading), Text(units_of(task)))
    return table


def units_of(task: Task) -> str:
    """Units in order of mention; who leads and who supports is said where the document says it."""
    roles = {"lead": _("lead"), "support": _("support")}
    said: dict[str, str] = {}
    for assignment in task.assignments:
        for unit in assignment.units:
            role = roles.get(unit.role, "")
            said.setdefault(unit.name, f"{unit.name}（{role}）" if role else unit.name)
    return "、".join(said.values()) or "–"


def _targets(reading: Reading) -> Table:
    table = _table(_("Targets"), _("Stated in"), _("Indicator"), _("Required"), _("Due"), _("Scope"))
    for target in reading.targets:
        cells = (place_of(target.task_or_goal), target.indicator, required(target), due(target), target.scope or "")
        table.add_row(*(Text(cell) for cell in cells), style="" if target.core else "dim")
    return table


def required(target: Target) -> str:
    if target.value is None:
        return target.comparator_raw
    return f"{COMPARATORS.get(target.comparator, target.comparator)} {target.value:,}{target.unit}"


def due(target: Target) -> str:
    return target.deadline_raw or target.deadline or ""


def place_of(reference: str) -> str:
    kind, _colon, number = reference.partition(":")
    names = {"goal": _("goal"), "task": _("task")}
    return f"{names.get(kind, kind)} {number}"


def _milestones(reading: Reading) -> Table:
    table = _table(_("Milestones"), _("Stated in"), _("Deliverable"))
    for milestone in reading.milestones:
        table.add_row(Text(place_of(milestone.task_or_goal)), Text(f"{milestone.verb}{milestone.deliverable}"))
    return table


def _report(reading: Reading, source: SourceText) -> Group:
    """What was not understood, then what was not in the text to begin with."""
    lines = [Text(f"· {_finding(finding, source)}") for finding in reading.not_understood]
    heading = _("Not understood") if lines else _("Nothing was left without being understood.")
    remarks = [Text(f"· {remark}", style="dim") for remark in source.remarks]
    return Group(
        Text(heading, style="bold"), *lines, *([Text(_("From the file"), style="bold"), *remarks] if remarks else [])
    )


def _finding(finding: Finding, source: SourceText) -> str:
    said = sentence_of(finding)
    if finding.span.start == finding.span.end:
        return said
    line = source.text.count("\n", 0, finding.span.start) + 1
    return _("line %(line)d: %(finding)s") % {"line": line, "finding": said}
