"""From what was read to a draft: who leads, until when, which targets share a clause."""

from datetime import date

import pytest

from xuezheng.engines.papers.reading import read_paper
from xuezheng.modules.plans.drafts import PlanDraft
from xuezheng.modules.plans.from_reading import drafted_from

pytestmark = pytest.mark.unit
HEAD = "2026年网络安全和信息化工作要点\n\n一、重点任务\n"


def drafted(*tasks: str) -> PlanDraft:
    text = HEAD + "\n".join(f"{number}.{task}" for number, task in enumerate(tasks, start=1))
    return drafted_from(read_paper(text), text, year=2026)


def leads(draft: PlanDraft) -> list[list[str]]:
    return [[unit.written for unit in task.units if unit.lead] for task in draft.tasks]


def test_the_first_of_the_first_bracket_leads_unless_the_document_says_who() -> None:
    draft = drafted(
        "改善条件。加快建设。（责任单位：科技处、督导办）",
        "健全制度。加强管理。（牵头单位：人事处；配合单位：科技处、财务处）",
        "开展培训。办好培训（责任单位：教师处）。举办比赛。（责任单位：科技处）",
    )
    assert leads(draft) == [["科技处"], ["人事处"], ["教师处"]]
    assert [unit.bracket for unit in draft.tasks[2].units] == [0, 1]


def test_a_task_is_due_when_its_targets_are_or_at_the_end_of_the_year() -> None:
    draft = drafted(
        "改善条件。2026年6月底前多媒体教室比例达到90%。（责任单位：科技处）",
        "健全制度。加强管理。（责任单位：科技处）",
        "推进应用。2026年6月底前空间开通率达到50%，应用覆盖率达到80%。（责任单位：科技处）",
    )
    assert [task.due_on for task in draft.tasks][:2] == [date(2026, 6, 30), date(2026, 12, 31)]


def test_numbers_of_one_clause_are_told_apart_by_where_they_stand() -> None:
    text = HEAD + "1.开展试点。培育10个示范县、100个示范校。（责任单位：科技处）"
    draft = drafted_from(read_paper(text), text, year=2026)
    spans = [target.span for target in draft.tasks[0].targets]
    assert len(set(spans)) == len(spans) == 2
    assert [text[slice(*span)] for span in spans if span] == ["10个", "100个"]


def test_text_leaves_out_heading_and_brackets() -> None:
    (task,) = drafted("改善条件。加快建设（责任单位：科技处）。开展帮扶。（责任单位：督导办）").tasks
    assert (task.heading, task.text) == ("改善条件", "加快建设。开展帮扶。")


def test_tasks_of_the_same_number_in_two_sections_keep_their_own_targets() -> None:
    text = (
        HEAD
        + "1.建网络。建成示范校20所。（责任单位：科技处）\n二、其他任务\n1.建平台。推出课程30门。（责任单位：科技处）"
    )
    draft = drafted_from(read_paper(text), text, year=2026)
    assert [[target.value for target in task.targets] for task in draft.tasks] == [[20], [30]]
