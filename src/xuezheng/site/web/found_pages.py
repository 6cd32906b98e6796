"""The pages of the menu as a source of ⌘K: by Chinese title, pinyin or its initials, and English title."""

from collections.abc import Sequence
from functools import cache

from django.urls import reverse
from django.utils import translation
from pypinyin import Style, lazy_pinyin

from xuezheng.kernel.pages.menu import MenuEntry, menu_for
from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost


def find_pages(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    """Those called exactly so first; all pages the post may open where nothing is asked for."""
    wanted = text.casefold().replace(" ", "")
    entries = [(str(section), entry) for section, entries in menu_for(post) for entry in entries]
    found = [pair for pair in entries if any(wanted in spelling for spelling in _spellings(pair[1]))]
    found.sort(key=lambda pair: wanted not in _spellings(pair[1]))
    return [
        Hit(title=str(entry.title), note=section, url=reverse(entry.address))
        for section, entry in (found[:limit] if wanted else found)
    ]


@cache
def _spellings(entry: MenuEntry) -> tuple[str, ...]:
    """How the page may be written: its titles in both languages, and the Chinese one by sound."""
    with translation.override("zh-hans"):
        chinese = str(entry.title)
    with translation.override("en"):
        english = str(entry.title)
    initials = "".join(lazy_pinyin(chinese, style=Style.FIRST_LETTER))
    return tuple(
        word.casefold().replace(" ", "") for word in (chinese, english, initials, "".join(lazy_pinyin(chinese)))
    )
