"""What is there already: 依托11个分中心, 全省共有学校2.1万所, 向全省800万学生提供 set nothing to be reached."""

import re
from functools import cache

from xuezheng.engines.papers.reading.targets.quantities import Quantity
from xuezheng.engines.papers.reading.targets.sentences import Sentence
from xuezheng.engines.papers.reading.words import either, listed

_PAST = re.compile(
    r"(?:(?:覆盖|建成|完成|培训|新增|开展|配备)了.{0,8}|已有|现有|原有|已(?:[一-鿿]{2}的|建成?|认定|完成|立项|遴选|评选|验收|命名|上线|有)|首批已|截至目前.*|前期.{0,4}已.{0,6})$"
)
_HAD = re.compile(
    r"(?:目前|截至目前|截至|近年来)?，?(?:[一-鿿]{0,6})(?P<had>共有|现有|已有|已建成|已累计)[^，]{0,12}\d"
)
_MEANS = re.compile(r"(?:充分|进一步|继续)?(?:依托|利用|对照|借助|根据|按照|发挥|总结(?!报告)|借鉴|用好)")
_WITH_THEM = re.compile(
    "\\d.*(?:组织|建设|开展)|(?:轮训|培训|遴选|培育|打造|推出|组建|开发|录制|评选|上线|新增|推送|征集|认定)(?!的|平台|基地|中心|机构|资源|项目|体系|系统|经验)"
)
"""依托15个基地轮训教师5000名: the second figure is what is done with them."""
_USED = re.compile("用好[一-鿿、]{2,24}等$")
_LASTING = ("支持", "推进", "实施", "推广", "覆盖")
"""发挥支持…作用: what means are for is not made by them."""
_AREAS = "(?:全[国省市县区校]|[我本][省市县区]|现有|已有)"
_ALL_OF_THEM = re.compile(f"对{_AREAS}[一-鿿]{{0,6}}$")
_DEALT_WITH = re.compile("抽查|督查|检查|督导|调研|监测|摸底|评估|核查")
"""对全省300个教学点进行督查: as many as there are."""
_EVERYBODY = re.compile(f"(?:[向到至]|面向|服务|保障|确保){_AREAS}的?$|面向$")
"""向全省800万学生提供: as many as live there."""
_COVERS, _A_THING = re.compile(f"覆盖{_AREAS}[^，]{{0,24}}$"), re.compile("的[一-鿿]{2,10}(?=，|$)")
"""覆盖全省900万学生的数据库: so many live there."""
_OF_THE_AREA, _COVERED = re.compile("全[国省市县区]$"), re.compile("[一-鿿（）、]{1,12}全覆盖")
"""全省100个县全覆盖: all of them."""
_OF_THEM = re.compile("[一-鿿]{1,8}中的?(?:首批|前)?\\d")
"""6.7万个教学点中4.7万个: the first figure is the whole."""
_RATED = re.compile(
    r"[^，\d]{1,20}(?:率|比例|占比)(?:均|都|力争)?(?:达到?|为|不低于|超过|保持|提高到|稳定在)?\d[\d.]*%"
    r"|[^，\d]{2,16}(?:压缩|压减|减少|缩短|精简|降低|下降|提高|提升|增长)\d[\d.]*(?:%|个百分点)"
)
"""24个事项的材料平均压缩60%, 40项事项网办率达到100%: the share is of all of them."""
_AMONG, _NAMED_SO = re.compile("(?:纳入|列入|属于|入选|跻身)[^，\\d]{0,14}$"), re.compile("[一-鿿◇]{2}")
"""纳入省政府33项民生工程: among those; 入选省级50节 counts what gets in."""
_BETTERED = re.compile("(?:持续|进一步|不断)?(?:完善|健全)")
_WHAT_IS_BETTERED = re.compile("的[一-鿿]{2,8}$")
"""完善9个部门参与的制度: what it consists of."""
_BACKED = re.compile("的[一-鿿]{0,4}(?:支持|帮扶|扶持|倾斜|监管|指导|投入)力度$")
"""加大对40个乡镇的支持力度: whom it concerns."""
_AREA_UNITS, _FROM_SO_MUCH = ("个",), re.compile("[一-鿿]{2,12}由[\\d◇]")
"""12市出口带宽由10G扩到40G: what grows is the figure after."""
_PARTS, _COMPOSE = re.compile("由[^，]{0,30}$"), re.compile("[^，]{0,40}(?:组成|构成)的")
"""由1个中心、12个分中心组成的体系: what it consists of."""
_BASIS = re.compile("(?:基础|前提|背景)[上下](?:，|$)")
_AND_MORE = r"(?:[^，\d]{0,12}[、和及]\d+(?:\.\d+)?万?)*"
_ALL_OF_THOSE = re.compile(
    rf"(?:\d[县市区州])?{_AND_MORE}[^，\d]{{0,24}}全部(?:要|应|须)?(?:实现|完成)?"
    + either(listed("targets", "covering"))
    + r"|[一-鿿（）、]{1,14}(?:均|都)[一-鿿]{2}\d|[一-鿿]{1,10}所有[一-鿿（）]{2,10}"
    + either(listed("targets", "covering"))
)
"""34项事项全部在线办理: how many there are; the aim is all of them."""
_DEALT_WITH_ALL = re.compile("(?:整合|清理|利用|升级|改造|优化|归并|迁移|[对将把])$")
"""整合现有28个系统: what is done with them, and then with others."""
_BECOME = re.compile("(?:整合|归并|合并|压缩|压减|精简|优化|调整)[为成到至]$")
_ADDED = ("新增", "新建", "增加")
_MYRIAD = 10_000
_NEAR = 10


@cache
def making_verbs() -> re.Pattern[str]:
    return re.compile(either(listed("targets", "making")))


@cache
def _making() -> re.Pattern[str]:
    others = "(?:[十百千万][个名所位家节堂门项][^，。、]{2,10}[、和])*"
    return re.compile(f"{either(listed('targets', 'making'))}(?:了|第[一二三四五六]批|一批|不少于)?{others}$")


def made_before(text: str, place: int) -> bool:
    """A verb of making stands right before the figure."""
    return bool(_making().search(text, max(0, place - 30), place))


def is_there(sentence: Sentence, quantity: Quantity) -> bool:
    start, end = sentence.clause_at(quantity.start)
    said, rest = sentence.plain[start : quantity.start], sentence.plain[quantity.noun_at : end]
    if any(begin < quantity.start <= reached for begin, reached in sentence.origins):
        return False
    if not quantity.comparator_raw and not making_verbs().search(said) and _RATED.match(rest):
        return True
    return (
        _PAST.search(said[-_NEAR:]) is not None
        or _OF_THEM.match(rest) is not None
        or _BACKED.search(rest) is not None
        or (quantity.unit in _AREA_UNITS and _FROM_SO_MUCH.match(rest) is not None)
        or (_AMONG.search(said) is not None and _NAMED_SO.match(rest) is not None)
        or (_BETTERED.match(said) is not None and _WHAT_IS_BETTERED.search(rest) is not None)
        or (_PARTS.search(said) is not None and _COMPOSE.match(rest) is not None)
        or (_USED.search(said) is not None and not quantity.comparator_raw)
        or (said.startswith("在") and _BASIS.search(sentence.plain, quantity.end, end + 1) is not None)
        or _is_population(quantity, said, rest)
        or _is_all_of_those(sentence, quantity, said, end)
        or _is_means(sentence, quantity, said)
        or _is_had(sentence, quantity, said, start)
    )


def _is_population(quantity: Quantity, said: str, rest: str) -> bool:
    """All that there are in the area, told to say whom something is for."""
    if quantity.comparator_raw not in ("", *listed("targets", "some_more")):
        return False
    if _ALL_OF_THEM.search(said) and _DEALT_WITH.search(rest):
        return True
    described = _COVERS.search(said) and _A_THING.search(rest)
    return quantity.value >= _MYRIAD and bool(described or _EVERYBODY.search(said))


def _is_all_of_those(sentence: Sentence, quantity: Quantity, said: str, end: int) -> bool:
    if _OF_THE_AREA.search(said) and _COVERED.match(sentence.plain, quantity.noun_at):
        return True
    told = _ALL_OF_THOSE.match(sentence.plain[quantity.end : end])
    made = quantity.comparator_raw in _ADDED or made_before(sentence.plain, quantity.start)
    return told is not None and not made


def _is_means(sentence: Sentence, quantity: Quantity, said: str) -> bool:
    by_means = _MEANS.match(said) and not _WITH_THEM.search(said)
    made = made_before(sentence.plain, quantity.start) and said[-2:] not in _LASTING
    return bool(by_means) and not made


def _is_had(sentence: Sentence, quantity: Quantity, said: str, start: int) -> bool:
    """全省共有学校2.1万所，在校生900万人, and not what is chosen from them or made after."""
    had = _HAD.match(sentence.plain)
    if had and (_DEALT_WITH_ALL.search(sentence.plain, 0, had.start("had")) or _BECOME.search(said)):
        return False
    if had is None or making_verbs().search(sentence.plain, had.end("had"), had.end()):
        return False
    return start == 0 or not (quantity.comparator_raw or making_verbs().search(said))
