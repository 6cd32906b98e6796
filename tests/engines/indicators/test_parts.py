"""Where the components of a unit lie."""

from pathlib import Path

import pyarrow as pa
import pytest

from xuezheng.engines.indicators import parts
from xuezheng.engines.indicators.parts import parts_near, read_file, rows_of, write_parts

PROVINCE, BUREAUS, SCHOOLS = (
    "cn.41.",
    ["cn.41.4101.", "cn.41.4115."],
    ["cn.41.4101.410102.s1.", "cn.41.4115.411525.s2."],
)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Bureaus of cities stand between the schools of theirs and of the one before."""
    monkeypatch.setattr(parts, "folder", lambda: tmp_path)
    paths = sorted([PROVINCE, "cn.41.s9.", *BUREAUS, *SCHOOLS, "cn.41.4115.411525."])
    units = pa.table({"unit_code": [path.split(".")[-2] for path in paths], "unit_path": paths})
    return write_parts(units, table="schools", period="2018Q3")


def test_a_city_has_one_file_and_the_province_one_for_what_lies_in_no_city(written: list[dict[str, str]]) -> None:
    assert {part["city"]: read_file(part["file"])["unit_path"].to_pylist() for part in written} == {
        PROVINCE: [PROVINCE, *BUREAUS, "cn.41.s9."],
        "cn.41.4101.": ["cn.41.4101.410102.s1."],
        "cn.41.4115.": ["cn.41.4115.411525.", "cn.41.4115.411525.s2."],
    }
    assert len(written) == 3


@pytest.mark.parametrize(
    ("below", "cities"),
    [
        ("cn.", {PROVINCE, *BUREAUS}),
        (PROVINCE, {PROVINCE, *BUREAUS}),
        ("cn.41.4115.", {PROVINCE, "cn.41.4115."}),
        ("cn.41.4115.411525.", {"cn.41.4115."}),
        (SCHOOLS[1], {"cn.41.4115."}),
        ("cn.41.s9.", {PROVINCE}),
    ],
)
def test_only_files_that_can_hold_what_lies_below_are_read(
    written: list[dict[str, str]], below: str, cities: set[str]
) -> None:
    assert {part["city"] for part in parts_near(written, below)} == cities


def test_every_unit_is_found_where_it_is_looked_for(written: list[dict[str, str]]) -> None:
    for path in [PROVINCE, *BUREAUS, *SCHOOLS, "cn.41.s9.", "cn.41.4115.411525."]:
        assert [row["unit_path"] for row in rows_of(parts_near(written, path), path)] == [path]
