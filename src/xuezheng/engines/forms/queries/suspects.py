"""Submitted reports of a collection whose figures are worth a second look, as far as the post sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyarrow as pa

from xuezheng.engines.forms.declared import Answer, Field, Form
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.policies import collections_visible_to, reports_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.suspicions import FIGURES, Suspect, Suspicion, suspects_among
from xuezheng.kernel.scope.acting import ActingPost

NUMBERS = {Answer.INTEGER, Answer.DECIMAL}


@dataclass(frozen=True, kw_only=True)
class SuspectReport:
    """One finding with the unit whose report it is; `field` is None where the whole report is meant."""

    suspicion: Suspicion
    report_id: UUID
    unit_name: str
    unit_path: str
    field: Field | None
    value: float
    beside: float

    @property
    def key(self) -> str:
        """Where it stands in the list."""
        return f"{self.suspicion.value}/{self.unit_path}/{self.report_id}/{self.field.code if self.field else ''}"


def suspects_of(post: ActingPost, collection: Collection) -> list[SuspectReport]:
    """By kind and place. Only what units gave themselves is looked at: what sources filled is not theirs to explain."""
    form = form_of(collection.edition)
    asked = {field.code: field for field in form.fields() if field.answer in NUMBERS and field.is_asked}
    rows = list(
        reports_visible_to(post)
        .filter(collection=collection, submitted_at__isnull=False)
        .values_list("id", "unit_id", "unit_path", "unit__kind", "unit__name", "answers")
    )
    last = _last_answers(post, collection)
    units = {str(report_id): (path, name) for report_id, _unit, path, _kind, name, _answers in rows}
    found = suspects_among(_figures(rows, asked, last)) if rows and asked else []
    return sorted((_told(suspect, units, form) for suspect in found), key=lambda suspect: suspect.key)


def _figures(
    rows: Iterable[tuple[Any, ...]], asked: Mapping[str, Field], last: Mapping[int, Mapping[str, Any]]
) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [] for name in FIGURES.names}
    for report_id, unit_id, path, kind, _name, answers in rows:
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


def _told(suspect: Suspect, units: Mapping[str, tuple[str, str]], form: Form) -> SuspectReport:
    path, name = units[suspect.report]
    return SuspectReport(
        suspicion=suspect.suspicion,
        report_id=UUID(suspect.report),
        unit_name=name,
        unit_path=path,
        field=form.by_code.get(suspect.field),
        value=suspect.value or 0.0,
        beside=suspect.beside or 0.0,
    )


def _number(kept: object) -> float | None:
    try:
        return float(str(kept)) if kept not in (None, "") else None
    except ValueError:
        return None
