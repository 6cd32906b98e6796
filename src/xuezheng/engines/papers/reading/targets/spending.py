"""What a plan offers, not what it aims at: money for those who do something (给予最高50万元补助), and who may have it."""

import re

from xuezheng.engines.papers.reading.targets.found import Found
from xuezheng.engines.papers.reading.targets.quantities import EXACTLY, PERCENT
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_GIVEN = re.compile(
    r"(?:给予|予以|发放)[^。]*(?:补助|奖励|补贴|奖补|资助|支持)(?!资金\d)|配套\d|按\d+%的?比例[一-鿿]{0,6}(?:补助|奖励|补贴|奖补)|(?:补助|奖励|补贴|奖补|资助)(?:标准(?!提[高升标]|[由从上增]|[每生]{0,4}[年月]?(?:不低于|达到)|[^，。]{0,8}每生)(?=[^，。]{0,12}\d)|金额|比例|(?:最高|不超过|[一-鿿]{0,4}费)?\d)"
)


def is_support(sentence: Sentence, found: Found) -> bool:
    """Said in the figure's own clause, or for money in the one before: 给予补助，最高不超过60万元."""
    unit = found.unit.split("/")[0]
    start, end = sentence.clause_at(found.end - 1)
    if unit == "元" and start:
        start, _end = sentence.clause_at(start - 1)
    return unit in ("元", PERCENT) and _GIVEN.search(sentence.plain, start, end) is not None


_WHO = re.compile("[且的][一-鿿（）]{2,14}$")
_MAY = re.compile("可(?!以?持续|靠|信)|予以|给予|享受|按规定|优先")


def is_condition(sentence: Sentence, found: Found) -> bool:
    """年薪50万元以上的人才，可直接认定: whom it is offered to."""
    if found.comparator == EXACTLY:
        return False
    _start, end = sentence.clause_at(found.end - 1)
    return _WHO.search(sentence.plain[found.end : end]) is not None and _MAY.match(sentence.plain, end + 1) is not None
