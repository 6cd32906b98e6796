"""How alike two names are."""

import pytest

from xuezheng.modules.plans.queries.alike import LEAST, likeness

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("written", "name", "alike"),
    [
        ("科学技术处", "科技处", True),
        ("基础教育一处", "基教处", True),
        ("科学技术处", "学生处", False),
        ("相关处室", "办公室", False),
        ("科技处", "科技处", True),
        ("", "科技处", False),
    ],
)
def test_an_abbreviation_is_alike(written: str, name: str, alike: bool) -> None:
    assert (likeness(written, name) >= LEAST) is alike
