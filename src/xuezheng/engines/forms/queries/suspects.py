"""Submitted reports of a collection whose figures are worth a second look, as far as the post sees them, with their answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform

from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.models import Collection, Report, SuspicionAnswer
from xuezheng.engines.forms.policies import collections_visible_to, reports_visible_to, suspicion_answers_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import IsNotSuspicious
from xuezheng.engines.forms.suspicions import FIGURES, Suspect, Suspicion, suspects_among
from xuezheng.kernel.scope.acting import ActingPost

NUMBERS = {Answer.INTEGER, Answer.DECIMAL}
NUMBER = r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$"
ABOUT = 6
"""Columns that say whose report a row is; its figures follow."""
MOST_KEPT = 32
Answers = Mapping[tuple[UUID, str, str], Sequence[SuspicionAnswer]]
"""By report, kind and field; the newest last."""


@dataclass(frozen=True, kw_only=True)
class SuspectReport:
    """One finding with the unit whose report it is; `field` is None where the whole report is meant."""

    suspicion: Suspicion
    report_id: UUID
    unit_name: str
    unit_path: str
    submitted_by: UUID | None
    field: Field | None
    value: float
    beside: float
    figures: str
    """Fingerprint of the figure, or of all figures of the report: an answer holds for these."""
    answer: SuspicionAnswer | None = None
    earlier: SuspicionAnswer | None = None
    """Where it is open: the newest answer, given when the figures were others."""

    @property
    def code(self) -> str:
        return self.field.code if self.field else ""

    @property
    def key(self) -> str:
        """Where it stands in the list."""
        return f"{self.suspicion.value}/{self.unit_path}/{self.report_id}/{self.code}"


Stamp = tuple[object, ...]
_kept: dict[tuple[object, ...], tuple[Stamp, list[SuspectReport]]] = {}
"""What was found last for whoever sees the same, without answers: a reader who turns pages or answers waits for it once."""


def suspects_of(post: ActingPost, collection: Collection) -> list[SuspectReport]:
    """By kind and place. Only what units gave themselves is looked at: what sources filled is not theirs to explain."""
    reports, before = _submitted(post, collection), _last_reports(post, collection)
    seer = (collection.id, post.scope_path, tuple(post.granted_paths), post.unit_path, post.role)
    stamp = (_stamp(reports), _stamp(before))
    kept = _kept.get(seer)
    if kept is None or kept[0] != stamp:
        form = form_of(collection.edition)
        given = _Given(reports, before, sorted(_asked(form)))
        kept = _kept[seer] = (stamp, _found(given, form, suspects_among(given.figures())))
        while len(_kept) > MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
    return _with_answers(kept[1], _answers(post, collection))


def get_suspect(post: ActingPost, report: Report, *, suspicion: str, field: str) -> SuspectReport:
    """One finding about a report; refused where there is none any more. Reads no more than what it is compared with."""
    form, collection = form_of(report.collection.edition), report.collection
    asked = sorted(_asked(form))
    if suspicion not in {each.value for each in Suspicion} or (field and field not in asked):
        raise IsNotSuspicious
    reports = _compared(_submitted(post, collection), report, Suspicion(suspicion))
    before = _last_reports(post, collection).filter(unit=report.unit_id)
    given = _Given(reports, before, [field] if field else asked)
    wanted = (suspicion, str(report.id), field)
    found = [one for one in suspects_among(given.figures()) if (one.suspicion, one.report, one.field) == wanted]
    for suspect in _with_answers(_found(given, form, found), _answers(post, collection, report=report)):
        return suspect
    raise IsNotSuspicious


def _asked(form: Form) -> list[str]:
    return [field.code for field in form.fields() if field.answer in NUMBERS and field.is_asked]


def _submitted(post: ActingPost, collection: Collection) -> QuerySet[Report]:
    return reports_visible_to(post).filter(collection=collection, submitted_at__isnull=False)


def _compared(reports: QuerySet[Report], report: Report, suspicion: Suspicion) -> QuerySet[Report]:
    """With its peers, with those beside it, or with what it said itself."""
    if suspicion is Suspicion.OUTLIER:
        return reports.filter(unit__kind=report.unit.kind)
    if suspicion is Suspicion.TWIN:
        place = _neighbourhood(report.unit_path)
        return reports.filter(unit_path__gte=f"{place}.", unit_path__lt=f"{place}.~")
    return reports.filter(id=report.id)


class _Given:
    """Reports with their figures as columns: 50,000 of them are never held as answers."""

    def __init__(self, reports: QuerySet[Report], before: QuerySet[Report], asked: Sequence[str]) -> None:
        self.before, self.asked = before, asked
        self.rows = list(
            reports.values_list(
                "id", "unit_id", "unit_path", "unit__kind", "unit__name", "submitted_by", *map(_answer, asked)
            )
        )
        self.values = _columns(self.rows, asked, first=ABOUT)

    def figures(self) -> pa.Table:
        alike = {
            "report": pa.array([str(row[0]) for row in self.rows], pa.string()),
            "peers": pa.array([row[3] for row in self.rows], pa.string()),
            "neighbourhood": pa.array([_neighbourhood(row[2]) for row in self.rows], pa.string()),
        }
        last, count = self._last(), len(self.rows)
        parts = [
            pa.table({**alike, "field": pa.repeat(code, count), "value": self.values[code], "last": last[code]})
            for code in self.asked
        ]
        whole = pa.concat_tables(parts) if parts else FIGURES.empty_table()
        return whole.filter(pc.is_valid(whole["value"]))

    def _last(self) -> dict[str, pa.Array]:
        """Of the same units, in the collection of the same form before this one."""
        units = [row[1] for row in self.rows]
        rows = list(self.before.values_list("unit_id", *map(_answer, self.asked)))
        places = pc.index_in(pa.array(units, pa.int64()), value_set=pa.array([row[0] for row in rows], pa.int64()))
        return {code: pc.take(values, places) for code, values in _columns(rows, self.asked, first=1).items()}


def _columns(rows: Sequence[tuple[Any, ...]], asked: Sequence[str], *, first: int) -> dict[str, pa.Array]:
    return {
        code: _numbers(pa.array([row[place] for row in rows], pa.string())) for place, code in enumerate(asked, first)
    }


def _answer(code: str) -> KeyTextTransform:
    return KeyTextTransform(code, "answers")


def _numbers(texts: pa.Array) -> pa.Array:
    return pc.cast(pc.if_else(pc.match_substring_regex(texts, NUMBER), texts, None), pa.float64())


def _neighbourhood(path: str) -> str:
    return path.rstrip(".").rpartition(".")[0]


def _last_reports(post: ActingPost, collection: Collection) -> QuerySet[Report]:
    before = (
        collections_visible_to(post)
        .filter(edition__code=collection.edition.code, unit=collection.unit_id, opens_at__lt=collection.opens_at)
        .order_by("-opens_at")
        .first()
    )
    if before is None:
        return Report.objects.none()
    return reports_visible_to(post).filter(collection=before, first_submitted_at__isnull=False)


def _stamp(reports: QuerySet[Report]) -> Stamp:
    """Another one after any change: a report that changes has another version, one that is handed in a later moment."""
    moments = Max("first_submitted_at"), Max("submitted_at")
    return tuple(reports.order_by().aggregate(Count("id"), Sum("version"), *moments).values())


def _found(given: _Given, form: Form, suspects: Sequence[Suspect]) -> list[SuspectReport]:
    places = {str(row[0]): place for place, row in enumerate(given.rows)} if suspects else {}
    told = (_told(suspect, given, places[suspect.report], form) for suspect in suspects)
    return sorted(told, key=lambda suspect: suspect.key)


def _with_answers(found: Sequence[SuspectReport], said: Answers) -> list[SuspectReport]:
    return [
        _with_answer(suspect, said.get((suspect.report_id, suspect.suspicion.value, suspect.code))) for suspect in found
    ]


def _with_answer(suspect: SuspectReport, answers: Sequence[SuspicionAnswer] | None) -> SuspectReport:
    if not answers:
        return suspect
    answer = next((one for one in answers if one.figures == suspect.figures), None)
    return replace(suspect, answer=answer, earlier=None if answer else answers[-1])


def _answers(post: ActingPost, collection: Collection, *, report: Report | None = None) -> Answers:
    found: dict[tuple[UUID, str, str], list[SuspicionAnswer]] = {}
    about = Q(report=report) if report else Q(report__collection=collection)
    given = suspicion_answers_visible_to(post).filter(about, withdrawn_at=None)
    for one in given.order_by("answered_at", "id"):
        found.setdefault((one.report_id, one.suspicion, one.field), []).append(one)
    return found


def _told(suspect: Suspect, given: _Given, place: int, form: Form) -> SuspectReport:
    report_id, _unit, path, _kind, name, submitted_by = given.rows[place][:ABOUT]
    codes = [suspect.field] if suspect.field else given.asked
    figures = _fingerprint([(code, given.values[code][place].as_py()) for code in codes])
    return SuspectReport(
        suspicion=suspect.suspicion,
        report_id=report_id,
        unit_name=name,
        unit_path=path,
        submitted_by=submitted_by,
        field=form.by_code.get(suspect.field),
        value=suspect.value or 0.0,
        beside=suspect.beside or 0.0,
        figures=figures,
    )


def _fingerprint(figures: Sequence[tuple[str, float | None]]) -> str:
    return sha256(json.dumps(figures).encode()).hexdigest()
