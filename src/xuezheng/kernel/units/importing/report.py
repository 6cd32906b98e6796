"""What an import says before and after it is done."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xuezheng.kernel.pages.tables import CellProblem, Table, marked_workbook
from xuezheng.kernel.units.importing.checking import Checked
from xuezheng.kernel.units.kinds import UnitKind


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """`opened` counts what was written: none in a dry run. Any problem means that nothing is written."""

    filename: str
    sha256: str
    rows: int
    opened: int
    kinds: dict[str, int]
    problems: tuple[CellProblem, ...]
    ignored: tuple[str, ...]
    """Heads of columns nobody asked for."""

    @property
    def sentence(self) -> str:
        if self.problems:
            rows = len({problem.row for problem in self.problems})
            return _("%(wrong)d of %(rows)d rows have a problem. Nothing was changed.") % {
                "wrong": rows,
                "rows": self.rows,
            }
        if self.opened:
            return _("%(opened)d units were opened.") % {"opened": self.opened}
        return _("All %(rows)d rows are right.") % {"rows": self.rows}


def report_of(table: Table, checked: Checked, *, filename: str, sha256: str, opened: int = 0) -> ImportReport:
    found = Counter(opening.unit.kind for opening in checked.openings)
    return ImportReport(
        filename=filename,
        sha256=sha256,
        rows=len(table.rows),
        opened=opened,
        kinds={kind.value: found[kind] for kind in UnitKind if kind in found},
        problems=tuple(checked.problems),
        ignored=tuple(table.ignored),
    )


def problems_workbook(table: Table, checked: Checked) -> bytes:
    """The same rows with wrong cells marked and explained."""
    return marked_workbook(table, checked.problems, sheet=_("Units"))
