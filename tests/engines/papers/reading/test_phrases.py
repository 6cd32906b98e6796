"""What a target is about: its indicator phrase and its scope."""

import pytest

from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.structure import Target
from xuezheng.engines.papers.reading.targets import Place, targets_of

pytestmark = pytest.mark.unit


def core(sentence: str) -> list[Target]:
    passage = lines_of(sentence)[0].passage
    found = targets_of([Place(ref="task:1", passages=(passage,))], year=2022, issuer="平原省教育厅")
    return [target for target in found if target.core]


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("继续遴选示范课程300门。", ["遴选示范课程"]),
        ("5年内培养懂技术、会管理的数字人才60名。", ["培养懂技术、会管理的数字人才"]),
        ("引进80名懂技术、会管理的数字人才和30名教研员。", ["懂技术、会管理的数字人才", "教研员"]),
        ("分两批培训校长90人、骨干教师600人。", ["培训校长", "骨干教师"]),
        ("全年召开网络安全和信息化工作会议不少于2次。", ["召开网络安全和信息化工作会议"]),
        ("开展应用培训4期，组织应急演练3次。", ["开展应用培训", "组织应急演练"]),
        ("“一校一案、一生一档”活动覆盖学校500所。", ["“一校一案、一生一档”活动覆盖学校"]),
        ("完成课例制作、教学设计840套等内容。", ["完成课例制作、教学设计"]),
        ("围绕数据治理和安全防护开展专题调研3次。", ["开展专题调研"]),
        ("出口带宽由2G提高到20G。", ["出口带宽"]),
        ("全省中小学联网率巩固在98%。", ["全省中小学联网率"]),
        ("提高数字教材占比至60%。", ["数字教材占比"]),
        ("新建教室200间，其中农村学校占70%。", ["新建教室", "农村学校占比"]),
        ("力争30%的高校达到优秀等次。", ["高校达到优秀等次"]),
        ("测评12个二级及以上信息系统。", ["二级及以上信息系统"]),
        ("举办园长信息素养研修班，以新任园长为主，培训90人。", ["园长信息素养研修班培训"]),
        ("与甲公司合作开展家校共育试点，选取4个左右地级市。", ["家校共育试点地级市"]),
        ("推进示范性虚拟实训课件建设，立项两批60个课件。", ["示范性虚拟实训课件", "示范性虚拟实训课件"]),
        ("完成180节乡土课程并免费向社会开放。", ["乡土课程"]),
        ("城区和乡镇幼儿园联网率分别达到95%和85%。", ["城区幼儿园联网率", "乡镇幼儿园联网率"]),
        ("园长、教师、家长注册率分别不低于99%、96%、80%。", ["园长注册率", "教师注册率", "家长注册率"]),
        ("确保全市教育系统不发生重大泄密事件。", ["全市教育系统重大泄密事件"]),
        ("6月底前实现幼儿园教师培训全覆盖。", ["幼儿园教师培训全覆盖"]),
    ],
)
def test_phrases_say_what_is_counted(sentence: str, phrases: list[str]) -> None:
    assert [target.indicator for target in core(sentence)] == phrases


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("农村学校带宽不低于100M、城镇学校带宽不低于200M。", ["农村学校", "城镇学校"]),
        ("培训校长90人、骨干教师600人。", ["校长", "骨干教师"]),
        ("全市资源总量达到40TB。", ["全市"]),
        ("全省70%以上中等职业学校完成改造。", ["中等职业学校"]),
        ("中小学教师培训率达到90%。", ["中小学教师"]),
        ("资源总量达到40TB。", [None]),
        ("选取8个区域和30所学校作为试点。", ["区域", "学校"]),
        ("在全市选取4个街道、9个产业园。", ["街道", "产业园"]),
        ("征集精品微课300节。", ["精品微课"]),
        ("所有幼儿园接入宽带，无线教室占教室总数的比例达到60%。", ["幼儿园", "幼儿园"]),
        ("每月对各县（区）“三通”进展进行通报。", ["各县（区）"]),
        ("9月底前完成市数据中心建设。", ["市数据中心"]),
    ],
)
def test_scope_is_whom_the_figure_is_about(sentence: str, scopes: list[str | None]) -> None:
    assert [target.scope for target in core(sentence)] == scopes
