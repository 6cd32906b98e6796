"""Folders of their own for records and parts, and definitions loaded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.engines.indicators.scene import AT, CATALOG, FolderReader
from xuezheng.engines.indicators.facade import load_definitions
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound


@pytest.fixture
def reader(tmp_path: Path, settings: Settings) -> FolderReader:
    settings.HOME = tmp_path / "home"
    return FolderReader(tmp_path / "records")


@pytest.fixture
def system(db: None, reader: FolderReader, tmp_path: Path) -> Iterator[ActingPost]:
    catalog = tmp_path / "indicators.yaml"
    catalog.write_text(CATALOG, encoding="utf-8")
    with bound(system_post("indicators")) as post:
        load_definitions(reader=reader, at=AT, files=[catalog])
        yield post
