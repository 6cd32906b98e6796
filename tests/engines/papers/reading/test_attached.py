"""Tables of duties attached to a plan whose tasks name no units themselves."""

import pytest

from xuezheng.engines.papers.reading import Reading, read_paper

pytestmark = pytest.mark.unit
PLAN = (
    "平原市教育局关于印发2024年数字教育工作方案的通知",
    "各县区教育局：",
    "请遵照执行。",
    "平原市教育局",
    "2024年3月1日",
    "2024年数字教育工作方案",
    "一、重点任务",
)
TASKS = (
    "（一）改善校园网络。完成50所学校改造。",
    "（二）培训教师。组织骨干教师开展同课异构。",
    "（三）管好设备。落实台账。",
)
TABLE = ("附件：任务分工表", "附件", "2024年数字教育任务分工表", "序号\t任务\t牵头单位\t配合单位\t完成时限")


def read(*lines: str, tasks: tuple[str, ...] = TASKS) -> Reading:
    return read_paper("\n".join((*PLAN, *tasks, *TABLE, *lines)))


def answers(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(task.number, task.responsible) for task in reading.tasks]


def test_rows_answer_for_the_tasks_they_name() -> None:
    reading = read(
        "1\t改善校园网络\t科技科\t财务科\t9月底", "2\t教师培训教师\t教师科\t无\t", "3\t管好设备\t装备科\t\t年底"
    )

    assert answers(reading) == [("（一）", ("科技科", "财务科")), ("（二）", ("教师科",)), ("（三）", ("装备科",))]
    assert [(one.value, one.deadline) for one in reading.targets] == [(50, "2024-09-30")]


def test_a_row_may_name_what_a_task_says() -> None:
    reading = read("1\t组织骨干教师同课异构\t教研室\t\t")

    assert answers(reading) == [("（一）", ()), ("（二）", ("教研室",)), ("（三）", ())]


def test_a_row_that_names_a_section_answers_for_all_of_it() -> None:
    sections = (
        "（一）夯实数字基础",
        "1.接入专线。按期完成。",
        "2.更换终端。分批更换。",
        "（二）深化应用",
        "3.推广平台。全员注册。",
    )
    reading = read("1\t夯实数字基础\t科技科\t\t", tasks=sections)

    assert answers(reading) == [("1", ("科技科",)), ("2", ("科技科",)), ("3", ())]


def test_what_fits_no_task_is_told() -> None:
    reading = read("1\t改善校园网络\t科技科\t\t", "2\t建设大屏展厅\t办公室\t\t")

    assert [found.params for found in reading.not_understood if found.code == "row_without_task"] == [
        {"row": "建设大屏展厅"}
    ]


def test_tasks_with_units_keep_their_own() -> None:
    tasks = (
        "（一）改善校园网络。完成50所学校改造。（责任单位：装备科）",
        "（二）培训教师。全员参加。（责任单位：教师科）",
    )
    reading = read("1\t改善校园网络\t科技科\t\t", tasks=tasks)

    assert answers(reading) == [("（一）", ("装备科",)), ("（二）", ("教师科",))]


def test_a_table_within_the_plan_that_says_its_tasks_again_adds_units_only() -> None:
    text = (
        *PLAN,
        *TASKS,
        "二、任务分工",
        "序号 任务 牵头单位 配合单位 完成时限",
        "1 改善校园网络 科技科 财务科 9月底",
        "2 培训教师 教师科 无 10月底",
    )
    reading = read_paper("\n".join(text))

    assert answers(reading) == [("（一）", ("科技科", "财务科")), ("（二）", ("教师科",)), ("（三）", ())]


def test_a_table_within_the_plan_of_other_tasks_is_read_as_tasks() -> None:
    text = (*PLAN, *TASKS, "二、任务分工", "序号\t任务\t责任单位", "4\t清理账号\t信息中心", "5\t推广平台\t电教馆")
    reading = read_paper("\n".join(text))

    assert [number for number, _units in answers(reading)] == ["（一）", "（二）", "（三）", "4", "5"]


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）改善网络（2024年9月底前完成）", "1.完成50所学校改造。"),
        ("（一）改善网络", "1.改造校园网（2024年9月底前完成）。完成50所学校改造。"),
    ],
    ids=["the section's", "its own"],
)
def test_a_time_limit_in_a_heading_holds_for_what_stands_below(lines: tuple[str, ...]) -> None:
    reading = read_paper("\n".join((*PLAN, *lines)))

    assert [(one.value, one.deadline) for one in reading.targets if one.kind == "count"] == [(50, "2024-09-30")]
