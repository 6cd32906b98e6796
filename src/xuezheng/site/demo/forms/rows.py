"""What very many units reported, written as rows: the actions would take minutes for the schools of a province.

The rows are what the actions leave, without an entry of the journal for each: one entry tells of the whole load.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg.types.json import Jsonb

from xuezheng.engines.forms.deadlines import day_to_put_right
from xuezheng.engines.forms.models import AnswerChange, Report, ReportStep
from xuezheng.kernel.scope.acting import ancestors_of
from xuezheng.kernel.scope.copying import insert_by_copy
from xuezheng.kernel.units.kinds import ADMINISTRATIONS, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.forms.fates import Fate
from xuezheng.site.demo.plans.cast import Speaker

LATER = timedelta(days=5)
"""After the last acceptance it was opened again, and sent again on the day after that."""
PORTION = 10_000
_UPDATE = """
UPDATE forms_report AS report SET answers = v.answers, filled = v.filled, errors = v.errors, warnings = v.warnings,
    missing = v.missing, desk_path = v.desk, changed_at = v.changed_at, first_submitted_at = v.sent_at,
    submitted_at = v.submitted_at, submitted_by = v.person, accepted_at = v.accepted_at, returned_at = v.returned_at,
    return_reason = v.reason, put_right_by = v.put_right_by, changed_after_acceptance = v.changed, version = version + 2
FROM unnest(%s::uuid[], %s::jsonb[], %s::jsonb[], %s::int[], %s::int[], %s::int[], %s::text[], %s::timestamptz[],
    %s::timestamptz[], %s::timestamptz[], %s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::date[],
    %s::boolean[])
    AS v (id, answers, filled, errors, warnings, missing, desk, changed_at, sent_at, submitted_at, person, accepted_at,
    returned_at, reason, put_right_by, changed)
WHERE report.id = v.id
"""
What = ReportStep.What


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report with its fate; it carries what sources filled, and what the engine counts while the unit still fills."""

    report: Report
    fate: Fate
    in_detail: bool = False
    """Whether each answer is in the history, or only what changed after acceptance."""


@dataclass(kw_only=True)
class Pages:
    """Rows waiting to be written."""

    steps: list[Model] = field(default_factory=list)
    changes: list[Model] = field(default_factory=list)
    updated: list[tuple[object, ...]] = field(default_factory=list)


class Scribe:
    """`speakers` sign for their units, by the id of the unit."""

    def __init__(self, speakers: Mapping[int, Speaker]) -> None:
        self._speakers = speakers
        places = Unit.objects.filter(kind__in=ADMINISTRATIONS, closed_on=None).values_list("unit_path", "id")
        self._bureaus = dict(places)
        offices = Unit.objects.filter(kind=UnitKind.OFFICE, closed_on=None).order_by("-unit_path")
        self._offices = dict(offices.values_list("parent_id", "id"))

    def desks(self, path: str, *, up_to: str) -> list[str]:
        between = (above for above in ancestors_of(path)[:-1] if above.startswith(up_to))
        return sorted((above for above in between if above in self._bureaus), reverse=True)

    def write(self, told: Sequence[Told]) -> None:
        for start in range(0, len(told), PORTION):
            pages = Pages()
            for one in told[start : start + PORTION]:
                self._put_down(one, pages)
            _save(pages)

    def _put_down(self, told: Told, pages: Pages) -> None:
        report, fate = told.report, told.fate
        speaker = self._speakers[report.unit_id]
        desks = self.desks(report.unit_path, up_to=report.collection.unit_path)
        steps = list(self._steps(told, speaker, desks))
        pages.steps += steps
        pages.changes += _changes(told, speaker)
        returned = fate.name == "returned"
        waits = fate.sent_at is not None and not returned and not fate.is_accepted
        # A school that lies directly below its city has one desk less above it.
        desk = desks[min(len(fate.decided_at), len(desks) - 1)] if waits else ""
        sent_again = fate.decided_at[-1] + LATER if fate.changed else fate.sent_at
        pages.updated.append((
            report.id,
            Jsonb(fate.answers),
            Jsonb(report.filled),
            report.errors,
            report.warnings,
            report.missing,
            desk,
            sent_again if fate.changed else fate.begun_at,
            fate.sent_at,
            None if returned else sent_again,
            speaker.person_id if fate.sent_at else None,
            steps[-1].taken_at if fate.is_accepted else None,
            fate.decided_at[0] if returned else None,
            fate.words if returned else "",
            day_to_put_right(report, fate.decided_at[0]) if returned else None,
            fate.changed is not None,
        ))  # fmt: skip

    def _steps(self, told: Told, speaker: Speaker, desks: Sequence[str]) -> Iterator[ReportStep]:
        report, fate = told.report, told.fate
        if fate.sent_at is None:
            return
        yield _step(report, What.SUBMITTED, speaker, fate.sent_at)
        deciding = [self._deciding(self._bureaus[desk]) or speaker for desk in desks]
        if fate.name == "returned":
            yield _step(report, What.RETURNED, deciding[0], fate.decided_at[0], fate.words)
            return
        most = len(desks) if fate.is_accepted else len(desks) - 1
        decided = list(zip(deciding[:most], fate.decided_at, strict=False))
        for number, (who, when) in enumerate(decided, start=1):
            yield _step(report, What.ACCEPTED if number == len(desks) else What.PASSED, who, when)
        if fate.changed:
            again = fate.decided_at[-1] + LATER
            yield _step(report, What.REOPENED, deciding[-1], again - timedelta(days=2), fate.words)
            yield _step(report, What.SUBMITTED, speaker, again)
            for number, who in enumerate(deciding, start=1):
                what = What.ACCEPTED if number == len(desks) else What.PASSED
                yield _step(report, what, who, again + timedelta(hours=4 * number))

    def _deciding(self, bureau: int) -> Speaker | None:
        """Who signs for an administration, or for an office in its name."""
        return self._speakers.get(bureau) or self._speakers.get(self._offices.get(bureau, 0))


def _step(report: Report, what: ReportStep.What, who: Speaker, at: datetime, words: str = "") -> ReportStep:
    return ReportStep(
        report_id=report.id, unit_path=report.unit_path, what=what.value, words=words, person_name=who.person_name,
        unit_name=who.unit_name, taken_at=at,
    )  # fmt: skip


def _changes(told: Told, speaker: Speaker) -> Iterator[AnswerChange]:
    report, fate = told.report, told.fate
    if told.in_detail and fate.begun_at is not None:
        for code, value in fate.answers.items():
            first = fate.changed[1] if fate.changed and fate.changed[0] == code else value
            yield _change(report, code, (None, first), who=speaker, at=fate.begun_at)
    if fate.changed:
        code, before, after = fate.changed
        yield _change(report, code, (before, after), who=speaker, at=fate.decided_at[-1] + LATER)


def _change(report: Report, code: str, values: tuple[Any, Any], *, who: Speaker, at: datetime) -> AnswerChange:
    return AnswerChange(
        report_id=report.id, unit_path=report.unit_path, field=code, before=values[0], after=values[1],
        way=AnswerChange.Way.PAGE.value, person_name=who.person_name, changed_at=at,
    )  # fmt: skip


def _save(pages: Pages) -> None:
    insert_by_copy(pages.steps)
    insert_by_copy(pages.changes)
    if pages.updated:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [list(column) for column in zip(*pages.updated, strict=True)])
