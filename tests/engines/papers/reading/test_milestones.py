"""Named things that come into being."""

import pytest

from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.milestones import milestones_of
from xuezheng.engines.papers.reading.targets import Place

pytestmark = pytest.mark.unit


def deliverables(sentence: str) -> list[tuple[str, str]]:
    passage = lines_of(sentence)[0].passage
    return [(one.verb, one.deliverable) for one in milestones_of([Place(ref="task:1", passages=(passage,))])]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("编制完成《全市阅览事业规划》，印发《晨读指南》。", [("编制完成", "全市阅览事业规划"), ("印发", "晨读指南")]),
        ("制定晨读活动评价指标。", [("制定", "晨读活动评价指标")]),
        ("完成市阅览管理平台二期建设。", [("完成", "市阅览管理平台二期")]),
        ("完成市阅览管理平台建设。", [("完成", "市阅览管理平台")]),
        ("建成市级数据仓和教育云。", [("建成", "市级数据仓"), ("建成", "教育云")]),
        ("召开2022年全市阅览工作会议。", [("召开", "2022年全市阅览工作会议")]),
        ("各校全部完成门户网站改造。", []),
        ("落实《晨读指南》，参加阅览平台建设。", []),
    ],
)
def test_a_sentence_names_these(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert deliverables(sentence) == expected
