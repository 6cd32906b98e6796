"""What stands in a sheet: for each report its cells, and whether each is free. The same for a template and for what came back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Form
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.policies import reports_to_fill_by_file
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report
from xuezheng.engines.forms.refusals import NoSuchUnitToFill, NothingToFill, TooManyReports
from xuezheng.engines.forms.sheets.cells import Cell, written
from xuezheng.engines.forms.sheets.marks import mark_of
from xuezheng.engines.forms.sources import known_values
from xuezheng.engines.forms.standing import may_be_filled_at, status_of
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to

MOST_REPORTS = 3_000


@dataclass(frozen=True, kw_only=True)
class CellShown:
    """`note` is said beside the cell; `tone` marks it: empty, `bad` or `soft`."""

    value: Cell
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One report, or in a file that goes back what belongs to none. `locked` says why nothing of it may be written now; empty
    where it may."""

    report_id: UUID | None
    code: str
    name: str
    state: str
    mark: str
    locked: str
    cells: Mapping[str, CellShown]
    tables: Mapping[str, Sequence[Mapping[str, CellShown]]]
    note: str = ""
    """Said of the whole line, at its first cell."""
    parts: frozenset[str] | None = None
    """Those that it stands in, where it does not stand in all."""


@dataclass(frozen=True, kw_only=True)
class ColumnShown:
    """One that the form does not have, after those it has; its cells are found by its key."""

    key: str
    part: str
    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong with one cell of a file, told by where it stands and what would be right. Soft: it is kept all the same."""

    sheet: str
    cell: str
    unit: str
    field: str
    given: str
    sentence: str
    soft: bool = False


@dataclass(frozen=True, kw_only=True)
class Book:
    """All that one file holds. Where it goes back to who uploaded it, `is_returned`, with the lines that belong to no report,
    the columns that are strange to the form, and the troubles of no cell; the marks are then of all units in the file."""

    collection: Collection
    form: Form
    lines: Sequence[Line]
    taken_at: datetime
    troubles: Sequence[Trouble] = field(default_factory=tuple)
    is_returned: bool = False
    unplaced: Sequence[Line] = field(default_factory=tuple)
    strange: Sequence[ColumnShown] = field(default_factory=tuple)
    marks: Mapping[str, str] = field(default_factory=dict)


def why_locked(report: Report, collection: Collection, at: datetime) -> str:
    """The sentence for a report of a fitting unit that takes no answers now."""
    if may_be_filled_at(report, collection, at):
        return ""
    if collection.closed_at is not None:
        return _("The collection was closed for good.")
    if report.accepted_at is not None:
        return _("The report is accepted; it is changed only after it was opened again.")
    if report.submitted_at is not None:
        return _("The report is submitted; it is changed only after it was returned.")
    return _("The collection is not open yet.") if at < collection.opens_at else _("The time for filling in is over.")


def reports_for_sheet(
    post: ActingPost, collection: Collection, *, below: str = "", report_id: UUID | None = None
) -> list[Report]:
    """Of one collection, those the post may fill in by file: all, those below a unit's code, or one."""
    rows = reports_to_fill_by_file(post).filter(collection=collection).select_related("unit").order_by("unit_path")
    if report_id is not None:
        rows = rows.filter(id=report_id)
    if below:
        rows = rows.filter(unit_path__startswith=_path_of(post, below))
    found = list(rows[: MOST_REPORTS + 1])
    if not found:
        raise NothingToFill(collection.title)
    if len(found) > MOST_REPORTS:
        raise TooManyReports(MOST_REPORTS)
    for report in found:
        report.collection = collection
    return found


def book_of(post: ActingPost, collection: Collection, reports: Sequence[Report], *, at: datetime) -> Book:
    form = form_of(collection.edition)
    follow_sources(post, form, collection, reports)
    lines = [line_of(report, collection, form, at=at) for report in reports]
    return Book(collection=collection, form=form, lines=lines, taken_at=at)


def follow_sources(post: ActingPost, form: Form, collection: Collection, reports: Sequence[Report]) -> None:
    """Sources are asked once for all reports that are not submitted yet."""
    waiting = [report.unit_path for report in reports if report.submitted_at is None]
    known = known_values(post, form, period=collection.period, unit_paths=waiting) if waiting else {}
    for report in reports:
        if report.submitted_at is None:
            report.filled = {
                code: {"value": one.value, "as_of": one.as_of.isoformat()}
                for code, one in known.get(report.unit_path, {}).items()
            }


def line_of(report: Report, collection: Collection, form: Form, *, at: datetime) -> Line:
    checked = checked_report(report, form)
    return Line(
        report_id=report.id,
        code=report.unit.code,
        name=report.unit.name,
        state=str(status_of(report).label),
        mark=mark_of(report, form),
        locked=why_locked(report, collection, at),
        cells={one.code: CellShown(value=written(one, checked.answers[one.code])) for one in form.fields()},
        tables={
            table.code: [
                {column.code: CellShown(value=written(column, row.get(column.code))) for column in table.columns}
                for row in checked.rows[table.code]
            ]
            for table in form.tables()
        },
    )


def _path_of(post: ActingPost, code: str) -> str:
    found = units_visible_to(post).filter(code=code).values_list("unit_path", flat=True).first()
    if found is None:
        raise NoSuchUnitToFill(code)
    return found
