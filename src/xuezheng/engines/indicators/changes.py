"""Whose records changed: units by their codes wherever they lie, and all that lie at or below a path."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr import types as ir


@dataclass(frozen=True)
class Change:
    codes: frozenset[str]
    below: frozenset[str]

    def rows_of(self, rows: ir.Table) -> ir.Table:
        """The records of what changed, as they are now. Ranges, so that Parquet's row groups elsewhere are passed over."""
        ways = [(rows.unit_path >= path) & (rows.unit_path < f"{path}~") for path in sorted(self.below)]
        if self.codes:
            ways.append(rows.unit_code.isin(sorted(self.codes)))
        return rows.filter(reduce(or_, ways) if ways else ibis.literal(value=False))

    def among(self, units: pa.Table) -> pa.ChunkedArray:
        """Which rows of a table of units are of what changed."""
        found = pc.is_in(units["unit_code"], pa.array(sorted(self.codes), pa.string()))
        for path in self.below:
            found = pc.or_(found, pc.starts_with(units["unit_path"], path))
        return found

    def touches(self, city: str) -> bool:
        """Whether a part of that city can hold rows of it; codes may lie anywhere."""
        return bool(self.codes) or any(path.startswith(city) or city.startswith(path) for path in self.below)
