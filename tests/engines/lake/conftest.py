"""Two small tables, one of units and one of people, declared only here, over a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.factories import Tree
from xuezheng.engines.lake import declarations, duck

ROOMS = """\
code: rooms_sample
name: {zh: 教室样表, en: Rooms}
about: {zh: 每校一行, en: One row a school}
periods: quarter
level: unit
key: [school]
unit: school
columns:
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: rooms, type: integer, title: {zh: 教室数, en: Classrooms}, required: true, least: 0, most: 500}
  - {name: area, type: decimal, title: {zh: 面积, en: Area}}
  - {name: stage, type: text, title: {zh: 学段, en: Stage}, options: [primary, junior]}
  - {name: built, type: date, title: {zh: 建成日期, en: Built}}
  - {name: wireless, type: boolean, title: {zh: 无线, en: Wireless}}
"""
PUPILS = """\
code: pupils_sample
name: {zh: 学生样表, en: Pupils}
about: {zh: 每生一行, en: One row a pupil}
periods: quarter
level: person
key: [number]
unit: school
columns:
  - {name: number, type: text, title: {zh: 学籍号, en: Number}, required: true, personal: basic}
  - {name: school, type: text, title: {zh: 学校代码, en: School}, required: true}
  - {name: grade, type: integer, title: {zh: 年级, en: Grade}, required: true}
  - {name: boards, type: boolean, title: {zh: 寄宿, en: Boards}, required: true}
  - {name: hours, type: integer, title: {zh: 学时, en: Hours}}
"""


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    (folder / "pupils.yaml").write_text(PUPILS, encoding="utf-8")
    monkeypatch.setattr(declarations, "_tables", {})
    declarations.register_catalog(folder)
    return folder


@pytest.fixture
def lake(catalog: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.LAKE_FOLDER = tmp_path / "lake"
    duck.connection.cache_clear()
    yield settings.LAKE_FOLDER
    duck.connection.cache_clear()


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()
