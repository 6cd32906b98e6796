"""Who loaded a snapshot, as readers read it."""

import pytest
from django.utils import translation

from xuezheng.engines.lake.models import Snapshot


@pytest.mark.unit
@pytest.mark.parametrize(
    ("kept", "shown"),
    [("固始县教育局 · officer", "固始县教育局 · 业务人员"), ("forms", "平台（已通过的报表）"), ("旧系统", "旧系统")],
)
def test_roles_and_the_platform_have_their_words(kept: str, shown: str) -> None:
    with translation.override("zh-hans"):
        assert Snapshot(loader_title=kept).loader == shown
