"""First letters of pinyin, by which people type Chinese names into a search box: 固始县 is gsx.

One place, so that what is stored and what is typed are made alike.
"""

from functools import cache

from pypinyin import Style, lazy_pinyin


def initials_of(text: str) -> str:
    """Lower-case first letters; Latin letters and digits stay, everything else falls away."""
    return "".join(_initial(letter) for letter in text.casefold())


@cache
def _initial(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    found: list[str] = lazy_pinyin(letter, style=Style.FIRST_LETTER, errors="ignore", strict=False)
    return "".join(found)[:1]
