"""The board of a plan's tasks, by task, by place, and as a matrix of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.plans.queries.board import (
    NOTHING,
    PlaceLine,
    TaskLine,
    counts_by_task_and_place,
    is_administration,
    place_lines,
    summed,
    task_lines,
    total_of,
)
from xuezheng.modules.plans.status import TONES, Counts, Status
from xuezheng.modules.plans.web.tasks.chips import Chip, chips
from xuezheng.modules.plans.web.tasks.choosing import Choice, choice_of

TABS: list[tuple[str, Promise]] = [
    ("task-board", _("By task")),
    ("task-places", _("By place")),
    ("task-matrix", _("Matrix")),
]


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    line: TaskLine
    tone: str
    chips: Sequence[Chip]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One task at one place: a light and how much is done."""

    counts: Counts
    status: Status | None
    url: str

    @property
    def tone(self) -> str:
        return TONES[self.status] if self.status else ""


@post_required("plans.read")
def board(request: PostRequest) -> HttpResponse:
    day = today(now())
    choice = choice_of(request, request.post, day=day)
    if choice is None:
        return _no_plan(request)
    lines = task_lines(request.post, choice.plan, below=choice.place.unit_path, day=day)
    asked = {key: request.GET.get(key, "").strip() for key in ("status", "lead", "section", "mine")}
    shown = [line for line in lines if _fits(line, asked)]
    context = {
        "rows": [_board_row(line, choice) for line in shown],
        "all": len(lines),
        "done": sum(1 for line in lines if line.status is Status.DONE),
        "overdue": sum(1 for line in lines if line.status is Status.OVERDUE),
        "total": chips(total_of(shown), plan=str(choice.plan.id), under=choice.place.code),
        "asked": asked,
        "statuses": list(Status),
        "leads": sorted({lead for line in lines for lead in line.leads}),
        "sections": list(dict.fromkeys(line.section for line in lines if line.section)),
    }
    return _page(request, choice, "task-board", "plans/tasks/board.html", **context)


def _fits(line: TaskLine, asked: dict[str, str]) -> bool:
    return (
        asked["status"] in {"", line.status.value}
        and (not asked["lead"] or asked["lead"] in line.leads)
        and asked["section"] in {"", line.section}
        and (not asked["mine"] or line.directed)
    )


def _board_row(line: TaskLine, choice: Choice) -> BoardRow:
    asked = {"plan": str(choice.plan.id), "task": str(line.task.id), "under": choice.place.code}
    return BoardRow(line=line, tone=TONES[line.status], chips=chips(line.counts, **asked))


@post_required("plans.read")
def places(request: PostRequest) -> HttpResponse:
    """Every unit under the place looked at, with all below it; at a county, its schools."""
    day = today(now())
    choice = choice_of(request, request.post, day=day)
    if choice is None:
        return _no_plan(request)
    lines = place_lines(request.post, choice.plan.id, place=choice.place, day=day)
    rows = [(line, _deeper(line, choice), _place_chips(line, choice)) for line in lines]
    return _page(request, choice, "task-places", "plans/tasks/places.html", rows=rows)


def _place_chips(line: PlaceLine, choice: Choice) -> Sequence[Chip]:
    return chips(line.counts, plan=str(choice.plan.id), under=line.unit.code)


def _deeper(line: PlaceLine, choice: Choice) -> str:
    """The place itself, among those below it, has nothing deeper."""
    if not line.is_administration or line.unit.id == choice.place.id:
        return ""
    return f"{reverse('task-places')}?plan={choice.plan.id}&under={line.unit.code}"


@post_required("plans.read")
def matrix(request: PostRequest) -> HttpResponse:
    """Tasks by the units directly below. A county's schools would be too many columns: there the list by place stands."""
    post, day = request.post, today(now())
    choice = choice_of(request, post, day=day)
    if choice is None:
        return _no_plan(request)
    pairs = counts_by_task_and_place(post, choice.plan.id, below=choice.place.unit_path, day=day)
    by_task = summed(pairs, by=lambda task_id, _path: task_id)
    lines = task_lines(post, choice.plan, below=choice.place.unit_path, day=day, counts=by_task)
    columns = [
        line
        for line in place_lines(post, choice.plan.id, place=choice.place, day=day, pairs=pairs)
        if is_administration(line.unit.unit_path)
    ]
    address = f"{reverse('assignments')}?plan={choice.plan.id}"
    rows = [
        (
            line,
            [
                _cell(pairs.get((line.task.id, column.unit.unit_path), NOTHING), line, column, address)
                for column in columns
            ],
        )
        for line in lines
    ]
    context = {"rows": rows, "columns": [(column, _deeper(column, choice)) for column in columns]}
    return _page(request, choice, "task-matrix", "plans/tasks/matrix.html", **context)


def _cell(counts: Counts, line: TaskLine, column: PlaceLine, address: str) -> Cell:
    """The light shows the worst of what is there."""
    status = next((status for status in Status if counts.of(status)), None)
    return Cell(counts=counts, status=status, url=f"{address}&task={line.task.id}&under={column.unit.code}")


def _page(request: PostRequest, choice: Choice, tab: str, template: str, **more: Any) -> HttpResponse:
    links = [(address, title, f"{reverse(address)}?{choice.query}") for address, title in TABS]
    return render(request, template, {"choice": choice, "tab": tab, "tabs": links, **more})


def _no_plan(request: PostRequest) -> HttpResponse:
    return render(request, "plans/no_plan.html", {"may_write": request.post.may("plans.write")})
