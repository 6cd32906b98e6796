"""The source that the sample form is filled from."""

from collections.abc import Iterator

import pytest

from tests.engines.forms.scene import RecordsOfSchools, Scene
from xuezheng.engines.forms.sources import forget_source, register_source


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    register_source("lake", RecordsOfSchools())
    yield Scene()
    forget_source("lake")
