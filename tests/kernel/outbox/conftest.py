"""The made-up package of these tests is whole again before each of them."""

import pytest

from tests.kernel.outbox import sample


@pytest.fixture(autouse=True)
def nothing_broken() -> None:
    sample.broken.clear()
