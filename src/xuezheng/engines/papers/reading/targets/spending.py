"""Money that is given to those who do something (给予最高50万元补助): what a plan offers, not what it aims at."""

import re

from xuezheng.engines.papers.reading.targets.found import Found
from xuezheng.engines.papers.reading.targets.quantities import PERCENT
from xuezheng.engines.papers.reading.targets.sentences import Sentence

_GIVEN = re.compile(
    r"(?:给予|予以|发放)[^。]*(?:补助|奖励|补贴|奖补|资助|支持)|(?:补助|奖励|补贴|奖补|资助)(?:标准|金额|比例)"
)


def is_support(sentence: Sentence, found: Found) -> bool:
    return found.unit in ("元", PERCENT) and _GIVEN.search(sentence.plain) is not None
