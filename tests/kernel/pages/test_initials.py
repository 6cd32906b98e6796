"""First letters of pinyin."""

import pytest

from xuezheng.kernel.pages.initials import initials_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "letters"),
    [("固始县", "gsx"), ("河南省实验中学（东区）", "hnssyzxdq"), ("第3小学 A", "d3xxa"), ("", ""), ("🙂·—", "")],
)
def test_first_letters(text: str, letters: str) -> None:
    assert initials_of(text) == letters
