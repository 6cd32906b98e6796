"""The scene of every test here."""

import pytest

from tests.modules.organisation.scene import Scene


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()
