"""The user guides name every page of the menu and of the account, by the words that stand there."""

import pytest
from django.utils import translation

from tests.test_decisions import ROOT
from xuezheng.kernel.pages import menu
from xuezheng.kernel.pages.frame import account_links

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(("language", "guide"), [("en", "user-guide.md"), ("zh-hans", "user-guide.zh-CN.md")])
def test_every_page_of_the_menu_is_named(language: str, guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    with translation.override(language):
        titles = [str(item.title) for item in (*menu._entries.values(), *account_links())]
    assert len(titles) > 10
    assert [title for title in titles if title not in text] == []
