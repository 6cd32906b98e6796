"""Figures that say of whom or of what kind something is: 1000人以上的学校, 接入带宽10M以上的中小学, 为期3个月."""

import re

from xuezheng.engines.papers.reading.targets.quantities import WITHIN, Quantity
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import listed

_SHORT_OF, _RECKONED = ("不足", "不满"), ("按", "按照", "每满")
"""不足80人的学校按80人核拨: which ones, and what they are taken for."""
_PERSONS, _LIMITS = ("人", "名"), ("以上", "以下", "及以上")
_RATED = re.compile(r"(?:以上|以下|及以上)?的[一-鿿（）、]{0,20}(?:比例|占比|比率|率)")
_CLASSES = re.compile(r"(?:班级|学校|教学点|单位)[一-鿿（）、]{0,16}(?:比例|占比|比率|率)")
"""30人以上班级设备配备率达到100%"""
_SIZED = re.compile(
    "学校(?=配|设|明确|应|须|要|至少|建|开)|的(?:学校|中小学|高校|院校|幼儿园|教学点|单位|乡镇)"
    "|[一-鿿]{0,6}(?:学生|儿童|教师|职工|人口)的[一-鿿]{0,6}(?:学校|中小学|高校|院校|幼儿园|单位|乡镇|县|市)"
    "|(?:的|[一-鿿]{0,4})(?:班级|大班额)|规模的?学校|的?(?:平台|系统)"
)
"""1000人以上的学校配备2名: which schools."""
_LEADS = re.compile("[一-鿿]{2,10}(?:带动?|帮扶|结对|联系|辐射)+(?:不少于|至少)?\\d+[个所名]")
"""1所中心校结对2所: one with so many."""
_TAKE_PART = re.compile(
    "%(?:以上|左右)?的?[一-鿿]{0,6}(?:学生|教师|师生|家长)(?:能够?)?(?:熟练)?(?:参加|掌握|学会|拥有|参与)$"
)
"""85%的学生学会2项技能: what the share is of."""
_THEN_LEAST = re.compile("(?:不少于|至少|不低于)\\d")
"""500—1000人不少于2人: for schools of that size."""
_SETTLED = re.compile("的?[一-鿿]{1,10}(?:点|村|社区|小区|自然屯)")
"""50户以上安置点: which ones."""
_OF_WHOM = re.compile("的[一-鿿]{0,6}(?:县|市|区|学校|高校|单位|地区|企业|园|项目|系统|网站|部门|教师|人员|事项)")
"""对欠账超过9个的县挂牌督办: whom something befalls."""
_BLAMED = re.compile(
    "的(?:[一-鿿]{0,4}(?:县|市|区|学校|高校|单位|地区|企业|园)[^，]{0,6})?(?:予以|由|一律|实行|进行|要|须)?"
    "(?:[省市县区]?[厅局委]|集中|公开)?(?:通报批评|通报|约谈|取消|挂牌|问责|责令|暂停|停招|停办)"
)
"""超期3次以上的单位通报批评, 出现2篇以上的约谈"""
_HAS_TO_BE = re.compile("的?[一-鿿]{0,8}(?:项目|采购|合同|设备|支出|工程)[^，。；\\d]{0,4}(?:必须|须|需|应当?|要|一律)")
"""投资50万元以上的项目须报备案: which ones."""
_IN_A_ROW = re.compile("连续$")
_AFFECTED = re.compile("(?:不发生|不出现|杜绝|防止|避免|涉及)(?:发生|出现)?$")
"""不发生3人以上事故, 涉及1万人以上信息: of what size."""
_RATE_OF = re.compile(r"的?[一-鿿]{2,8}(?:率|比例|占比)[^，。；]{0,8}%")
"""24小时内处置率达到100%"""
_NOT_DONE = re.compile("(?:仍|尚|还)?未[一-鿿]{2,6}的")
"""7日内未整改的断网: whom something befalls."""
_FASTER = re.compile(r"(?:以上|及以上)?的?[一-鿿（）]{2,20}[\d◇]")
"""10M以上宽带接入比例达到60%, 百兆以上学校达到500所"""
_LINE = re.compile("的?(?:宽带|光纤|网络|互联网|专线|专网)")
"""全部接入百兆以上宽带: the speed says what kind of line, the target is that all have it."""
_WHOLLY = re.compile("全部|所有|均")
_SHARE = re.compile(
    "%(?:以上|左右)?的?[一-鿿（）]{2,20}$"
    "|^(?![为对给将]).*\\d万?(?:余|多)?[所个间家](?:以上|左右)?[一-鿿（）]{0,12}(?:带宽|网速|宽带)?$"
)
"""80%的学校带宽达到200M, 其中50所达到4M"""
_MEASURED = re.compile("(?:存储空间|容量|总量|存储|数据量|资源量|资源|累计时长|总时长)$")
"""存储容量500TB, 累计时长500小时"""


def is_threshold(sentence: Sentence, quantity: Quantity) -> bool:
    start, end = sentence.clause_at(quantity.start)
    said, rest = sentence.plain[start : quantity.start], sentence.plain[quantity.noun_at : end]
    if quantity.unit in listed("targets", "speeds"):
        return bool(_FASTER.match(rest) or (_WHOLLY.search(said) and _LINE.match(rest)))
    if quantity.comparator_raw == WITHIN:
        return bool(_RATE_OF.match(rest) or _NOT_DONE.match(rest))
    return (
        _is_of_a_size(quantity, said, rest)
        or (said[:1] in ("对", "凡") and _OF_WHOM.match(sentence.plain, quantity.end) is not None)
        or _IN_A_ROW.search(said) is not None
        or _TAKE_PART.search(said) is not None
        or (quantity.value == 1 and _LEADS.match(rest) is not None)
        or _BLAMED.match(sentence.plain, quantity.end) is not None
        or (quantity.comparator_raw in _LIMITS and _AFFECTED.search(said) is not None)
        or (quantity.comparator_raw in _LIMITS and quantity.unit == "元" and _HAS_TO_BE.match(rest) is not None)
        or ("%" in rest and _RATED.match(rest) is not None)
    )


def _is_of_a_size(quantity: Quantity, said: str, rest: str) -> bool:
    """Of a school, a class or a settlement."""
    if quantity.unit == "户":
        return bool(quantity.comparator_raw) and _SETTLED.match(rest) is not None
    if quantity.unit not in _PERSONS:
        return False
    sized = (quantity.comparator_raw in _LIMITS or said.endswith(_SHORT_OF)) and _SIZED.match(rest)
    return bool(sized or said.endswith(_RECKONED) or _THEN_LEAST.match(rest) or ("%" in rest and _CLASSES.match(rest)))


def only_describes(sentence: Sentence, quantity: Quantity) -> bool:
    """为期3个月; 80%的学校带宽达到200M says of which share it holds."""
    speeds = listed("targets", "speeds")
    if quantity.unit not in (*listed("targets", "durations"), *speeds):
        return False
    start, end = sentence.clause_at(quantity.start)
    said = sentence.plain[start : quantity.start]
    bandwidth = said.endswith("带宽") and quantity.end == end and not _SHARE.search(said)
    if bandwidth or _MEASURED.search(said):
        return False
    shared = quantity.unit in speeds and _SHARE.search(said)
    return bool(shared) or quantity.comparator_raw in ("", "实现")
