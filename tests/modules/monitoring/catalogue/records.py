"""The demonstration's small records in Parquet files of a folder, drawn without a database, and a reader over them."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr import types as ir

from xuezheng.engines.formulas.facade import Kind
from xuezheng.engines.lake.facade import tables
from xuezheng.engines.lake.loading.typed import columns_in_order, placed
from xuezheng.kernel.calendar.facade import PeriodKind
from xuezheng.modules.monitoring.facade import LakeReader
from xuezheng.site.demo.planned import PlannedUnit
from xuezheng.site.demo.records.bureaus import LEVEL_OF
from xuezheng.site.demo.records.drawing import chunks
from xuezheng.site.demo.records.ground import Day, Ground, moments
from xuezheng.site.demo.records.loading import tables_of
from xuezheng.site.demo.records.schools import SETTLEMENTS, STAGE_OF
from xuezheng.site.demo.records.universe import Place
from xuezheng.site.demo.scales import SMALL
from xuezheng.site.demo.schools import draw_province

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SEED = 1905


def drawn_ground(seed: int = SEED) -> Ground:
    """The small province as it is planned, the same on all days."""
    found = moments(AT)
    return Ground(found, [_day()] * len(found), seed=seed)


def _day() -> Day:
    schools, bureaus = [], []
    for unit in draw_province(SMALL, draw=Random(SEED)).units:
        if unit.kind in STAGE_OF:
            settlement = SETTLEMENTS.index(unit.urban_rural or "urban")
            schools.append(Place(code=unit.code, path=_path(unit), group=STAGE_OF[unit.kind], settlement=settlement))
        elif unit.kind in LEVEL_OF:
            bureaus.append(Place(code=unit.code, path=_path(unit), group=LEVEL_OF[unit.kind], settlement=0))
    return schools, bureaus


def _path(unit: PlannedUnit) -> str:
    """As the register writes it: codes of bureaus without the zeros that say nothing."""
    codes = [re.sub(r"^(\d\d)0000$|^(\d{4})00$", r"\1\2", code) for code in unit.place[1:]]
    return "cn." + ".".join(codes) + "."


class Records:
    """A TableReader over files table/period.parquet."""

    def __init__(self, folder: Path, ground: Ground) -> None:
        self.folder, self.engine = folder, ibis.duckdb.connect()
        for moment in ground.moments:
            for table in tables_of(moment):
                for number, chunk in enumerate(chunks(table, ground, moment, whole=False)):
                    declared = tables()[table]
                    rows, stranger = placed(columns_in_order(chunk, declared), declared, ground.places[moment.number])
                    assert stranger is None
                    file = self.file(table, moment.period.code, number)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    pq.write_table(rows, file, store_schema=False)

    def file(self, table: str, period: str, part: int | str = "*") -> Path:
        return self.folder / table / f"{period}.{part}.parquet"

    def fields(self, table: str) -> Mapping[str, Kind]:
        return LakeReader().fields(table)

    def period_kind(self, table: str) -> PeriodKind:
        return LakeReader().period_kind(table)

    def periods(self, table: str) -> Sequence[str]:
        return sorted({path.name.split(".")[0] for path in (self.folder / table).glob("*.parquet")})

    def read(self, table: str, period: str) -> Any:
        return self.engine.read_parquet(str(self.file(table, period)))

    def to_arrow(self, expression: ir.Expr) -> pa.Table:
        return self.engine.to_pyarrow(expression)

    @property
    def is_duckdb(self) -> bool:
        return True

    def run(self, statement: str) -> pa.Table:
        return self.engine.con.sql(statement).to_arrow_table()

    def fingerprint(self, table: str, period: str) -> str:
        return hashlib.sha256(f"{table} {period}".encode()).hexdigest()

    def is_settled(self, table: str, period: str) -> bool:
        return True
