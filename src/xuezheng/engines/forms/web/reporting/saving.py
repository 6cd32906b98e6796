"""The page's own saving: some fields in, what was kept and what the rules say out. Never a page, so that nothing is lost."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.engines.forms.actions.reporting import Clash, SaveOutcome, save_answers
from xuezheng.engines.forms.actions.reporting.reading_rows import CellIsRefused
from xuezheng.engines.forms.answers import Kept, shown
from xuezheng.engines.forms.checking import row_of
from xuezheng.engines.forms.declared import Form, Table
from xuezheng.engines.forms.policies import REPORT
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import given_to
from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.refusals import Refusal

MISSING = "missing"
"""In the address of a report once its submission was refused: then what is still empty is said beside its field as well."""


@post_required(REPORT)
@require_POST
def save(request: PostRequest, report_id: UUID) -> HttpResponse:
    try:
        changes, based_on = _given(request)
        outcome = save_answers(post=request.post, report_id=report_id, changes=changes, based_on=based_on, at=now())
    except Refusal as refusal:
        return JsonResponse({"detail": str(refusal)}, status=refusal.status)
    return JsonResponse(told(outcome, missing=MISSING in request.GET))


def _given(request: PostRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        given = json.loads(request.body)
    except ValueError:
        given = None
    changes = given.get("changes") if isinstance(given, dict) else None
    based_on = given.get("based_on") if isinstance(given, dict) else None
    if not isinstance(changes, dict) or not isinstance(based_on, dict):
        raise Refusal(_("Changes are given as JSON: what changed, and what it was based on."))
    return changes, based_on


def told(outcome: SaveOutcome, *, missing: bool) -> dict[str, Any]:
    """Of a table: `rows` of a clash as they are read, `cells` that are computed, and of what a finding or a refusal is about the
    row, counted without rows of nothing, and the columns."""
    report, checked = outcome.report, outcome.checked
    form = form_of(report.collection.edition)
    return {
        "version": report.version,
        "saved": {code: given_to(report, form, code) for code in outcome.changed},
        "clashes": [_clash(form, one) for one in outcome.clashes],
        "refused": {one.field: str(one) for one in outcome.refused},
        "refused_cells": [
            {"table": one.field, "row": one.row, "columns": [one.column]}
            for one in outcome.refused
            if isinstance(one, CellIsRefused)
        ],
        "cells": {
            table.code: [_computed(table, row) for row in checked.rows[table.code]]
            for table in form.tables()
            if any(column.computed for column in table.columns)
        },
        "computed": {one.code: shown(one, checked.answers[one.code]) for one in form.computed_in_order},
        "findings": [
            {
                "about": [one.table] if one.table else list(one.about),
                "severity": one.severity,
                "sentence": one.placed,
                "row": one.row,
                "columns": list(one.about),
            }
            for one in checked.findings
            if missing or one.rule != "need"
        ],
        "missing": report.missing,
        "mistakes": sum(1 for one in checked.errors if one.rule != "need"),
        "done": sum(1 for value in checked.answers.values() if value is not None),
        "sections": {
            section.code: sum(1 for one in section.fields if checked.answers[one.code] is not None)
            for section in form.sections
        },
    }


def _clash(form: Form, one: Clash) -> dict[str, Any]:
    """In a table's rows stand all its columns, as in its head."""
    plainly = {"field": one.field, "present": one.present}
    if (table := form.tables_by_code.get(one.field)) is not None:
        filled = [row_of(table, row) for row in one.present]
        return plainly | {"rows": [[shown(column, row[column.code]) for column in table.columns] for row in filled]}
    return plainly | {"shown": shown(form.by_code[one.field], one.present)}


def _computed(table: Table, row: Mapping[str, Kept]) -> dict[str, str]:
    return {column.code: shown(column, row[column.code]) for column in table.columns if column.computed}
