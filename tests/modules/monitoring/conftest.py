"""A table and indicators on it, declared only here, over folders of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import Tree
from xuezheng.engines.indicators import catalogue
from xuezheng.engines.lake import declarations, duck
from xuezheng.modules.monitoring import measurer

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
  - {name: rooms, type: integer, title: {zh: 教室数, en: Classrooms}, required: true}
  - {name: multimedia, type: integer, title: {zh: 多媒体教室数, en: Multimedia classrooms}, required: true}
"""
INDICATORS = """\
- code: multimedia_sample
  name: {zh: 多媒体教室占比, en: Multimedia classrooms}
  table: rooms_sample
  measure: sum(multimedia) / sum(rooms)
  better: higher
  unit: "%"
  periods: [quarter]
- code: growth_sample
  name: {zh: 教室增长, en: Growth of classrooms}
  table: rooms_sample
  measure: sum(rooms) - period_offset(sum(rooms), -1)
  better: higher
  periods: [quarter]
"""


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder whose indicators.yaml is the only catalogue."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    (tmp_path / "indicators.yaml").write_text(INDICATORS, encoding="utf-8")
    monkeypatch.setattr(declarations, "_tables", {})
    monkeypatch.setattr(catalogue, "_files", [tmp_path / "indicators.yaml"])
    declarations.register_catalog(tmp_path / "tables")
    measurer._catalogued.cache_clear()
    yield tmp_path
    measurer._catalogued.cache_clear()


@pytest.fixture
def lake(catalog: Path, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.LAKE_FOLDER, settings.HOME = tmp_path / "lake", tmp_path / "home"
    duck.connection.cache_clear()
    yield settings.LAKE_FOLDER
    duck.connection.cache_clear()


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()
