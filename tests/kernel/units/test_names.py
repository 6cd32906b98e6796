"""Cleaning names."""

import pytest

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.units.names import clean_name

pytestmark = pytest.mark.unit


def test_names_are_one_line() -> None:
    assert clean_name("  中牟县 \n第一\t小学　") == "中牟县 第一 小学"


@pytest.mark.parametrize("text", ["", "  ", "（）", "名\u200b字", "小" * 121])
def test_names_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        clean_name(text)
    assert caught.value.field == "name"
