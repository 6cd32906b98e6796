"""Rows of a table as they were given: each cell kept plainly, a row of nothing left out."""

from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused, Kept, keep
from xuezheng.engines.forms.declared import Table
from xuezheng.kernel.refusals import Refusal


def keep_rows(table: Table, given: Any) -> list[dict[str, Kept]]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise Refusal(_("%(title)s: the rows are given as a list.") % {"title": table.title})
    if len(given) > table.most_rows:
        raise Refusal(
            _("%(title)s has %(rows)s rows; at most %(most)s are kept.")
            % {"title": table.title, "rows": len(given), "most": table.most_rows}
        )
    rows = [_row(table, row, number) for number, row in enumerate(given, start=1)]
    return [row for row in rows if any(cell is not None for cell in row.values())]


def _row(table: Table, given: dict[str, Any], number: int) -> dict[str, Kept]:
    kept: dict[str, Kept] = {}
    for column in table.columns:
        if column.computed is not None:
            continue
        try:
            kept[column.code] = keep(column, given.get(column.code))
        except AnswerIsRefused as refusal:
            raise Refusal(_("Row %(number)s: %(sentence)s") % {"number": number, "sentence": refusal}) from refusal
    return kept
