"""Sections, goals and tasks in the layouts that offices use."""

import pytest

from xuezheng.engines.papers.reading import Reading, read_paper
from xuezheng.engines.papers.reading.markers import marker_at

pytestmark = pytest.mark.unit
UNITS = "（责任单位：科技处）"


def read(*lines: str) -> Reading:
    return read_paper("\n".join(("2022年数字校园工作要点", *lines)))


def tasks(reading: Reading) -> list[tuple[str | None, str, str, str]]:
    return [(task.section, task.number, task.heading, task.heading_kind) for task in reading.tasks]


def test_numbers_run_through_all_sections_or_begin_anew() -> None:
    through = read("一、甲", f"1.建网络。按需建设。{UNITS}", "二、乙", f"2.建平台。统一建设。{UNITS}")
    anew = read("一、甲", f"1.建网络。按需建设。{UNITS}", "二、乙", f"1.建平台。统一建设。{UNITS}")

    assert tasks(through) == [("一", "1", "建网络", "lead_sentence"), ("二", "2", "建平台", "lead_sentence")]
    assert tasks(anew) == [("一", "1", "建网络", "lead_sentence"), ("二", "1", "建平台", "lead_sentence")]
    assert (through.not_understood, anew.not_understood) == (read("一、甲", f"1.乙。丙。{UNITS}").not_understood,) * 2


def test_parts_are_the_tasks_where_nothing_stands_below() -> None:
    reading = read(
        "一、甲",
        f"（一）建网络。按需建设。{UNITS}",
        f"（二）建平台。统一建设。{UNITS}",
        "二、乙",
        f"（三）培训教师。分批培训。{UNITS}",
    )

    assert tasks(reading) == [
        ("一", "（一）", "建网络", "lead_sentence"),
        ("一", "（二）", "建平台", "lead_sentence"),
        ("二", "（三）", "培训教师", "lead_sentence"),
    ]
    assert [section.number for section in reading.sections] == ["一", "二"]


def test_parts_are_the_tasks_where_units_stand_at_their_ends() -> None:
    reading = read(
        "一、重点任务",
        "（一）改善条件", "1.改造校园网络。", f"2.配备教学终端。{UNITS}",
        "（二）开展培训", "1.培训校长。", f"2.培训教师。{UNITS}",
    )  # fmt: skip

    assert [(task.number, task.heading, task.responsible) for task in reading.tasks] == [
        ("（一）", "改善条件", ("科技处",)),
        ("（二）", "开展培训", ("科技处",)),
    ]


def test_paragraphs_are_the_tasks_where_nothing_is_counted() -> None:
    reading = read(
        "一、重点任务",
        "（一）改善条件", f"改造网络。分批改造农村学校网络。{UNITS}", f"按需配备终端，完善管理制度。{UNITS}",
        "（二）开展培训", f"培训教师，提升能力。{UNITS}",
    )  # fmt: skip

    assert tasks(reading) == [
        ("（一）", "1.1", "改造网络", "lead_sentence"),
        ("（一）", "1.2", "按需配备终端", "derived_clause"),
        ("（二）", "2.1", "培训教师", "derived_clause"),
    ]
    assert [task.number_printed for task in reading.tasks] == [False, False, False]


def test_chapters_are_the_tasks_of_a_short_list() -> None:
    reading = read(f"一、建网络。按需建设。{UNITS}", f"二、建平台。统一建设。{UNITS}")

    assert tasks(reading) == [(None, "一", "建网络", "lead_sentence"), (None, "二", "建平台", "lead_sentence")]


def test_points_below_a_task_belong_to_it() -> None:
    (task,) = read("一、甲", "1.完善预案", "（1）编制省级预案。", "（2）指导各地编制预案。", UNITS).tasks

    assert (task.heading, task.heading_kind, task.paragraphs, task.responsible) == (
        "完善预案",
        "own_line",
        2,
        ("科技处",),
    )


def test_a_number_may_stand_alone_on_its_line() -> None:
    reading = read("一、", "重点任务", "1.", f"建网络。按需建设。{UNITS}")

    assert tasks(reading) == [("一", "1", "建网络", "lead_sentence")]
    assert [section.heading for section in reading.sections] == ["重点任务"]


def test_a_heading_may_end_in_a_colon_or_in_blanks() -> None:
    reading = read(
        "一、甲",
        f"1.统筹校园网络建设：按需建设，分批验收。{UNITS}",
        f"2.统筹教学平台建设　　统一建设，分批验收。{UNITS}",
    )

    assert [task.heading for task in reading.tasks] == ["统筹校园网络建设", "统筹教学平台建设"]


def test_goals_within_general_requirements() -> None:
    reading = read(
        "一、总体要求", "（一）指导思想。坚持应用为先。", "（二）工作目标。一是网络更快；二是资源更多；三是更加安全。",
        "二、重点任务", f"（一）建网络。按需建设。{UNITS}",
    )  # fmt: skip

    assert [(goal.number, goal.text) for goal in reading.goals] == [
        ("一是", "网络更快；"),
        ("二是", "资源更多；"),
        ("三是", "更加安全。"),
    ]
    assert [task.number for task in reading.tasks] == ["（一）"]


def test_goals_without_numbers_and_with_an_introduction() -> None:
    reading = read(
        "一、工作目标", "今年要实现以下目标：", "网络更快。", "资源更多。", "二、任务", f"1.建网络。按需建设。{UNITS}"
    )

    assert [(goal.number, goal.text, goal.number_printed) for goal in reading.goals] == [
        ("1", "网络更快。", False),
        ("2", "资源更多。", False),
    ]


def test_a_document_without_goals_has_none() -> None:
    assert read("一、甲", f"1.建网络。一是按需建设，二是分批验收。{UNITS}").goals == ()


def test_closing_sections_hold_tasks_only_with_units_or_a_running_count() -> None:
    plain = read("一、任务", f"1.建网络。按需建设。{UNITS}", "二、保障措施", "（一）加强领导。各地要重视。")
    counted = read("一、任务", f"1.建网络。按需建设。{UNITS}", "二、保障措施", "2.落实经费。统筹资金。")

    assert [task.number for task in plain.tasks] == ["1"]
    assert [task.number for task in counted.tasks] == ["1", "2"]


def test_units_on_lines_of_their_own() -> None:
    (task,) = read("一、目标任务", "1.投资增长15%左右。", "牵头单位：发改局", "责任单位：各街道、区直各部门").tasks

    assert [[unit.name for unit in one.units] for one in task.assignments] == [["发改局"], ["各街道", "区直各部门"]]
    assert (task.heading, task.paragraphs) == ("投资增长15%左右", 1)


def test_aims_that_others_set_are_none_of_this_plan() -> None:
    named = f"2022年数字校园工作要点\n围绕强县建设目标任务，推动发展。\n一、重点任务\n1.建网络。按需建设。{UNITS}"

    assert read_paper(named).goals == ()


def test_aims_and_tasks_in_one_heading_are_aims_where_the_work_comes_after() -> None:
    reading = read("一、目标任务", "1.网速提高。", "2.资源增多。", "二、工作措施", f"3.建网络。按需建设。{UNITS}")

    assert [goal.number for goal in reading.goals] == ["1", "2"]
    assert [task.number for task in reading.tasks] == ["3"]


def test_aims_whose_parts_hold_the_numbered_items_are_the_work_where_there_is_no_other() -> None:
    parts = ("二、目标要求", "（一）网络", "1.改造专线。", "2.更换终端。", "（二）培训", "1.培训教师。")

    alone = read("一、工作思路", "坚持应用为先。", *parts)
    followed = read("一、工作思路", "坚持应用为先。", *parts, "三、重点任务", "1.评选案例。")

    assert ([task.number for task in alone.tasks], alone.goals) == (["1", "2", "1"], ())
    assert ([task.number for task in followed.tasks], len(followed.goals)) == (["1"], 2)


@pytest.mark.parametrize("heading", ["具体指标", "主要指标", "目标要求"])
def test_indicators_are_aims(heading: str) -> None:
    reading = read(f"一、{heading}", "一是专线接入率达到98%。", "二是新建机房30间。", "二、重点任务", "1.评选案例。")

    assert ([goal.number for goal in reading.goals], [task.number for task in reading.tasks]) == (
        ["一是", "二是"],
        ["1"],
    )


def test_what_is_out_of_order_is_said() -> None:
    reading = read("一、甲", f"1.乙。丙。{UNITS}", f"3.丁。戊。{UNITS}", f"3.己。庚。{UNITS}", "三、辛", "4.壬。癸。")

    assert [(one.code, one.params) for one in reading.not_understood if one.code != "no_issuer"] == [
        ("number_skipped", {"before": "一", "after": "三"}),
        ("number_skipped", {"before": "1", "after": "3"}),
        ("number_repeated", {"before": "3", "after": "3"}),
        ("task_without_units", {"number": "4"}),
    ]


def test_a_bracket_without_units_is_said() -> None:
    reading = read("一、甲", "1.乙。丙。（责任单位：）", f"2.丁。戊。{UNITS}")

    assert ("bracket_without_units", {"bracket": "（责任单位：）"}) in [
        (one.code, one.params) for one in reading.not_understood
    ]


def test_aims_before_the_first_chapter() -> None:
    counted = read("主要目标是：一是网络更快；二是资源更多。", "一、甲", f"1.建网络。按需建设。{UNITS}")
    whole = read("努力实现以下目标", "工作目标：全县学校全部联网。", "一、甲", f"1.建网络。按需建设。{UNITS}")

    assert [(goal.number, goal.text) for goal in counted.goals] == [("一是", "网络更快；"), ("二是", "资源更多。")]
    assert [(goal.text, goal.number_printed) for goal in whole.goals] == [("全县学校全部联网。", False)]


def test_chapters_may_have_no_numbers() -> None:
    reading = read("工作思路", "应用为先。", "主要目标", "1.全部联网。", "重点任务", f"1.建网络。按需建设。{UNITS}")

    assert [section.heading for section in reading.sections] == ["工作思路", "主要目标", "重点任务"]
    assert [goal.text for goal in reading.goals] == ["全部联网。"]
    assert [task.heading for task in reading.tasks] == ["建网络"]


def test_points_that_answer_for_themselves_are_tasks() -> None:
    reading = read("一、甲", "（一）乙", f"（1）建网络。按需建设。{UNITS}", f"（2）建平台。统一建设。{UNITS}")

    assert tasks(reading) == [
        ("（一）", "（1）", "建网络", "lead_sentence"),
        ("（一）", "（2）", "建平台", "lead_sentence"),
    ]
    assert all(task.number_printed for task in reading.tasks)


def test_to_strengthen_guarantees_is_work_where_no_units_are_named() -> None:
    plain = read("一、甲", "（一）建网络。按需建设。", "二、强化组织保障", "（一）落实经费。统筹资金。")
    named = read("一、甲", f"（一）建网络。按需建设。{UNITS}", "二、强化组织保障", "（一）落实经费。统筹资金。")

    assert [task.heading for task in plain.tasks] == ["建网络", "落实经费"]
    assert [task.heading for task in named.tasks] == ["建网络"]


def test_a_way_of_working_is_no_task() -> None:
    reading = read("一、工作方式", "（一）应用为先。稳步推进。", "二、任务", f"（一）建网络。按需建设。{UNITS}")

    assert [task.heading for task in reading.tasks] == ["建网络"]


def test_a_limit_on_a_line_of_its_own_holds_for_the_units_above() -> None:
    (task,) = read("一、甲", "1.建网络。按需建设。", "责任单位：科技处", "完成时限：2022年6月").tasks
    (one,) = task.assignments

    assert one.due is not None
    assert one.due.text == "2022年6月"


def test_a_running_head_with_its_number_on_one_line_is_furniture() -> None:
    (task,) = read("一、甲", "1.建网络。推进校园网络", "数字校园工作简报  — 3 —", f"改造升级。{UNITS}").tasks

    assert (task.paragraphs, task.responsible) == (1, ("科技处",))


def test_words_of_a_web_page_after_the_plan_are_no_part_of_it() -> None:
    (task,) = read("一、甲", f"1.建网络。按需建设。{UNITS}", "责任编辑：王五", "打印本页 关闭窗口").tasks

    assert task.paragraphs == 1


def test_decimals_number_chapters_parts_and_items() -> None:
    reading = read(
        "1.提升基础条件",
        "1.1 改善网络",
        f"1.1.1 换新线路。按需换新。{UNITS}",
        f"1.1.2 个人终端。按需增设。{UNITS}",
        "2.深化课堂应用",
        f"2.1 征集课例。公开征集。{UNITS}",
    )

    assert tasks(reading) == [
        ("1.1", "1.1.1", "换新线路", "lead_sentence"),
        ("1.1", "1.1.2", "个人终端", "lead_sentence"),
        ("2", "2.1", "征集课例", "lead_sentence"),
    ]
    assert [(section.number, section.parent) for section in reading.sections] == [
        ("1", None),
        ("1.1", "1"),
        ("2", None),
    ]


def test_a_sentence_of_three_clauses_is_no_heading_though_its_line_is_short() -> None:
    full = [
        "1.扩容主干网络。按照统一部署推进建设工作并且按时逐级报送",
        "进展情况和存在问题，由各校逐一核对并且汇总之后统一上报市",
        "级备案。" + UNITS,
    ]
    short = ["2.改造主干网络，扩容出口，新增AP，使Wi-Fi信号", "到达每间教室。" + UNITS]

    assert [task.paragraphs for task in read("一、任务", *full, *short).tasks] == [1, 1]
    assert [task.heading for task in read("一、任务", *full, *short).tasks] == ["扩容主干网络", "改造主干网络"]


def test_an_amount_at_the_head_of_a_wrapped_line_is_no_number_of_an_outline() -> None:
    amounts = ("1.5倍以上", "98.5%以上", "2.1万人次", "2.0行动", "3.6公里")

    assert [marker_at(amount) for amount in amounts] == [None] * len(amounts)


@pytest.mark.parametrize("chapter", ["一、发展现状", "一、工作基础", "一、主要成效", "一、存在的主要问题"])
def test_what_there_is_already_sets_no_tasks(chapter: str) -> None:
    reading = read(chapter, "1.条件好转。建成80所数字校园。", "二、重点任务", f"1.建网络。按需建设。{UNITS}")

    assert [task.heading for task in reading.tasks] == ["建网络"]


def test_a_chapter_that_mends_what_there_is_sets_tasks() -> None:
    reading = read(
        "一、夯实发展基础", f"1.建网络。按需建设。{UNITS}", "二、解决突出问题", f"2.清账号。逐一核对。{UNITS}"
    )

    assert [task.number for task in reading.tasks] == ["1", "2"]


@pytest.mark.parametrize("heading", ["2022年重点项目", "100所示范校建设", "500个课堂录播"])
def test_headings_that_open_with_figures(heading: str) -> None:
    reading = read("一、任务", f"1.建网络。按需建设。{UNITS}", f"2.{heading}。统一安排。{UNITS}")

    assert [task.heading for task in reading.tasks] == ["建网络", heading]


def test_items_that_open_with_a_month_an_amount_or_a_network_are_counted_as_items() -> None:
    reading = read(
        "一、任务",
        f"1.建网络。按需建设。{UNITS}",
        f"2.6月、11月各巡检机房一遍。{UNITS}",
        f"3.8县2区更新设备。{UNITS}",
        f"4.5G网络进校园。{UNITS}",
        f"5.100%的学校开设编程课。{UNITS}",
    )

    assert [(task.section, task.number, task.responsible) for task in reading.tasks] == [
        ("一", str(number), ("科技处",)) for number in range(1, 6)
    ]


@pytest.mark.parametrize("heading", ["2.1市级平台建设", "2.1区域共享", "2.1个性化学习", "2.1项目管理", "2.1名师培养"])
def test_words_that_only_begin_like_a_measure_number_an_outline(heading: str) -> None:
    marker = marker_at(heading)

    assert marker is not None
    assert marker.printed == "2.1"


def test_aims_counted_in_brackets_keep_their_numbers() -> None:
    reading = read(
        "一、年度目标",
        "（1）建成样板校30所；",
        "（2）培训教师200人。",
        "二、重点任务",
        "1.1 建网络。按需建设。",
        "—— 责任单位：科技处",
        "1.2 建平台。统一建设。",
        "—— 责任单位：科技处",
    )

    assert [goal.number for goal in reading.goals] == ["（1）", "（2）"]
    assert [(task.number, task.paragraphs, task.responsible) for task in reading.tasks] == [
        ("1.1", 1, ("科技处",)),
        ("1.2", 1, ("科技处",)),
    ]


@pytest.mark.parametrize("line", ["报送年度总结。", "审核备案。", "信息公开目录。", "附件上传功能完善。"])
def test_a_wrapped_line_that_begins_like_the_end_of_a_document_goes_on(line: str) -> None:
    reading = read(
        "一、甲", "1.汇总数据。各地于年底前分级分类逐项核对以后再", f"{line}{UNITS}", f"2.建平台。统一建设。{UNITS}"
    )

    assert [task.number for task in reading.tasks] == ["1", "2"]


def test_a_heading_that_closes_its_page_stays_a_heading() -> None:
    reading = read(
        "一、甲", "1.建网络", "— 1 —", f"按需建设各校的网络，分步推进。{UNITS}", "2.建平台", f"统一建设。{UNITS}"
    )

    assert [task.heading for task in reading.tasks] == ["建网络", "建平台"]


def printed(number: int) -> str:
    """A task of two lines, indented, whose bracket ends at the margin."""
    return (
        f"　　{number}.办好阅览。组织各园按月开展晨读形成制度让每个孩\n子都有书读读好书、好读书。（责任单位：科技处）"
    )


def test_headings_at_the_margin_stand_apart_from_full_indented_lines() -> None:
    reading = read(
        "一、主要任务", "（一）打牢基础", *map(printed, (1, 2, 3)), "（二）丰富供给", *map(printed, (4, 5, 6))
    )  # fmt: skip

    assert [section.number for section in reading.sections] == ["一", "（一）", "（二）"]
    assert [task.number for task in reading.tasks] == ["1", "2", "3", "4", "5", "6"]


def test_a_bracket_that_opens_at_a_lines_end_is_filled_by_the_next() -> None:
    reading = read(
        "一、主要任务",
        "　　1.遴选样板。遴选十个示范县（市、区）和一批示范园。【",
        "责任处室：科技处、装备处】",
        "　　2.建平台。统一建设。【责任处室：科技处】",
    )

    assert [task.responsible for task in reading.tasks] == [("科技处", "装备处"), ("科技处",)]


def test_units_at_a_full_lines_end_close_their_task() -> None:
    task = "{}.办好阅览。组织各园按月开展晨读形成制度让每个孩\n子都有书读读好书。责任单位：信息中心、各区教育局处"
    reading = read("一、主要任务", *map(task.format, (1, 2, 3, 4)))

    assert [task.number for task in reading.tasks] == ["1", "2", "3", "4"]
