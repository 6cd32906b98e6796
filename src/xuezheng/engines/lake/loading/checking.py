"""The check of what is loaded, column by column: no Python loop touches the cells, only the problems it tells of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from xuezheng.engines.lake.declarations import LakeColumn, LakeTable
from xuezheng.engines.lake.loading.parsing import DIGITS, is_too_large, parsed, trimmed
from xuezheng.engines.lake.loading.placing import paths_of
from xuezheng.engines.lake.loading.sources import Incoming
from xuezheng.engines.lake.option_titles import option_titles, options_by_title
from xuezheng.kernel.pages.tables import CellProblem
from xuezheng.kernel.scope.acting import ActingPost

Progress = Callable[[int, int], None]
"""Told how much is done of how much. What it raises breaks the work off."""


def quiet(_done: int, _total: int) -> None:
    """For whom nobody waits."""


TOLD = 1_000
"""Problems told one by one for each column and kind; all are counted."""


@dataclass(kw_only=True)
class Checked:
    rows: pa.Table
    """Those without a problem, as they are stored."""
    read: int
    problems: list[CellProblem] = field(default_factory=list)
    wrong: int = 0
    """Rows with a problem."""


class ColumnCheck:
    def __init__(self, incoming: Incoming, table: LakeTable) -> None:
        self.incoming, self.table = incoming, table
        self.good = np.ones(len(incoming.numbers), dtype=bool)
        self.problems: list[CellProblem] = []

    def run(self, post: ActingPost, *, day: date, progress: Progress = quiet) -> Checked:
        values: dict[str, pa.ChunkedArray] = {}
        steps = len(self.table.columns) + 1
        for done, column in enumerate(self.table.columns):
            progress(done, steps)
            values[column.name] = self._column(column)
        codes = values[self.table.unit]
        paths = paths_of(post, codes, day=day)
        here = _("There is no such unit on %(day)s within what your post may load.") % {"day": day.isoformat()}
        # A missing code has been told of already.
        self._wrong(self.table.unit, pc.and_(pc.is_null(paths), pc.is_valid(codes)), here)
        self._repeated(values)
        progress(steps, steps)
        stored = pa.table([codes, paths, *values.values()], schema=self._loose())
        rows = stored.filter(pa.array(self.good)).cast(self.table.schema)
        self.problems.sort(key=lambda problem: problem.row)
        return Checked(
            rows=rows, read=len(self.good), problems=self.problems, wrong=int(len(self.good) - self.good.sum())
        )

    def _loose(self) -> pa.Schema:
        """As stored, but a row yet to be left out may lack its place."""
        return pa.schema([wanted.with_nullable(nullable=True) for wanted in self.table.schema])

    def _column(self, column: LakeColumn) -> pa.ChunkedArray:
        text = trimmed(self.incoming.columns[column.name])
        if column.required:
            self._wrong(column.name, pc.is_null(text), _("This is missing."))
        value = parsed(column, text)
        lost = pc.and_(pc.is_valid(text), pc.is_null(value))
        if column.type in DIGITS:
            large = pc.and_(lost, is_too_large(column, text))
            self._wrong(column.name, large, at_most_digits(column))
            lost = pc.and_not(lost, pc.fill_null(large, fill_value=False))
        self._wrong(column.name, lost, of_kind(column))
        if column.options:
            value = as_options(column, value)
            known = pc.is_in(value, value_set=pa.array(column.options))
            wanted = one_of(column)
            self._wrong(column.name, pc.and_(pc.is_valid(value), pc.invert(known)), wanted)
        if column.least is not None:
            self._wrong(column.name, pc.less(value, bound(column, column.least)), at_least(column))
        if column.most is not None:
            self._wrong(column.name, pc.greater(value, bound(column, column.most)), at_most(column))
        return value

    def _repeated(self, values: dict[str, pa.ChunkedArray]) -> None:
        """Of rows with the same key the first stays; the later ones name it."""
        parts = [pc.fill_null(pc.cast(values[name], pa.string()), "") for name in self.table.key]
        keys = pc.binary_join_element_wise(*parts, "\x1f").combine_chunks().dictionary_encode().indices.to_numpy()
        _unique, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        titles = {column.name: column.title for column in self.table.columns}
        key = _(", ").join(titles[name] for name in self.table.key)
        again = np.flatnonzero(first[inverse] != np.arange(len(keys)))
        self.good[again] = False
        for place in again[:TOLD].tolist():
            earlier = self.incoming.numbers[int(first[inverse[place]])].as_py()
            sentence = _("Row %(row)d has the same %(key)s.") % {"row": earlier, "key": key}
            self._tell(place, self.table.key[-1], sentence)

    def _wrong(self, key: str, found: pa.ChunkedArray | pa.Array, sentence: str) -> None:
        places = np.flatnonzero(pc.fill_null(found, fill_value=False).to_numpy())
        self.good[places] = False
        for place in places[:TOLD].tolist():
            self._tell(place, key, sentence)

    def _tell(self, place: int, key: str, sentence: str) -> None:
        self.problems.append(CellProblem(row=self.incoming.numbers[place].as_py(), key=key, sentence=sentence))


def as_options(column: LakeColumn, value: pa.ChunkedArray) -> pa.ChunkedArray:
    """An option may be called by its title in either language as well."""
    meant = options_by_title(column)
    encoded = value.combine_chunks().dictionary_encode()
    options = [meant.get(text.casefold(), text) for text in encoded.dictionary.to_pylist()]
    return pa.chunked_array([pc.take(pa.array(options, pa.string()), encoded.indices)])


def bound(column: LakeColumn, limit: float) -> pa.Scalar:
    return pa.scalar(str(limit)).cast(column.arrow) if column.type == "decimal" else pa.scalar(limit)


def of_kind(column: LakeColumn) -> str:
    """What everything that fits the column's type looks like."""
    return {
        "integer": _("This should be a whole number, such as 12."),
        "decimal": _("This should be a number with at most four decimals, such as 12.5."),
        "date": _("This should be a day, such as 2018-09-30."),
        "boolean": _("This should be yes or no."),
        "text": _("This should be text."),
    }[column.type]


def at_most_digits(column: LakeColumn) -> str:
    return _("This number is too large: it should have %(digits)s digits or fewer before the point.") % {
        "digits": DIGITS[column.type]
    }


def one_of(column: LakeColumn) -> str:
    return _("This should be one of: %(options)s.") % {"options": _(", ").join(option_titles(column))}


def at_least(column: LakeColumn) -> str:
    return _("This should be %(least)s or more.") % {"least": column.least}


def at_most(column: LakeColumn) -> str:
    return _("This should be %(most)s or less.") % {"most": column.most}
