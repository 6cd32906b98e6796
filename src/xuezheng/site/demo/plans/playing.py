"""Steps of units taken by the actions of the house, each by who would take it and at its moment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from xuezheng.kernel.files.facade import attach_file, received
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.assignments import (
    accept_assignment,
    extend_assignment,
    reopen_assignment,
    report_progress,
    return_assignment,
    submit_assignment,
    withdraw_submission,
)
from xuezheng.modules.plans.models import Assignment, ProgressReport
from xuezheng.modules.plans.queries.evidence import REPORT_FILES
from xuezheng.site.demo.plans.cast import Cast
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.courses import Step
from xuezheng.site.demo.plans.lives import Handed, Played
from xuezheng.site.demo.plans.moments import moment_on

DECIDED = {"accept", "return", "reopen", "extend"}
EVERY_EIGHTH = 8


class Stage:
    """`leaders` gives the account that leads a task and, where its own unit is to be judged, the one that does instead."""

    def __init__(self, cast: Cast, *, leaders: Callable[[Handed], str], draw: Random) -> None:
        self.cast, self.leaders, self.draw = cast, leaders, draw
        self.words = catalogue("lives")["words"]
        self.reports = 0

    def play(self, played: Played) -> None:
        """Its reports stand already, except the newest of a task that is still open: that one is made here."""
        given_back = False
        newest = newest_report(played)
        for step in [*played.course.steps, *([newest] if newest else [])]:
            who = self.leaders(played.handed) if step.what in DECIDED else played.who
            post = self.cast.post(who)
            with bound(post):
                self._take(step, played.handed, post, again=given_back)
            given_back = given_back or step.what == "return"

    def show(self, played: Played, reports: Sequence[ProgressReport]) -> None:
        """Every eighth report carries a file; attached before the task is submitted, since nothing is added afterwards."""
        for report in reports:
            self.reports += 1
            if self.reports % EVERY_EIGHTH == 0:
                post, told = self.cast.post(played.who), self.draw.choice(catalogue("lives")["files"])
                name = told["name"].format(number=played.handed.number, month=int(report.month[5:]))
                with bound(post):
                    attach(
                        post,
                        kind=REPORT_FILES,
                        object_id=report.id,
                        name=name,
                        lines=told["lines"],
                        at=report.reported_at,
                    )

    def _take(self, step: Step, handed: Handed, post: ActingPost, *, again: bool) -> None:
        at = moment_on(step.on, minutes=self.draw.randrange(300))
        if step.what == "report":
            text = report_text(handed, step.month, words=self.words["report"], draw=self.draw)
            report_progress(post=post, assignment_id=handed.id, month=step.month, text=text, at=at)
            return
        version = Assignment.objects.values_list("version", flat=True).get(id=handed.id)
        known = {"post": post, "assignment_id": handed.id, "version": version, "at": at}
        ACTS[step.what](known, self._said(step.what, again=again), step)

    def _said(self, what: str, *, again: bool) -> str:
        said = self.words.get("submit_again" if again and what == "submit" else what, [""])
        return str(self.draw.choice(said))


def newest_report(played: Played) -> Step | None:
    """None where it is not the last thing that happened."""
    last = played.course.reports[-1] if played.course.reports else None
    steps = played.course.steps
    return last if last and (not steps or steps[-1].on < last.on) else None


def report_text(handed: Handed, month: str, *, words: list[str], draw: Random) -> str:
    return draw.choice(words).format(month=int(month[5:]), heading=handed.heading, n=draw.randint(2, 19))


def attach(post: ActingPost, *, kind: str, object_id: UUID, name: str, lines: Iterable[str], at: datetime) -> None:
    """Files of the demonstration say so themselves; those with the same words are kept once."""
    with received(["\n".join(lines).encode()], name=name) as file:
        attach_file(post=post, object_kind=kind, object_id=str(object_id), file=file, at=at)


def _extend(known: dict[str, Any], words: str, step: Step) -> None:
    assert step.until is not None
    extend_assignment(**known, due_on=step.until, reason=words)


ACTS: Mapping[str, Callable[[dict[str, Any], str, Step], object]] = {
    "submit": lambda known, words, _step: submit_assignment(**known, statement=words),
    "withdraw": lambda known, _words, _step: withdraw_submission(**known),
    "accept": lambda known, words, _step: accept_assignment(**known, words=words),
    "return": lambda known, words, _step: return_assignment(**known, reason=words),
    "reopen": lambda known, words, _step: reopen_assignment(**known, reason=words),
    "extend": _extend,
}
