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


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("序号\t目标与任务\t分管局领导\t牵头责任单位\t责任单位", "31\t改善网络\t某某\t科技处\t财务处"),
        ("编号\t年度重点任务\t阶段性目标\t主办科室\t协办科室\t推进时间节点", "31\t改善网络\t\t科技处\t财务处\t6月"),
        ("序号\t项目\t资金渠道\t牵头单位\t配合单位", "31\t改善网络\t市级\t科技处\t财务处"),
    ],
    ids=["leaders and duties", "longer names", "a strange column"],
)
def test_columns_of_other_names(header: str, row: str) -> None:
    assert rows(read(header, row)) == [(None, "31", "改善网络", ("科技处", "财务处"))]


def test_names_below_names() -> None:
    (task,) = read(
        "序号\t任务\t责任单位\t\t完成时限", "\t\t牵头单位\t配合单位\t", "1\t改善网络\t科技处\t财务处\t6月"
    ).tasks

    assert [(unit.name, unit.role) for one in task.assignments for unit in one.units] == [
        ("科技处", "lead"),
        ("财务处", "support"),
    ]


@pytest.mark.parametrize("again", ["", "夯实基础"], ids=["merged", "repeated"])
def test_a_column_of_groups_is_no_heading(again: str) -> None:
    reading = read(
        "序号\t重点工作\t具体任务\t责任单位",
        "1\t夯实基础\t改善网络\t科技处",
        f"2\t{again}\t更新设备\t财务处",
        f"3\t{again}\t清理账号\t信息中心",
        "4\t推进应用\t培训教师\t教师处",
        "5\t\t推广平台\t电教馆",
    )

    assert [(task.number, task.heading) for task in reading.tasks] == [
        ("1", "改善网络"),
        ("2", "更新设备"),
        ("3", "清理账号"),
        ("4", "培训教师"),
        ("5", "推广平台"),
    ]


@pytest.mark.parametrize("nobody", ["无", "/", "—"])
def test_nobody_supports(nobody: str) -> None:
    (task,) = read("序号\t任务\t牵头单位\t配合单位", f"1\t改善网络\t科技处\t{nobody}").tasks

    assert task.responsible == ("科技处",)


def test_a_last_name_over_two_columns() -> None:
    (task,) = read("序号\t任务\t责任单位", "1\t改善网络\t科技处\t财务处").tasks

    assert task.responsible == ("科技处", "财务处")


HEADER = "序号   任务          工作内容                责任单位"


def test_cells_that_run_over_lines() -> None:
    reading = read(
        HEADER,
        "一、基础",
        "1      改善网络      改造线路20条，更新      科技处",
        "                     交换机                  财务处",
        "2      培训骨干      培训教师300人           教师处",
        "       教师",
        "二、其他",
        "3      巡检机房      巡检2次                 信息中心",
    )

    assert rows(reading) == [
        ("一", "1", "改善网络", ("科技处", "财务处")),
        ("一", "2", "培训骨干教师", ("教师处",)),
        ("二", "3", "巡检机房", ("信息中心",)),
    ]
    assert reading.tasks[0].paragraphs == 1


def test_numbers_in_the_middle_of_their_rows_also_over_a_page_break() -> None:
    reading = read(
        HEADER,
        "                     改造线路20条，          科技处",
        "1      改善网络",
        "                     更新交换机              财务处",
        "                    — 1 —",
        HEADER,
        "                     培训教师300人，",
        "2      培训教师      合格率达到95%，         教师处",
        "                     选送骨干12人",
    )

    assert rows(reading) == [(None, "1", "改善网络", ("科技处", "财务处")), (None, "2", "培训教师", ("教师处",))]
    assert [(target.task_or_goal, target.value) for target in reading.targets] == [
        ("task:1", 20),
        ("task:2", 300),
        ("task:2", 95),
        ("task:2", 12),
    ]


def test_words_below_a_table_are_no_part_of_its_last_cells() -> None:
    (task,) = read(
        HEADER,
        "1      改善网络      改造线路20条，          科技处",
        "                     更新交换机",
        "       注：本表由各单位按季度填报并于季度末报送汇总。",
    ).tasks

    assert (task.heading, task.responsible) == ("改善网络", ("科技处",))
