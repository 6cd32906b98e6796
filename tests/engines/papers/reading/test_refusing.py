"""Texts that are no plan are refused with a sentence."""

import pytest
from django.utils.translation import override

from xuezheng.engines.papers.reading import PaperIsNoPlan, read_paper
from xuezheng.engines.papers.reading.findings import SENTENCES, sentence_of
from xuezheng.engines.papers.reading.structure import Finding, Span

pytestmark = pytest.mark.unit
NEWS = "平原省召开数字校园推进会\n3月5日，平原省教育厅在省城召开推进会。会议要求各地抓好落实。\n来自各市的代表80人参加了会议。\n"
ARTICLE = (
    "论数字校园的发展\n一、问题的提出\n近年来，校园网络发展很快。研究者众多。\n"
    "二、理论基础\n学界对此有不同看法，本文略述一二。\n"
)
SPEECH = (
    "在全市数字校园推进会上的讲话提纲\n同志们：\n一、提高认识\n二、突出重点任务\n"
    "（一）抓网络。新建机房30间。\n（二）抓培训。\n"
)
BYLAW = "平原省数字校园促进条例\n第一章 总则\n第一条 制定本条例。\n第二章 建设任务\n第二条 带宽不低于200兆。\n"
EXPLAINED = (
    "《2022年数字校园工作要点》解读\n一、背景\n制定了要点。\n二、主要内容\n"
    "（一）在网络方面，提出新建机房30间。\n（二）在培训方面，提出要求。\n"
)
JUDGING = (
    "平原省数字校园评估办法\n一、评估内容\n1.网络。带宽不低于200兆。\n2.资源。资源齐全。\n"
    "二、主要任务\n1.自评。各校开展自评。\n2.复核。市级复核。\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no text"),
        (" \n　\n\f\n", "holds no text"),
        (NEWS, "No numbered heading"),
        ("2022年工作要点\n一、工作思路\n坚持应用为先。\n", "no task under them"),
        (ARTICLE, "not an article"),
        (SPEECH, "another kind (讲话)"),
        (BYLAW, "another kind (条例)"),
        (EXPLAINED, "another kind (解读)"),
        (JUDGING, "another kind (办法)"),
        ("购物清单\n牛奶\n面包\n", "No numbered heading"),
    ],
)
def test_what_was_missing_is_said(text: str, said: str) -> None:
    with override("en"), pytest.raises(PaperIsNoPlan) as refused:
        read_paper(text)

    assert said in str(refused.value)
    assert (refused.value.field, refused.value.status) == ("file", 422)


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    params = dict.fromkeys(("number", "bracket", "before", "after", "text", "row"), "3")
    for code in SENTENCES:
        finding = Finding(code=code, params=params, span=Span(0, 0))
        with override("en"):
            english = sentence_of(finding)
        with override("zh-hans"):
            chinese = sentence_of(finding)
        assert english != chinese
        assert "%(" not in english + chinese


@pytest.mark.parametrize(
    "title", ["平原省教育厅关于做好2022年数字教育工作的通知", "平原市教育局关于全面推进课堂应用的实施意见"]
)
def test_a_notice_about_work_to_be_done_is_a_plan(title: str) -> None:
    reading = read_paper(
        f"{title}\n各县教育局：\n现就有关事项通知如下：\n一、夯实基础\n1.接入专线。按期完成。\n2.更换终端。分批更换。"
    )

    assert [task.number for task in reading.tasks] == ["1", "2"]


@pytest.mark.parametrize(
    "title",
    [
        "河口县电化教育工作要点",
        "平原省2014年教育信息化工作重点",
        "第三小学电教工作计划",
        "平原市数字教育三年发展目标",
        "平原省教育数字化重点举措",
        "平原市教育信息化发展规划",
        "关于统筹推进全省课堂应用一体化发展的若干意见",
    ],
)
def test_whatever_names_a_plan_is_one(title: str) -> None:
    reading = read_paper(f"{title}\n一、工作内容\n1.接入专线。按期完成。\n2.更换终端。分批更换。")

    assert [task.number for task in reading.tasks] == ["1", "2"]


def test_a_plan_without_a_year_is_read_and_the_year_missed() -> None:
    reading = read_paper("河口县电化教育工作要点\n一、工作内容\n1.接入专线。6月底前完成。\n2.更换终端。分批更换。")

    assert reading.plan_year is None
    assert "no_plan_year" in {finding.code for finding in reading.not_understood}


def test_a_paper_of_aims_alone_is_a_plan_by_its_title() -> None:
    aims = "一、总体目标\n1.到2027年，专线接入率达到98%。\n2.新建机房30间。\n"

    reading = read_paper(f"平原市教育信息化发展目标\n{aims}")

    assert [goal.number for goal in reading.goals] == ["1", "2"]
    assert [(target.task_or_goal, target.value) for target in reading.targets] == [("goal:1", 98), ("goal:2", 30)]
    with override("en"), pytest.raises(PaperIsNoPlan):
        read_paper(f"数字校园纵横谈\n{aims}")
