"""What very many units reported and submitted, written as rows: the actions would take minutes for fifty thousand schools.

The rows are what the actions leave, without an entry of the journal for each: one entry tells of the whole load.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection

from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.modules.plans.models import Assignment, AssignmentStep, ProgressReport
from xuezheng.modules.plans.telling import nothing_more_to_do
from xuezheng.site.demo.plans.cast import Speaker
from xuezheng.site.demo.plans.catalogues import catalogue
from xuezheng.site.demo.plans.courses import Step
from xuezheng.site.demo.plans.lives import Handed, Played
from xuezheng.site.demo.plans.moments import moment_on
from xuezheng.site.demo.plans.playing import newest_report, report_text

PORTION = 10_000
DECISIONS = {"accept", "return", "reopen", "extend"}
PAST = {
    "submit": AssignmentStep.What.SUBMITTED,
    "withdraw": AssignmentStep.What.WITHDRAWN,
    "accept": AssignmentStep.What.ACCEPTED,
    "return": AssignmentStep.What.RETURNED,
    "reopen": AssignmentStep.What.REOPENED,
    "extend": AssignmentStep.What.EXTENDED,
}
_UPDATE = """
UPDATE plans_assignment SET reported_at = v.reported_at, submitted_at = v.submitted_at, submitted_by = v.submitted_by,
    accepted_at = v.accepted_at, returned_at = v.returned_at, return_reason = v.reason, due_on = v.due_on,
    version = version + 1
FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::uuid[], %s::timestamptz[], %s::timestamptz[],
    %s::text[], %s::date[])
    AS v (id, reported_at, submitted_at, submitted_by, accepted_at, returned_at, reason, due_on)
WHERE plans_assignment.id = v.id
"""


@dataclass(kw_only=True)
class Pages:
    """Rows waiting to be written."""

    reports: list[ProgressReport] = field(default_factory=list)
    steps: list[AssignmentStep] = field(default_factory=list)
    changed: list[tuple[object, ...]] = field(default_factory=list)
    finished: list[UUID] = field(default_factory=list)


class Scribe:
    """`speakers` sign for their units; a unit without one stays silent, as in life."""

    def __init__(
        self, *, speakers: Mapping[int, Speaker], leads: Callable[[Handed], Speaker | None], draw: Random
    ) -> None:
        self.speakers, self.leads, self.draw = speakers, leads, draw
        self.words = catalogue("lives")["words"]

    def write(self, lives: Sequence[Played]) -> int:
        written = 0
        for start in range(0, len(lives), PORTION):
            pages = Pages()
            for played in lives[start : start + PORTION]:
                self._put_down(played, pages)
            _save(pages)
            written += len(pages.changed)
        return written

    def report_only(self, played: Played, speaker: Speaker) -> list[ProgressReport]:
        """The reports of one whose steps the actions take, without the newest where they make that too."""
        told = [step for step in played.course.reports if step is not newest_report(played)]
        rows = [self._report(played.handed, step, speaker, self.draw.randrange(300)) for step in told]
        if rows:
            insert_by_copy(rows)
            Assignment.objects.filter(id=played.handed.id).update(reported_at=rows[-1].reported_at)
        return rows

    def _put_down(self, played: Played, pages: Pages) -> None:
        handed, course = played.handed, played.course
        speaker = self.speakers.get(handed.unit_id)
        if speaker is None:
            return
        minutes = self.draw.randrange(300)
        pages.reports.extend(self._report(handed, step, speaker, minutes) for step in course.reports)
        said = ""
        for step in course.steps:
            row = self._step(handed, step, speaker, minutes)
            said = row.words if step.what == "return" else said
            pages.steps.append(row)
        submitted, accepted, returned = course.submitted_on, course.accepted_on, course.returned
        pages.changed.append(
            (
                handed.id,
                moment_on(course.reports[-1].on, minutes=minutes) if course.reports else None,
                moment_on(submitted, minutes=minutes) if submitted else None,
                speaker.person_id if submitted else None,
                moment_on(accepted, minutes=minutes) if accepted else None,
                moment_on(returned.on, minutes=minutes) if returned else None,
                said,
                course.due_on,
            )
        )
        if submitted:
            pages.finished.append(handed.id)

    def _report(self, handed: Handed, step: Step, speaker: Speaker, minutes: int) -> ProgressReport:
        return ProgressReport(
            assignment_id=handed.id,
            unit_path=handed.unit_path,
            month=step.month,
            text=report_text(handed, step.month, words=self.words["report"], draw=self.draw),
            person_name=speaker.person_name,
            reported_at=moment_on(step.on, minutes=minutes),
        )

    def _step(self, handed: Handed, step: Step, speaker: Speaker, minutes: int) -> AssignmentStep:
        who = self.leads(handed) or speaker if step.what in DECISIONS else speaker
        words = self.draw.choice(self.words.get(step.what, [""]))
        return AssignmentStep(
            assignment_id=handed.id,
            unit_path=handed.unit_path,
            what=PAST[step.what],
            words=f"{step.until.isoformat()} {words}" if step.until else words,
            person_name=who.person_name,
            unit_name=who.unit_name,
            taken_at=moment_on(step.on, minutes=minutes),
        )


def _save(pages: Pages) -> None:
    insert_by_copy(pages.reports)
    insert_by_copy(pages.steps)
    if pages.changed:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [list(column) for column in zip(*pages.changed, strict=True)])
    _close(pages.finished)


def _close(ids: Sequence[UUID]) -> None:
    """A unit that submitted has nothing to do for the time being."""
    if ids:
        last = Assignment.objects.filter(id__in=ids).order_by("-submitted_at").values_list("submitted_at", flat=True)[0]
        nothing_more_to_do(ids, at=_known(last))


def _known(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment + timedelta(minutes=1)
