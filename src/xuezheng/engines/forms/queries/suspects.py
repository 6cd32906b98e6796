"""Submitted reports of a collection whose figures are worth a second look, as far as the post sees them, with their answers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import pyarrow as pa

from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.models import Collection, Report, SuspicionAnswer
from xuezheng.engines.forms.policies import collections_visible_to, reports_visible_to, suspicion_answers_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import IsNotSuspicious
from xuezheng.engines.forms.suspicions import FIGURES, Suspect, Suspicion, suspects_among
from xuezheng.kernel.scope.acting import ActingPost

NUMBERS = {Answer.INTEGER, Answer.DECIMAL}
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
    answer: SuspicionAnswer | None
    earlier: SuspicionAnswer | None
    """Where it is open: the newest answer, given when the figures were others."""

    @property
    def code(self) -> str:
        return self.field.code if self.field else ""

    @property
    def key(self) -> str:
        """Where it stands in the list."""
        return f"{self.suspicion.value}/{self.unit_path}/{self.report_id}/{self.code}"


def suspects_of(post: ActingPost, collection: Collection) -> list[SuspectReport]:
    """By kind and place. Only what units gave themselves is looked at: what sources filled is not theirs to explain."""
    form = form_of(collection.edition)
    asked = {field.code: field for field in form.fields() if field.answer in NUMBERS and field.is_asked}
    rows = list(
        reports_visible_to(post)
        .filter(collection=collection, submitted_at__isnull=False)
        .values_list("id", "unit_id", "unit_path", "unit__kind", "unit__name", "answers", "submitted_by")
    )
    found = suspects_among(_figures(rows, asked, _last_answers(post, collection))) if rows and asked else []
    reports = {str(row[0]): row for row in rows} if found else {}
    said = _answers(post, collection) if found else {}
    told = (_told(suspect, reports[suspect.report], form, sorted(asked), said) for suspect in found)
    return sorted(told, key=lambda suspect: suspect.key)


def get_suspect(post: ActingPost, report: Report, *, suspicion: str, field: str) -> SuspectReport:
    """One finding about a report; refused where there is none any more."""
    for suspect in suspects_of(post, report.collection):
        if (suspect.report_id, suspect.suspicion.value, suspect.code) == (report.id, suspicion, field):
            return suspect
    raise IsNotSuspicious


def _figures(
    rows: Iterable[tuple[Any, ...]], asked: Mapping[str, Field], last: Mapping[int, Mapping[str, Any]]
) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [] for name in FIGURES.names}
    for report_id, unit_id, path, kind, _name, answers, _by in rows:
        before = last.get(unit_id, {})
        county = path.rstrip(".").rpartition(".")[0]
        for code in asked:
            value = _number(answers.get(code))
            if value is None:
                continue
            figure = (str(report_id), kind, county, code, value, _number(before.get(code)))
            for name, part in zip(FIGURES.names, figure, strict=True):
                columns[name].append(part)
    return pa.Table.from_pydict(columns, schema=FIGURES)


def _last_answers(post: ActingPost, collection: Collection) -> dict[int, Mapping[str, Any]]:
    """By unit, of the collection of the same form before this one."""
    before = (
        collections_visible_to(post)
        .filter(edition__code=collection.edition.code, unit=collection.unit_id, opens_at__lt=collection.opens_at)
        .order_by("-opens_at")
        .first()
    )
    if before is None:
        return {}
    rows = reports_visible_to(post).filter(collection=before, first_submitted_at__isnull=False)
    return dict(rows.values_list("unit_id", "answers"))


def _answers(post: ActingPost, collection: Collection) -> Answers:
    found: dict[tuple[UUID, str, str], list[SuspicionAnswer]] = {}
    given = suspicion_answers_visible_to(post).filter(report__collection=collection, withdrawn_at=None)
    for one in given.order_by("answered_at", "id"):
        found.setdefault((one.report_id, one.suspicion, one.field), []).append(one)
    return found


def _told(suspect: Suspect, row: tuple[Any, ...], form: Form, asked: Sequence[str], said: Answers) -> SuspectReport:
    report_id, _unit, path, _kind, name, answers, submitted_by = row
    figures = _fingerprint(answers, [suspect.field] if suspect.field else asked)
    given = said.get((report_id, suspect.suspicion.value, suspect.field), ())
    answer = next((one for one in given if one.figures == figures), None)
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
        answer=answer,
        earlier=given[-1] if given and answer is None else None,
    )


def _fingerprint(answers: Mapping[str, Any], codes: Iterable[str]) -> str:
    figures = [(code, _number(answers.get(code))) for code in codes]
    return sha256(json.dumps(figures).encode()).hexdigest()


def _number(kept: object) -> float | None:
    try:
        return float(str(kept)) if kept not in (None, "") else None
    except ValueError:
        return None
