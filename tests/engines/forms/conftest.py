"""The source that the sample form is filled from."""

import pytest

from tests.engines.forms.scene import RecordsOfSchools, Scene
from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.sources import sources


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setitem(sources, "lake", RecordsOfSchools())
    return Scene()


@pytest.fixture
def second(scene: Scene) -> Collection:
    """A quarter after another, with two figures that jumped."""
    return scene.collect_again()
