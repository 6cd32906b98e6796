"""What holds so many of a thing, in one word: 每所优质普通高中 as 校, 每个重点行业 as 行业, 每门课程视频 as 门."""

import re

COUNTER = r"一?(?:所|个|名|位|家|项|门|道|支)"
_SHORT = {
    "学校": "校",
    "乡（镇）": "乡镇",
    "高校": "校",
    "中心校": "校",
    "小学": "校",
    "中学": "校",
    "初中": "校",
    "高中": "校",
    "院校": "校",
    "中小学": "校",
    "中小学校": "校",
    "教师": "人",
    "学生": "人",
    "教室": "间",
    "班级": "班",
}
_KNOWN = tuple("校县市区省人生期班镇园间室场门堂套批类科")
_INSTITUTIONS = tuple("校园院馆学中")
"""每所开放…: the counter stands for the school."""
_ALONE = ("县", "校", "园", "省")
"""每个贫困县 holds as 每县 does; 社区 and 学区 are no 区."""
_PLACES, _PAIR_AND_VERB = ("市州", "州市", "县区", "区县"), 4
_PAIRS = (*_PLACES, "学科", "学段", "年级", "专业", "单元")
_HEADS = (
    "行业|专业|学科|社区|学区|园区|校区|街道|乡镇|单位|部门|企业|团队|队伍|基地|中心|站点|场馆|教学点|工作室|工作坊|教研室|共同体|实验室"
    "|联盟|集团|平台|系统|项目|课程|区域|小组|班子|机构|赛区|专班|赛道|栏目|专栏"
)
_KIND_OF_HEAD = re.compile(f"[一-鿿“”（）]{{1,12}}?(?P<head>{_HEADS})")
_SCHOOLS = re.compile(
    "[一-鿿“”（）、]{0,14}?(?:学校|高校|院校|中心校|示范校|实验校|试点校|样板校|小学|中学|初中|高中|职高|中职|大学|校)"
)
"""每个重点行业 holds as each 行业 does, 每所优质普通高中 as each 校."""
_PIECE = re.compile(
    "(?:门(?!类)|集(?![团中])|套|场(?![馆所地景])|期(?![刊末中初])|节(?!点)|堂|块|台(?!账)|条(?!件)|份|本(?![科校])|册|款|轮)(?=[一-鿿])"
)
"""每门课程视频, 每集时长: the measure stands for the thing."""
_PERSONS = ("教师", "学生", "师生", "校长", "干部", "管理员", "学员")
_CHOSEN = re.compile(f"(?:设区|省辖|试点|示范|实验|项目|样板|重点|培育)(?P<kind>[{''.join(_KNOWN)}])")
"""每个试点县 holds as each 县 does."""
_DOING = re.compile("(?P<kind>[校县市区省班镇园])(?!级|域|直|属|园|长|州)[一-鿿]{2}")
"""每县捐赠: the verb is no part of the holder."""
TOLD_APART = (*_KNOWN, *_PAIRS, *_HEADS.split("|"))


def short_holder(holder: str) -> str:
    bare = re.sub(f"^{COUNTER}", "", holder) or holder
    return _by_counter(holder, bare) or _by_kind(bare) or _SHORT.get(bare, bare)


def _by_counter(holder: str, bare: str) -> str:
    if holder.startswith("所") and (not bare.endswith(_INSTITUTIONS) or _SCHOOLS.fullmatch(bare)):
        return "校"
    if holder.startswith("间") and "教室" in holder:
        return "间"
    if holder.startswith(("位", "名")) or bare.endswith(_PERSONS):
        return "人"
    piece = _PIECE.match(holder)
    return piece[0] if piece else ""


def _by_kind(bare: str) -> str:
    chosen = _CHOSEN.fullmatch(bare) or _DOING.fullmatch(bare)
    if chosen:
        return chosen["kind"]
    if len(bare) == _PAIR_AND_VERB and bare.startswith(_PLACES):
        return bare[:2]
    if len(bare) > 1 and bare not in _PAIRS and bare.endswith(_ALONE):
        return bare[-1]
    head = _KIND_OF_HEAD.fullmatch(bare)
    if head:
        return head["head"]
    return "校" if bare not in _SHORT and _SCHOOLS.fullmatch(bare) else ""
