"""A tree with measured values."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import Tree
from tests.modules.monitoring.bulletins.measured import measure


@pytest.fixture
def tree(db: None, tmp_path: Path, settings: Settings) -> Tree:
    settings.HOME = tmp_path / "home"
    made = Tree()
    measure(made)
    return made
