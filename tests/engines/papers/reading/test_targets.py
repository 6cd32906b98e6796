"""Targets out of single sentences."""

import pytest

from xuezheng.engines.papers.reading import read_paper
from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.structure import Target
from xuezheng.engines.papers.reading.targets import Place, targets_of

pytestmark = pytest.mark.unit


def read(sentence: str) -> list[Target]:
    passage = lines_of(sentence)[0].passage
    return targets_of([Place(ref="task:1", passages=(passage,))], year=2022, issuer="平原省教育厅")


def core(sentence: str) -> list[tuple[str, str, int | float | None, str, str | None]]:
    return [(one.kind, one.comparator, one.value, one.unit, one.deadline) for one in read(sentence) if one.core]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("认定精品课程500门以上。", ("count", ">=", 500, "门", None)),
        ("遴选不少于10万名教师。", ("count", ">=", 100_000, "名", None)),
        ("参训教师超过1.5万人次。", ("count", ">", 15_000, "人次", None)),
        ("新建示范校20所左右。", ("count", "~", 20, "所", None)),
        ("响应时间不超过2小时。", ("count", "<=", 2, "小时", None)),
        ("完成362个学时资源开发。", ("count", "=", 362, "学时", None)),
        ("惠及教师70余万人。", ("count", ">=", 700_000, "人", None)),
        ("培育五百所智慧校园。", ("count", "=", 500, "所", None)),
        ("组织两次攻防演练。", ("count", "=", 2, "次", None)),
        ("投入资金2.5亿元。", ("count", "=", 250_000_000, "元", None)),
        ("注册用户突破1000万。", ("count", ">", 10_000_000, "人", None)),
        ("下发资源1,200条。", ("count", "=", 1200, "条", None)),
        ("配备10—15名管理员。", ("count", ">=", 10, "名", None)),
        ("支持甲州、乙州、丙州三地开展试点。", ("count", "=", 3, "个", None)),
        ("评选“十大优秀平台”和最佳案例。", ("count", "=", 10, "个", None)),
        ("联网率达到90%。", ("ratio", ">=", 90, "%", None)),
        ("70%以上学校建成数字校园。", ("ratio", ">=", 70, "%", None)),
        ("60%的教师开通空间。", ("ratio", ">=", 60, "%", None)),
        ("三分之二以上的县完成改造。", ("ratio", ">=", 66.67, "%", None)),
        ("一半以上的学校达标。", ("ratio", ">=", 50, "%", None)),
        ("九成以上学校达标。", ("ratio", ">=", 90, "%", None)),
        ("覆盖百分之八十五的学校。", ("ratio", ">=", 85, "%", None)),
        ("整改率较上年提高5个百分点。", ("ratio", ">=", 5, "百分点", None)),
        ("网速10M以上的学校比例达到80%。", ("ratio", ">=", 80, "%", None)),
        ("实现教学点网络全覆盖。", ("coverage", ">=", 100, "%", None)),
        ("各级平台全部接入省平台。", ("coverage", ">=", 100, "%", None)),
        ("所有幼儿园（含民办）接入宽带。", ("coverage", ">=", 100, "%", None)),
        ("确保不发生重大安全事件。", ("zero", "=", 0, "起", None)),
        ("每季度通报一次进展。", ("frequency", "=", 1, "次/季度", None)),
        ("每年至少开展2次演练。", ("frequency", ">=", 2, "次/年", None)),
        ("每所学校至少配备1名管理员。", ("cardinality", ">=", 1, "名/校", None)),
        ("各级各类学校明确一名负责人担任网络安全员。", ("cardinality", "=", 1, "名/校", None)),
        ("6月底前完成平台改造。", ("date", "=", 1, "项", "2022-06-30")),
        ("2023年3月底前，建成省级平台。", ("date", "=", 1, "项", "2023-03-31")),
        ("到2025年，80%的学校达标。", ("ratio", ">=", 80, "%", "2025-12-31")),
        ("上半年培训校长300名。", ("count", "=", 300, "名", "2022-06-30")),
        ("“十四五”末建成100所示范校。", ("count", "=", 100, "所", "2025-12-31")),
        ("年底前实现教师培训全覆盖。", ("coverage", ">=", 100, "%", "2022-12-31")),
    ],
)
def test_one_target(sentence: str, expected: tuple[str, str, int | float, str, str | None]) -> None:
    assert core(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "落实教育信息化2.0行动计划，推进IPv6和5G应用。",
        "深化“三个课堂”和“一师一优课、一课一名师”活动。",
        "实施百区千校万课引领行动。",
        "推进市县两级部门协同，从三个方面发力。",
        "举办第三届大赛，启动第二批试点和平台二期建设。",
        "按照教发〔2013〕342号、343号文件要求办理。",
        "组织小学五年级学生参加，建设一批示范校。",
        "完善教学资源全覆盖项目，不断扩大覆盖面。",
        "依托11个分中心组织巡回指导。",
        "在已建成100所的基础上扩大试点。",
        "对2021年项目开展验收。",
        "健全一校一策机制，推动一人一空间。",
        "开展为期三个月的整治。",
        "加强对30年来经验的总结。",
    ],
)
def test_names_orders_and_manners_of_speaking_are_no_targets(sentence: str) -> None:
    assert core(sentence) == []


def test_one_comparison_for_two_figures() -> None:
    told = read("城镇和农村学校配备率分别达到70%和50%以上。")

    assert [(one.value, one.comparator, one.comparator_raw) for one in told] == [
        (70, ">=", "达到…以上"),
        (50, ">=", "达到…以上"),
    ]


def test_one_figure_for_several_things() -> None:
    told = read("教师、学生、家长空间开通率均达到90%。")

    assert [(one.indicator, one.value) for one in told] == [
        ("教师开通率", 90),
        ("学生开通率", 90),
        ("家长空间开通率", 90),
    ]


def test_two_coverages_in_one_clause() -> None:
    assert [one.kind for one in read("基本实现学校互联网全覆盖、教学环境全覆盖。")] == ["coverage", "coverage"]


def test_an_exception_does_not_double_a_coverage() -> None:
    assert len(read("实现中小学互联网全接入。除条件所限外，其他学校全部接入互联网。")) == 1


def test_each_figure_of_a_list_has_its_own_noun() -> None:
    told = read("培育10个示范县（市、区）、100所标杆校和1000堂典型课。")

    assert [(one.value, one.unit, one.indicator) for one in told] == [
        (10, "个", "示范县（市、区）"),
        (100, "所", "标杆校"),
        (1000, "堂", "典型课"),
    ]


def test_a_limit_holds_for_the_rest_of_its_sentence_only() -> None:
    told = read("2022年9月底前，新建课程50门，培训教师80名。遴选案例30个。")

    assert [one.deadline for one in told] == ["2022-09-30", "2022-09-30", None]


def test_ordinals_are_kept_but_not_core() -> None:
    told = read("举办第三届大赛。") + read("举办第十二届运动会。")

    assert [(one.kind, one.value, one.unit, one.core) for one in told] == [
        ("edition", 3, "届", False),
        ("edition", 12, "届", False),
    ]


def test_level_is_the_issuers_unless_the_clause_says_otherwise() -> None:
    assert [one.level for one in read("建成示范校20所，各校配备5名教师。")] == ["provincial", "school"]


@pytest.mark.parametrize(("heading", "expected"), [("推动专线全覆盖", []), ("实现专线全覆盖", ["coverage"])])
def test_a_heading_that_says_where_things_go_sets_no_target(heading: str, expected: list[str]) -> None:
    reading = read_paper(
        f"2022年数字校园工作要点\n一、任务\n1.{heading}。\n改造线路，更新设备。\n2.管好账号。\n逐一核对。"
    )

    assert [one.kind for one in reading.targets] == expected


def deadlines(ref: str, text: str) -> list[str | None]:
    passage = lines_of(text)[0].passage
    found = targets_of([Place(ref=ref, passages=(passage,))], year=2022, issuer="平原省教育厅")
    return [one.deadline for one in found if one.core]


def test_a_year_that_opens_an_aim_holds_for_all_of_it() -> None:
    aim = "到2024年，联网率达到99%。新建机房30间。2025年底前，占比达到50%。"

    assert deadlines("goal:1", aim) == ["2024-12-31", "2024-12-31", "2025-12-31"]
    assert deadlines("task:1", aim) == ["2024-12-31", None, "2025-12-31"]
    assert deadlines("goal:1", "联网率达到99%。到2024年，新建机房30间。改造机房20间。") == [None, "2024-12-31", None]


@pytest.mark.parametrize(
    ("sentence", "raw"),
    [
        ("单次时间不宜超过20分钟。", "不宜超过"),
        ("班额不得多于45人。", "不得多于"),
        ("带宽应不低于500M。", "不低于"),
        ("会议不超过10次。", "不超过"),
    ],
)
def test_the_comparison_is_cited_as_written(sentence: str, raw: str) -> None:
    (target,) = read(sentence)

    assert target.comparator_raw == raw


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("支出进度6月底前不低于45%，9月底前不低于70%。", ["支出进度", "支出进度"]),
        ("二级及以上系统备案率、测评率均达到100%。", ["二级及以上系统备案率", "测评率"]),
        ("录制精品课900节（其中省级90节、部级30节）。", ["录制精品课", "省级", "部级"]),
        ("资源总量达到2000万条（件）。", ["资源总量"]),
        ("小学、初中生均终端分别达到0.2台、0.3台。", ["小学、初中生均终端", "小学、初中生均终端"]),
    ],
)
def test_what_a_figure_is_about(sentence: str, indicators: list[str]) -> None:
    assert [target.indicator for target in read(sentence)] == indicators


def test_a_bare_year_tells_something_in_a_plan_for_several_years_only() -> None:
    said = "一、重点任务\n1.培训教师。累计培训教师900名以上，其中2023年培训300名。\n2.新建机房。新建机房30间。"
    annual, several = (
        read_paper(f"平原省{title}\n{said}") for title in ("2023年数字校园工作要点", "数字校园行动计划（2023—2025年）")
    )

    assert [target.deadline for target in annual.targets] == [None, None, None]
    assert [target.deadline for target in several.targets] == [None, "2023-12-31", None]
