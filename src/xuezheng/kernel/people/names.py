"""Pinyin initials of persons' names: surnames that are read otherwise than the same sign in other words."""

from xuezheng.kernel.pages.initials import initials_of

SURNAMES = {
    "万俟": "mq",
    "尉迟": "yc",
    "单": "s",
    "曾": "z",
    "仇": "q",
    "解": "x",
    "查": "z",
    "区": "o",
    "朴": "p",
    "盖": "g",
    "乐": "y",
    "种": "c",
    "繁": "p",
    "翟": "z",
    "员": "y",
    "召": "s",
}


def name_initials(name: str) -> str:
    for surname, letters in SURNAMES.items():
        if name.startswith(surname):
            return letters + initials_of(name.removeprefix(surname))
    return initials_of(name)
