"""What is counted or shared, in the document's own words, without the times and adverbs that stand around them."""

import re
from functools import cache

from xuezheng.engines.papers.reading.words import either, listed

_MARKS = "，。；：、"
_AROUND = (
    r"其中|即(?![时办日])|并|同时|力争|确保|拟(?!定)|共(?![享建同])|计划|继续|持续|包括|全年|累计|每年|年内|今年|实现(?=[一-鿿]{3})"
    r"|(?:\d+|[一二三四五六七八九十])年内|[三五]年(?!级)|分(?:\d+|[一二两三四五六七八九十])[批期轮次]"
)
_VERBS = "使(?!用)|要(?!求|点|素)|应(?![用急对])|须|推动|促进|实现|基本实现|组织|开展|完成|提高|提升"
_RATE_ENDS = re.compile("(?:由[^，]{1,8}|巩固在|稳定在|保持在|维持在|提高至|提升至|至|到)$")
_FROM = re.compile("由[^，]{1,8}$")
_OTHERS = re.compile(
    r"\d[\d,.]*(?:余|多)?[万亿]?(?:个|所|门|堂|节|套|人次|人|名|项|家|台|间|款|篇|件|场|次|期|课时|学时|M|G|TB)(?:以上|左右)?"
    r"|(?:分别|均)?(?:突破|超过|达到?)?\d[\d.]*[万亿](?=[、和及]|$)"
)
_TOWARDS = re.compile("(?<=[一-鿿]{2})(?:(?:整合|压[缩减]|精简|归并|增[加至长]|提[高升]|扩[大展充容])[到至为]|各)$")
_LINKS = "以及|和|及(?!以上)|(?<!参)与|、"
_APART = rf"(?:{_LINKS})(?![^（]*）)(?![^“”]*”)(?![一-鿿]{{0,4}}(?:人员|干部|教师|骨干|队伍|负责人))"
_SHORTEST = 2


@cache
def _leading() -> re.Pattern[str]:
    making = either(listed("targets", "making"))
    return re.compile(rf"^(?:{_AROUND}|(?:围绕|针对|聚焦|面向|结合|依托)[^，]{{2,40}}(?={making}))(?=[“一-鿿])")


def bare(phrase: str, pattern: re.Pattern[str]) -> str:
    """Without what leads to it, as long as something is left."""
    words = _opened(phrase.strip(_MARKS))
    while (match := pattern.match(words)) and len(words) - match.end() >= _SHORTEST:
        words = _opened(words[match.end() :].strip(_MARKS))
    return words


def _opened(words: str) -> str:
    """Without a link, 的 or an opening quotation mark that belong to what was cut off."""
    words = re.sub(rf"^(?:的|{_LINKS})", "", words)
    return words.removeprefix("“") if "”" not in words else words


_SHARE_LEADING = re.compile(rf"^(?:{_AROUND}|{_VERBS})(?=[“一-鿿])")


_PART_OF = re.compile("^(?!.*[比率]).*占[一-鿿]{2,10}$")
"""多媒体教室占教室总数的90%"""


def share_of(phrase: str) -> str:
    """全省中小学联网率巩固在 is about 全省中小学联网率, 其中农村学校占 about a share too."""
    words = _RATE_ENDS.sub("", bare(phrase, _SHARE_LEADING)).removesuffix("的")
    if words.endswith("占"):
        return words + "比"
    return words + "的比例" if _PART_OF.search(words) else words or phrase


_NEVER = re.compile("(?:全年)?(?:不发生|未发生|不出现|杜绝|零发生)(?=[一-鿿]{4})")


def state_of(clause: str) -> str:
    """确保全省不发生重大安全事件 is about 全省重大安全事件."""
    return _NEVER.sub("", bare(clause, _SHARE_LEADING))


_AND_THEN = re.compile("(?<=[一-鿿]{4})并(?![行联轨])[一-鿿]{2,}$|^\\d[\\d.]*[万亿]?[个项门所批](?=[一-鿿])")
"""资源并免费播发, 两批350个项目"""


def thing_of(phrase: str) -> str:
    """What is made or chosen, without the verb: 征集遴选部级优课 is about 部级优课."""
    return bare(phrase, _making())


@cache
def _making() -> re.Pattern[str]:
    return re.compile(f"^{either((*listed('targets', 'making'), '参与', '参加', '实现', '制作', '编印'))}(?=[“一-鿿])")


def amount_of(before: str, after: str) -> str:
    """The noun behind the figure; where there is none, what the words since the last figure name."""
    noun = _noun(after)
    if noun:
        return noun if "“" in noun else noun.split("”")[0] or noun
    before = _FROM.sub("", before)
    before = before.removeprefix("（") if "）" not in before else before
    last = list(_OTHERS.finditer(before))
    since = before[last[-1].end() :] if last else before
    if last and not since:
        since = before[: last[-1].start()]
    since = since.removeprefix("（") if "）" not in since else since
    since = re.split(f"、(?={either(listed('targets', 'making'))})", since)[-1]
    return _TOWARDS.sub("", bare(since, _leading())) or before


_ASIDE = re.compile("^(?:，.*|（(?:[一-鿿、]{1,6}）|其中.*|[^）]*\\d.*))")
"""2000节（其中省级300节）, 3000万条（件）: what a bracket adds is no noun."""


def _noun(after: str) -> str:
    """Up to the next of a list, or to its end where the list only describes: 懂技术、会管理的人才."""
    after = _ASIDE.sub("", after).removeprefix("）")
    if after.startswith(("等", "或")) or re.match(_LINKS, after):
        return ""
    other = re.search(rf"各?(?:{_LINKS})?(?:第[一二三四五]批)?\d", after)
    own = after[: other.start()] if other and other.start() > 0 else after
    head, of, tail = own.rpartition("的")
    described = head + of + re.split(_APART, tail)[0] if of and tail else re.split(_APART, own)[0]
    return _AND_THEN.sub("", described.removeprefix("的"))
