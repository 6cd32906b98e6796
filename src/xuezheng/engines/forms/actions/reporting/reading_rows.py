"""Rows of a table as they were given: each cell kept plainly, a row of nothing left out."""

from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.forms.answers import AnswerIsRefused, Kept, keep
from xuezheng.engines.forms.checking import of_row
from xuezheng.engines.forms.declared import Table
from xuezheng.kernel.refusals import Refusal


class CellIsRefused(Refusal):
    """One cell holds up its table; `row` counts from 0, without the rows of nothing."""

    def __init__(self, table: Table, row: int, refusal: AnswerIsRefused) -> None:
        super().__init__(of_row(table.title, row, refusal), field=table.code)
        self.row, self.column = row, refusal.field


def keep_rows(table: Table, given: Any) -> list[dict[str, Kept]]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise Refusal(_("%(title)s: the rows are given as a list.") % {"title": table.title})
    rows: list[dict[str, Kept]] = []
    for one in given:
        kept = _row(table, one, len(rows))
        if any(cell is not None for cell in kept.values()):
            rows.append(kept)
    if len(rows) > table.most_rows:
        raise Refusal(
            _("%(title)s has %(rows)s rows; at most %(most)s are kept.")
            % {"title": table.title, "rows": len(rows), "most": table.most_rows}
        )
    return rows


def _row(table: Table, given: dict[str, Any], number: int) -> dict[str, Kept]:
    kept: dict[str, Kept] = {}
    for column in table.columns:
        if column.computed is not None:
            continue
        try:
            kept[column.code] = keep(column, given.get(column.code))
        except AnswerIsRefused as refusal:
            raise CellIsRefused(table, number, refusal) from refusal
    return kept
