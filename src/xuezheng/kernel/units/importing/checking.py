"""The check of an import: every row is right as it stands, alone, beside the other rows and beside the database."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import count

from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.pages.tables import CellProblem, Table, TableRow
from xuezheng.kernel.refusals import Refusal, all_refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.codes import NUMBERED, check_region_code
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import UnitDraft, clean_short_name, codes_taken, unit_from
from xuezheng.kernel.units.history import in_place_since_of
from xuezheng.kernel.units.importing.columns import (
    aliases_from,
    check_no_formula,
    date_from,
    kind_from,
    settlement_from,
)
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.names import clean_name
from xuezheng.kernel.units.policies import can_open_unit_under, units_visible_to

Progress = Callable[[int, int], None]
KEYS = {"parent": "parent_code", "effective_on": "opened_on"}
"""A refusal's field to the column it is about, where they differ."""
CHUNK = 5_000


@dataclass(kw_only=True)
class Opening:
    """A row that can be opened."""

    row: int
    unit: Unit
    aliases: list[str]


@dataclass(kw_only=True)
class Checked:
    openings: list[Opening] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(kw_only=True)
class _Known:
    """What the database says of the codes and parents that the file names."""

    taken: set[str]
    parents: dict[str, Unit]
    since: dict[int, date]
    names: set[tuple[int, str]]


class RowCheck:
    """Rows are taken parents first, in whatever order they stand in the file."""

    def __init__(self, post: ActingPost, table: Table, *, at: datetime, ids: Iterator[int], progress: Progress) -> None:
        self.post, self.at, self.ids, self.progress = post, at, ids, progress
        self.rows = list(table.rows)
        self.checked = Checked()
        self.by_code: dict[str, TableRow] = {}
        self.opened: dict[str, Opening] = {}
        self.known = _known(post, self.rows)

    def run(self) -> Checked:
        waiting = self._first_rows_by_parent()
        ready = deque(row for code in list(waiting) if code not in self.by_code for row in waiting.pop(code))
        done = 0
        while ready:
            row = ready.popleft()
            self._open(row)
            ready += waiting.pop(_code(row), [])
            done += 1
            if done % CHUNK == 0:
                self.progress(done, len(self.rows))
        for rows in waiting.values():
            for row in rows:
                self._wrong(
                    row, "parent_code", _("The rows name each other as the unit above. One must stand elsewhere.")
                )
        self.checked.openings.sort(key=lambda opening: opening.unit.unit_path.count("."))
        self.checked.problems.sort(key=lambda problem: problem.row)
        return self.checked

    def _first_rows_by_parent(self) -> dict[str, list[TableRow]]:
        waiting: dict[str, list[TableRow]] = defaultdict(list)
        for row in self.rows:
            code = _code(row)
            if code and code in self.by_code:
                self._wrong(row, "code", _("Row %(row)d has the same code.") % {"row": self.by_code[code].number})
                continue
            if code:
                self.by_code[code] = row
            waiting[row["parent_code"].upper()].append(row)
        return waiting

    def _open(self, row: TableRow) -> None:
        try:
            opening = self._opening(row)
        except Refusal as first:
            for refusal in all_refusals([partial(_refuse, first), *self._readings(row)]):
                self._wrong(row, KEYS.get(refusal.field, refusal.field), str(refusal))
            return
        self.known.names.add((opening.unit.parent_id or 0, opening.unit.name))
        self.opened[opening.unit.code] = opening
        self.checked.openings.append(opening)

    def _readings(self, row: TableRow) -> list[Callable[[], object]]:
        """Each cell by itself: asked of a wrong row only, so that it is put right in one go."""
        return [
            lambda: clean_name(row["name"]),
            lambda: kind_from(row["kind"]),
            lambda: self._parent(row),
            lambda: clean_short_name(row["short_name"]),
            lambda: check_region_code(row["region_code"]),
            lambda: settlement_from(row["urban_rural"]),
            lambda: date_from(row["opened_on"]),
        ]

    def _opening(self, row: TableRow) -> Opening:
        for key in ("name", "short_name", "aliases"):
            check_no_formula(row[key], field=key)
        parent, since = self._parent(row)
        opened_on = date_from(row["opened_on"])
        opened_on = check_effective_on(opened_on or max(today(self.at), since), at=self.at, not_before=since)
        draft = UnitDraft(
            name=row["name"],
            kind=kind_from(row["kind"]),
            parent_id=parent.id,
            code=_code(row),
            short_name=row["short_name"],
            region_code=row["region_code"],
            urban_rural=settlement_from(row["urban_rural"]),
        )
        if not draft.code and draft.kind in NUMBERED:
            raise Refusal(
                _("A code is missing. Number it after the unit above, such as %(code)s-01.") % {"code": parent.code},
                field="code",
            )
        unit = unit_from(draft, parent=parent, unit_id=next(self.ids), opened_on=opened_on)
        self._check_free(unit)
        names = [clean_name(name, field="aliases") for name in dict.fromkeys(aliases_from(row["aliases"]))]
        return Opening(
            row=row.number, unit=unit, aliases=[name for name in names if name not in {unit.name, unit.short_name}]
        )

    def _parent(self, row: TableRow) -> tuple[Unit, date]:
        code = row["parent_code"].upper()
        if not code:
            raise Refusal(_("The code of the unit above is missing."), field="parent")
        if code in self.opened:
            parent = self.opened[code].unit
            return parent, parent.opened_on
        if code in self.by_code:
            raise Refusal(
                _("The unit above (row %(row)d) has a problem itself.") % {"row": self.by_code[code].number},
                field="parent",
            )
        if code not in self.known.parents:
            raise Refusal(
                _("No open unit that you may open others under has the code %(code)s.") % {"code": code}, field="parent"
            )
        parent = self.known.parents[code]
        return parent, self.known.since[parent.id]

    def _check_free(self, unit: Unit) -> None:
        if unit.code in self.known.taken:
            raise Refusal(
                _(
                    "The code %(code)s is or was carried by another unit, and codes are never given out twice. Check the digits."
                )
                % {"code": unit.code},
                field="code",
            )
        if (unit.parent_id or 0, unit.name) in self.known.names:
            raise Refusal(
                _("Another unit of that name stands under the same unit. Give the name in full."), field="name"
            )

    def _wrong(self, row: TableRow, key: str, sentence: str) -> None:
        self.checked.problems.append(CellProblem(row=row.number, key=key, sentence=sentence))


def check_rows(
    post: ActingPost, table: Table, *, at: datetime, ids: Iterator[int] | None = None, progress: Progress
) -> Checked:
    """Without ids (a dry run) the units are numbered from the end of what a path can hold, and never written."""
    return RowCheck(post, table, at=at, ids=ids or count(9_000_000), progress=progress).run()


def _refuse(refusal: Refusal) -> None:
    raise refusal


def _code(row: TableRow) -> str:
    return row["code"].upper()


def _known(post: ActingPost, rows: list[TableRow]) -> _Known:
    codes = sorted({_code(row) for row in rows} - {""})
    wanted = sorted({row["parent_code"].upper() for row in rows} - {""})
    taken: set[str] = set()
    parents: dict[str, Unit] = {}
    for start in range(0, len(codes), CHUNK):
        taken |= codes_taken(codes[start : start + CHUNK])
    for start in range(0, len(wanted), CHUNK):
        visible = units_visible_to(post).filter(code__in=wanted[start : start + CHUNK], closed_on=None)
        parents |= {unit.code: unit for unit in visible if can_open_unit_under(post, unit)}
    ids = [unit.id for unit in parents.values()]
    names = Unit.objects.filter(parent_id__in=ids, closed_on=None).values_list("parent_id", "name")
    return _Known(
        taken=taken,
        parents=parents,
        since=in_place_since_of(list(parents.values())),
        names={(parent or 0, name) for parent, name in names},
    )
