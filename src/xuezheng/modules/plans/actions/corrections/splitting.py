"""One task that is two, and two that are one."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, note, part_of, saved
from xuezheng.modules.plans.correcting import free_number, make_room, part_to_correct
from xuezheng.modules.plans.document import body_within, bracket_around, paragraphs_in
from xuezheng.modules.plans.models import Milestone, Plan, Responsibility, Target, Task

_FIRST_SENTENCE = re.compile(r"[^。；;\n]+")
PLACED = (Responsibility, Milestone, Target)


@transaction.atomic
def split_task(*, post: ActingPost, task_id: UUID, version: int, place: int, at: datetime) -> Task:
    """Make what stands from that place on a task of its own. The place counts characters of the document, or of the task's
    own text where it stands in no document. Units, targets and milestones go with the words they were read in.
    """
    plan, task = part_to_correct(post, Task, task_id, version=version)
    end = task.span_end
    in_document = plan.paper is not None and end is not None
    text, rest = (
        _read_apart(plan, task, place) if in_document else (task.text[:place].strip(), task.text[place:].strip())
    )
    opening = _FIRST_SENTENCE.match(rest)
    if not opening or (not text and not in_document):
        raise Refusal(_("Nothing would be left on one side. Choose a place within the task's text."), field="place")
    heading = opening[0].strip()[:300]
    new = Task.objects.create(
        plan=plan,
        unit_path=plan.unit_path,
        section=task.section,
        position=make_room(plan, after=task.position),
        number=free_number(plan, f"{task.number[:14]}-2"),
        number_printed=False,
        heading=heading,
        text=rest[len(opening[0]) :].lstrip("。；;\n "),
        due_on=task.due_on,
        span_start=place if in_document else None,
        span_end=end if in_document else None,
        heading_start=place if in_document else None,
        heading_end=_heading_end(plan, place, heading) if in_document else None,
    )
    saved(task, text=text, **({"span_end": place} if in_document else {}))
    if in_document:
        _move_what_follows(task, new, place)
    _share_units(task, new)
    counted(plan)
    note("split_task", post=post, plan=plan, part=task, at=at, after={"new": str(new)})
    return new


@transaction.atomic
def merge_task(*, post: ActingPost, task_id: UUID, version: int, next_version: int, at: datetime) -> Task:
    """Take the next task into this one: its heading becomes a sentence, its units, targets and milestones come along."""
    plan, task = part_to_correct(post, Task, task_id, version=version)
    following = Task.objects.filter(plan=plan, position__gt=task.position).order_by("position").first()
    if following is None:
        raise Refusal(_("This is the last task; there is none after it to merge with."))
    following = part_of(plan, Task, following.id, version=next_version)
    _bring_along(task, following)
    joined = "\n".join(part for part in (task.text, f"{following.heading}。{following.text}") if part)
    changes: dict[str, object] = {"text": joined, "due_on": max(task.due_on, following.due_on)}
    if task.span_end is not None and following.span_end is not None:
        changes["span_end"] = max(task.span_end, following.span_end)
    merged = str(following)
    following.delete()
    saved(task, **changes)
    counted(plan)
    note("merge_task", post=post, plan=plan, part=task, at=at, after={"with": merged})
    return task


def _read_apart(plan: Plan, task: Task, place: int) -> tuple[str, str]:
    """The text on both sides. Words somebody corrected are kept where the rest stands at their end unchanged."""
    text = plan.paper.text if plan.paper else ""
    start, end = task.heading_end or task.span_start or 0, task.span_end or 0
    if not start <= place < end:
        raise Refusal(_("This place lies outside of the task. Choose one within its text."), field="place")
    brackets = [_with_signs(bracket_around(text, span)) for span in _unit_spans(task)]
    paragraphs = paragraphs_in(text)
    rest = body_within(paragraphs, (place, end), brackets)
    if rest and task.text.endswith(rest):
        return task.text[: -len(rest)].strip(), rest
    return body_within(paragraphs, (start, place), brackets), rest


def _unit_spans(task: Task) -> list[tuple[int, int]]:
    rows = Responsibility.objects.filter(task=task, span_end__isnull=False)
    return [(start, end) for start, end in rows.values_list("span_start", "span_end") if start is not None and end]


def _with_signs(inside: tuple[int, int]) -> tuple[int, int]:
    return inside[0] - 1, inside[1] + 1


def _heading_end(plan: Plan, place: int, heading: str) -> int:
    """Where the heading's characters end in the document, blanks and line breaks not counted."""
    text, wanted, at = plan.paper.text if plan.paper else "", len(re.sub(r"\s", "", heading)), place
    while wanted and at < len(text):
        wanted -= not text[at].isspace()
        at += 1
    return at


def _move_what_follows(task: Task, new: Task, place: int) -> None:
    for model in PLACED:
        model._default_manager.filter(task=task, span_start__gte=place).update(task=new)  # noqa: SLF001 - Django's documented name for the manager of any model


def _share_units(task: Task, new: Task) -> None:
    """A bracket that answered for both is left with one: the other gets the same units."""
    for bare, named in ((task, new), (new, task)):
        if not Responsibility.objects.filter(task=bare).exists():
            rows = Responsibility.objects.filter(task=named).order_by("position")
            Responsibility.objects.bulk_create([_copied(row, bare) for row in rows])
    for part in (task, new):
        first = Responsibility.objects.filter(task=part).order_by("bracket", "position").first()
        led = Responsibility.objects.filter(task=part, role=Responsibility.Role.LEAD).exists()
        if first is not None and not led:
            saved(first, role=Responsibility.Role.LEAD)


def _copied(row: Responsibility, task: Task) -> Responsibility:
    fields = [field.name for field in Responsibility._meta.concrete_fields if field.name != "id"]  # noqa: SLF001 - Django's documented name for a model's fields
    values = {name: getattr(row, name) for name in fields}
    return Responsibility(**{**values, "task": task, "span_start": None, "span_end": None})


def _bring_along(task: Task, following: Task) -> None:
    """Brackets go on counting. Who led the second task supports the whole, which keeps its own leader."""
    last = Responsibility.objects.filter(task=task).aggregate(bracket=Max("bracket"), position=Max("position"))
    coming = Responsibility.objects.filter(task=following)
    if last["bracket"] is not None:
        coming.update(
            bracket=F("bracket") + last["bracket"] + 1,
            position=F("position") + last["position"],
            role=Responsibility.Role.SUPPORT,
        )
    for model in PLACED:
        model._default_manager.filter(task=following).update(task=task)  # noqa: SLF001 - Django's documented name for the manager of any model
