"""Task tables as text: how their rows become tasks."""

import pytest

from xuezheng.engines.papers.reading import Reading, read_paper

pytestmark = pytest.mark.unit
TITLE = "2022年数字校园重点任务分解表"


def read(*lines: str) -> Reading:
    return read_paper("\n".join((TITLE, *lines)))


def rows(reading: Reading) -> list[tuple[str | None, str, str, tuple[str, ...]]]:
    return [(task.section, task.number, task.heading, task.responsible) for task in reading.tasks]


@pytest.mark.parametrize(
    "lines",
    [
        ("序号\t重点任务\t责任单位\t完成时限", "1\t改善网络\t科技处、财务处\t6月底", "2\t培训教师\t教师处\t年底前"),
        ("|序号|重点任务|责任单位|完成时限|", "|-|-|-|-|", "|1|改善网络|科技处、财务处|6月底|", "|2|培训教师|教师处|年底前|"),
        ("序号  重点任务  责任单位  完成时限", "1  改善网络  科技处、财务处  6月底", "2  培训教师  教师处  年底前"),
        ("序号", "任务", "责任单位", "完成时限", "1", "改善网络", "科技处、财务处", "6月底", "2", "培训教师", "教师处", "年底前"),
        ("序号\t类别\t任务\t责任部门\t时间要求", "1\t基础\t改善网络\t科技处、财务处\t6月底", "2\t\t培训教师\t教师处\t年底前"),
    ],
    ids=["tabs", "bars", "blanks", "a cell a line", "with a column of kinds"],
)  # fmt: skip
def test_however_its_cells_stand_apart(lines: tuple[str, ...]) -> None:
    reading = read(*lines)

    assert rows(reading) == [(None, "1", "改善网络", ("科技处", "财务处")), (None, "2", "培训教师", ("教师处",))]
    assert [one.due.text for task in reading.tasks for one in task.assignments if one.due] == ["6月底", "年底前"]


def test_columns_say_who_leads_and_who_supports_and_the_limit_holds_for_targets() -> None:
    reading = read(
        "序号\t任务\t工作目标\t牵头单位\t配合单位\t完成时限",
        "1\t改善网络\t完成20所学校改造。\t科技处\t财务处、各县区教育局\t2022年9月",
    )

    assert [(unit.name, unit.role) for one in reading.tasks[0].assignments for unit in one.units] == [
        ("科技处", "lead"),
        ("财务处", "support"),
        ("各县区教育局", "support"),
    ]
    assert [(target.value, target.deadline) for target in reading.targets] == [(20, "2022-09-30")]


def test_sections_between_rows_and_rows_of_their_own() -> None:
    between = read("序号\t任务\t责任单位", "一、基础", "1\t改善网络\t科技处", "二、应用", "2\t培训教师\t教师处")
    within = read("序号\t任务\t责任单位", "一\t基础\t", "1\t改善网络\t科技处", "二\t应用\t", "2\t培训教师\t教师处")

    expected = [("一", "1", "改善网络", ("科技处",)), ("二", "2", "培训教师", ("教师处",))]
    assert (rows(between), rows(within)) == (expected, expected)


def test_rows_without_numbers_are_counted_and_say_so() -> None:
    reading = read("任务\t责任单位", "改善网络\t科技处", "培训教师\t教师处")

    assert rows(reading) == [(None, "1", "改善网络", ("科技处",)), (None, "2", "培训教师", ("教师处",))]
    assert [task.number_printed for task in reading.tasks] == [False, False]


def test_rows_that_go_on_with_the_task_above_add_units() -> None:
    (task,) = read("序号\t任务\t工作内容\t责任单位", "1\t改善网络\t改造线路\t科技处", "\t\t更新设备\t财务处").tasks

    assert (task.heading, task.responsible) == ("改善网络", ("科技处", "财务处"))


def test_spans_lie_in_their_cells() -> None:
    text = f"{TITLE}\n序号\t类别\t任务\t责任单位\n1\t基础\t改善网络\t科技处"
    (task,) = read_paper(text).tasks
    (unit,) = task.assignments[0].units

    assert (text[slice(*task.heading_span)], text[slice(*unit.span)]) == ("改善网络", "科技处")


def test_words_apart_by_blanks_are_no_table() -> None:
    (task,) = read("一、任务", "1.建网络。按需  建设  责任明确。（责任单位：科技处）").tasks

    assert task.responsible == ("科技处",)
