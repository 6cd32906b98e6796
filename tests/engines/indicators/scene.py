"""Records of a small province in Parquet files, the reader over them, and indicators of each kind."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from xuezheng.engines.formulas.facade import Kind
from xuezheng.kernel.calendar.facade import PeriodKind

AT = datetime(2018, 10, 8, 8, 0, tzinfo=UTC)
PERIOD = "2018Q3"
FIELDS = {
    "stage": Kind.TEXT,
    "urban_rural": Kind.TEXT,
    "students": Kind.NUMBER,
    "classrooms": Kind.NUMBER,
    "multimedia": Kind.NUMBER,
    "area": Kind.NUMBER,
    "bandwidth": Kind.NUMBER,
}
SCHEMA = pa.schema(
    [
        ("unit_code", pa.string()),
        ("unit_path", pa.string()),
        ("stage", pa.string()),
        ("urban_rural", pa.string()),
        ("students", pa.int64()),
        ("classrooms", pa.int64()),
        ("multimedia", pa.int64()),
        ("area", pa.float64()),
        ("bandwidth", pa.int64()),
    ]
)
CATALOG = """
- code: multimedia_share
  name: {zh: 多媒体教室占比, en: Multimedia classrooms}
  table: schools
  measure: sum(multimedia) / sum(classrooms)
  where: stage in ('primary', 'junior')
  by: [urban_rural, stage]
  better: higher
  unit: "%"
  periods: [quarter]
  effort: 20000 * (classrooms - multimedia)
- code: broadband
  name: {zh: 宽带达标学校, en: Schools with broadband}
  table: schools
  measure: share(bandwidth >= 100)
  meets: bandwidth >= 100
  effort: 8000
  by: [urban_rural]
  better: higher
  unit: "%"
  periods: [quarter]
  regulation: {name: 工作要点, date: 2018-03-01}
- code: area_variation
  name: {zh: 生均面积差异系数, en: Variation of area}
  table: schools
  measure: variation(area / students, students)
  better: lower
  periods: [quarter]
- code: median_size
  name: {zh: 学校规模中位数, en: Median size}
  table: schools
  measure: median(students)
  by: [stage]
  better: higher
  unit: {zh: 人, en: pupils}
  decimals: 0
  periods: [quarter]
- code: growth
  name: {zh: 在校生增长, en: Growth}
  table: schools
  measure: sum(students) / period_offset(sum(students), -1) - 1
  better: higher
  periods: [quarter]
- code: students_to_date
  name: {zh: 累计, en: To date}
  table: schools
  measure: year_to_date(sum(students)) + max(students) - min(students)
  level_min: city
  better: higher
  periods: [quarter]
"""
BATCH = 10_000
Row = dict[str, Any]


class FolderReader:
    """Tables as files schools/2018Q3.parquet of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.engine = folder, ibis.duckdb.connect()
        self.waiting: set[tuple[str, str]] = set()

    def fields(self, table: str) -> Mapping[str, Kind]:
        return {"schools": FIELDS}[table]

    def period_kind(self, table: str) -> PeriodKind:
        return {"schools": PeriodKind.QUARTER}[table]

    def periods(self, table: str) -> Sequence[str]:
        return sorted(path.stem for path in (self.folder / table).glob("*.parquet"))

    def read(self, table: str, period: str) -> Any:
        return self.engine.read_parquet(self._file(table, period))

    def to_arrow(self, expression: Any) -> pa.Table:
        return self.engine.to_pyarrow(expression)

    @property
    def is_duckdb(self) -> bool:
        return bool(self.engine.name == "duckdb")

    def run(self, statement: str) -> Any:
        return self.engine.con.sql(statement).to_arrow_table(batch_size=BATCH)

    def fingerprint(self, table: str, period: str) -> str:
        return hashlib.sha256(self._file(table, period).read_bytes()).hexdigest()

    def is_settled(self, table: str, period: str) -> bool:
        return (table, period) not in self.waiting

    def write(self, period: str, rows: Sequence[Row], *, table: str = "schools") -> None:
        self._file(table, period).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=SCHEMA), self._file(table, period))

    def _file(self, table: str, period: str) -> Path:
        return self.folder / table / f"{period}.parquet"


def school(path: str, **more: Any) -> Row:
    """A row of a school; its code is its path's last part."""
    return {
        "unit_code": path.rstrip(".").rpartition(".")[2],
        "unit_path": path,
        "stage": "primary",
        "urban_rural": "rural",
        "students": 100,
        "classrooms": 10,
        "multimedia": 5,
        "area": 450.0,
        "bandwidth": 50,
        **more,
    }
