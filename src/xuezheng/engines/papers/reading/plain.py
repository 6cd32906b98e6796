"""A reading as plain values, ready for JSON: the form in which readings are kept, compared and exchanged."""

from typing import Any

from xuezheng.engines.papers.reading.structure import Assignment, Day, Milestone, Reading, Section, Target, Task, Words

Plain = dict[str, Any]


def plain(reading: Reading) -> Plain:
    return {
        **_head(reading),
        "sections": [_section(section) for section in reading.sections],
        "goals": [{"number": goal.number, "text": goal.text} for goal in reading.goals],
        "tasks": [_task(task) for task in reading.tasks],
        "targets": [_target(place, target) for place, target in enumerate(reading.targets, start=1)],
        "milestones": [_milestone(milestone) for milestone in reading.milestones],
        "counts": _counts(reading),
        "unit_aliases": {alias.written: [alias.name, alias.kind] for alias in reading.unit_aliases},
        "not_understood": [
            {"code": finding.code, "params": finding.params, "span": list(finding.span)}
            for finding in reading.not_understood
        ],
    }


def _head(reading: Reading) -> Plain:
    return {
        "title": _text(reading.title),
        "plan_title": _text(reading.plan_title),
        "issuer": _text(reading.issuer),
        "issuer_inferred": reading.issuer_inferred,
        "doc_number": _text(reading.doc_number),
        "date": _text(reading.date),
        "date_iso": reading.date.iso if reading.date else None,
        "print_date": _text(reading.print_date),
        "print_date_iso": reading.print_date.iso if reading.print_date else None,
        "plan_year": reading.plan_year,
        "disclosure": _text(reading.disclosure),
        "recipients": [words.text for words in reading.recipients],
        "cc": [words.text for words in reading.cc],
    }


def _text(words: Words | Day | None) -> str | None:
    return words.text if words else None


def _section(section: Section) -> Plain:
    return {
        "number": section.number,
        "heading": section.heading,
        "level": section.level,
        "parent": section.parent,
        "span": list(section.span),
    }


def _task(task: Task) -> Plain:
    return {
        "section": task.section,
        "number": task.number,
        "number_printed": task.number_printed,
        "heading": task.heading,
        "heading_kind": task.heading_kind,
        "responsible": list(task.responsible),
        "assignments": [_assignment(assignment) for assignment in task.assignments],
        "paragraphs": task.paragraphs,
        "span": list(task.span),
    }


def _assignment(assignment: Assignment) -> Plain:
    return {
        "raw": assignment.raw,
        "units": [unit.name for unit in assignment.units],
        "roles": [unit.role for unit in assignment.units],
        "qualifier": assignment.qualifier,
        "due": _text(assignment.due),
        "span": list(assignment.span),
    }


def _target(place: int, target: Target) -> Plain:
    return {
        "id": f"T{place:02d}",
        "task_or_goal": target.task_or_goal,
        "indicator": target.indicator,
        "comparator": target.comparator,
        "comparator_raw": target.comparator_raw,
        "value": target.value,
        "unit": target.unit,
        "deadline": target.deadline,
        "deadline_raw": target.deadline_raw,
        "scope": target.scope,
        "level": target.level,
        "kind": target.kind,
        "core": target.core,
        "text": target.text,
        "span": list(target.span),
    }


def _milestone(milestone: Milestone) -> Plain:
    return {
        "task_or_goal": milestone.task_or_goal,
        "verb": milestone.verb,
        "deliverable": milestone.deliverable,
        "text": milestone.text,
        "span": list(milestone.span),
    }


def _counts(reading: Reading) -> Plain:
    return {
        "goals": len(reading.goals),
        "tasks": len(reading.tasks),
        "assignments": sum(len(task.assignments) for task in reading.tasks),
        "targets": len(reading.targets),
        "core_targets": sum(target.core for target in reading.targets),
    }
