"""Declarations of tables: a bad one is refused with file, line and reason."""

from pathlib import Path

import pytest

from tests.engines.lake.conftest import ROOMS
from xuezheng.engines.lake.declarations import read_declaration, register_catalog, tables
from xuezheng.engines.lake.refusals import DeclarationIsWrong

pytestmark = pytest.mark.unit


def test_a_declaration_is_read(catalog: Path) -> None:
    table = tables()["rooms_sample"]
    assert (table.name, table.key, table.is_of_people) == ("Rooms", ("school",), False)
    assert table.schema.names == ["unit_code", "unit_path", "school", "rooms", "area", "stage", "built", "wireless"]
    register_catalog(catalog)
    assert list(tables()) == ["pupils_sample", "rooms_sample"]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("periods: quarter", "periods: week", 4, "should be one of year, quarter, month"),
        ("type: decimal", "type: float", 11, "should be one of integer, decimal, text, date, boolean"),
        ("key: [school]", "key: [number]", 6, "should be a list of declared columns"),
        ("unit: school", "unit: stage", 7, "should be a declared, required text column"),
        ("name: wireless", "name: unit_path", 14, "should be a name in a-z, 0-9 and _"),
        ("name: wireless", "name: built", 14, "should be a name no other column has"),
        ("least: 0", "smallest: 0", 10, "should be one of least, most"),
        ("level: unit\n", "", 1, "level is missing"),
        ("title: {zh: 面积, en: Area}", "title: {zh: 面积}", 11, "should be texts in zh and en"),
        ("en: Area}}", "en: Area}, personal: basic}", 5, "should be person where a column is personal"),
        ("en: Area}}", "en: Area}, options: [a]}", 11, "should be texts, on a column of texts"),
        ("about: {", "about: {{", 3, ""),
        ("level: unit\n", "level: unit\nlevel: person\n", 6, "the key “level” stands here twice"),
    ],
)
def test_a_bad_one_is_refused(tmp_path: Path, before: str, after: str, line: int, reason: str) -> None:
    file = tmp_path / "rooms.yaml"
    file.write_text(ROOMS.replace(before, after), encoding="utf-8")
    with pytest.raises(DeclarationIsWrong) as refused:
        read_declaration(file)
    assert refused.value.file == "rooms.yaml"
    if reason:
        assert refused.value.line == line
    assert reason in refused.value.reason
