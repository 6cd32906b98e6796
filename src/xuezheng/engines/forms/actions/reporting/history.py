"""The history of answers: a row for each field that changed, of one report or of many by one statement."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from xuezheng.engines.forms.models import Report
from xuezheng.kernel.scope.acting import ActingPost

Changed = Mapping[str, tuple[Any, Any]]
"""Before and after by the field's code, in the order of the change."""
_INSERT = """
INSERT INTO forms_answer_change (report_id, unit_path, field, "table", before, after, way, person_name, changed_at)
SELECT told.report, told.place, change ->> 0, '', NULLIF(change -> 1, 'null'), NULLIF(change -> 2, 'null'), %s, %s, %s
  FROM jsonb_to_recordset(%s::jsonb) AS told(report uuid, place text, changes jsonb),
       jsonb_array_elements(told.changes) WITH ORDINALITY AS each(change, number)
 ORDER BY told.place, number
"""


def write_history(told: Sequence[tuple[Report, Changed]], *, post: ActingPost, way: str, at: datetime) -> None:
    """The database takes the changes apart: a county brings a hundred thousand at once."""
    reports = [
        {
            "report": str(report.id),
            "place": report.unit_path,
            "changes": [(code, before, after) for code, (before, after) in changed.items()],
        }
        for report, changed in told
        if changed
    ]
    if reports:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [way, post.person_name, at, json.dumps(reports, ensure_ascii=False)])
