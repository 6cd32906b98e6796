"""One tree with marked rows for all tests of a module: building it for each table and role would grow with their product."""

import pytest

from tests.leaks.scene import Scene


@pytest.fixture(scope="module")
def built(module_transaction: None) -> Scene:
    return Scene()


@pytest.fixture
def scene(built: Scene, undone: None) -> Scene:
    """What a test does to it is undone."""
    return built
