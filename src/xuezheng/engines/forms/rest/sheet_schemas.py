"""What the endpoints of files of answers take and give."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from xuezheng.engines.forms.models import SheetUpload
from xuezheng.engines.forms.sheets.judging import Judgement
from xuezheng.kernel.rest.schemas import Input, Output

MOST_TOLD = 1_000


class SheetUploadOut(Output):
    """The first counts are those of the dry run, `written_…` those of what was done; `run_id` is the work to follow."""

    id: UUID
    collection_id: UUID
    filename: str
    sha256: str
    state: SheetUpload.State
    reports: int
    answers: int
    clashes: int
    refused: int
    written_reports: int
    written_answers: int
    run_id: UUID | None
    uploaded_at: datetime
    applied_at: datetime | None


class SheetChangeOut(Output):
    report_id: UUID
    unit_code: str
    field: str
    before: Any
    after: Any


class SheetClashOut(Output):
    """Somebody else answered since the file was taken: `present` is theirs. `key` has the file's own replace it."""

    report_id: UUID
    unit_code: str
    field: str
    present: Any
    present_by: str
    present_at: datetime | None
    own: Any
    key: str


class SheetCellOut(Output):
    """What is said of one cell. `kept` where its answer is taken all the same."""

    sheet: str
    cell: str
    unit: str
    field: str
    given: str
    sentence: str
    kept: bool


class LockedReportOut(Output):
    report_id: UUID
    unit_code: str
    sentence: str


class SheetVerdictOut(Output):
    """At most 1,000 of each kind."""

    changes: list[SheetChangeOut]
    clashes: list[SheetClashOut]
    cells: list[SheetCellOut]
    locked: list[LockedReportOut]


class ApplySheetIn(Input):
    """`replacing`: keys of clashes in which the file's answer replaces the other one; `*` for all of them."""

    replacing: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=20_000)] = []


def verdict_of(judged: Judgement) -> dict[str, Any]:
    free = [one for one in judged.verdicts if not one.locked]
    changes = [
        {
            "report_id": one.report.id,
            "unit_code": one.given.code,
            "field": each.code,
            "before": each.present,
            "after": each.own,
        }
        for one in free
        for each in one.changes
    ]
    clashes = [
        {
            "report_id": one.report.id, "unit_code": one.given.code, "field": each.code, "present": each.present,
            "present_by": each.present_by, "present_at": each.present_at, "own": each.own, "key": one.key_of(each),
        }
        for one in free
        for each in one.clashes
    ]  # fmt: skip
    troubles = [*judged.troubles, *(each for one in judged.verdicts for each in one.troubles)]
    cells = [
        {
            "sheet": one.sheet, "cell": one.cell, "unit": one.unit, "field": one.field, "given": one.given,
            "sentence": one.sentence, "kept": one.soft,
        }
        for one in troubles
    ]  # fmt: skip
    locked = [
        {"report_id": one.report.id, "unit_code": one.given.code, "sentence": one.locked} for one in judged.locked
    ]
    return {
        "changes": changes[:MOST_TOLD], "clashes": clashes[:MOST_TOLD], "cells": cells[:MOST_TOLD],
        "locked": locked[:MOST_TOLD],
    }  # fmt: skip
