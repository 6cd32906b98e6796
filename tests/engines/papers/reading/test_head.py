"""What stands around the plan."""

import pytest

from xuezheng.engines.papers.reading import Reading, read_paper

pytestmark = pytest.mark.unit
BODY = ("一、重点任务", "1.建网络。按需建设。（责任单位：科技处）")


def read(*head: str, tail: tuple[str, ...] = ()) -> Reading:
    return read_paper("\n".join((*head, *BODY, *tail)))


def text(value: object) -> str | None:
    said: str | None = getattr(value, "text", None)
    return said


def test_a_title_over_several_lines_under_a_letter_head() -> None:
    reading = read(
        "平 原 省 教 育 厅 文 件",
        "平教技〔2022〕8号",
        "关于印发《2022年数字",
        "校园工作要点》的通知",
        "各市教育局：",
        "现印发。",
        "2022年3月1日",
    )

    assert text(reading.title) == "关于印发《2022年数字校园工作要点》的通知"
    assert (text(reading.issuer), text(reading.plan_title)) == ("平原省教育厅", "2022年数字校园工作要点")
    assert (text(reading.doc_number), reading.plan_year) == ("平教技〔2022〕8号", 2022)


@pytest.mark.parametrize(
    "written",
    [
        "平教技〔2022〕8号",
        "平教技[2022]8号",
        "平教技(2022)8号",
        "平教技【2022】8号",
        "平教技〔2022〕第8号",
        "平教技函〔2022〕8",
    ],
)
def test_document_numbers_in_every_bracket(written: str) -> None:
    assert text(read("平原省教育厅关于印发2022年工作要点的通知", written).doc_number) == written


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022年3月1日", "2022-03-01"),
        ("二〇二二年三月一日", "2022-03-01"),
        ("二○二二年十二月二十一日", "2022-12-21"),
        ("2022 年 3 月", None),
        ("2022年2月30日", None),
    ],
)
def test_dates(written: str, iso: str | None) -> None:
    date = read("关于印发2022年工作要点的通知", "平原省教育厅", written, "2022年工作要点").date

    assert date is not None
    assert (date.text, date.iso) == (written.replace(" ", ""), iso)


def test_signature_stands_before_letter_head() -> None:
    reading = read(
        "平原省教育厅文件", "关于印发2022年工作要点的通知", "平原省教育厅办公室", "2022年3月1日", "2022年工作要点"
    )

    assert text(reading.issuer) == "平原省教育厅办公室"


def test_a_plan_alone_has_its_own_title_and_nothing_else() -> None:
    reading = read("平原省2022年数字校园工作要点")

    assert (text(reading.title), reading.plan_year) == ("平原省2022年数字校园工作要点", 2022)
    assert (reading.issuer, reading.doc_number, reading.date, reading.print_date) == (None, None, None, None)
    assert (reading.recipients, reading.cc, reading.disclosure) == ((), (), None)
    assert [one.code for one in reading.not_understood] == ["no_issuer"]


def test_a_signature_after_the_plan() -> None:
    reading = read("2022年数字校园工作要点", tail=("平原市教育局", "2022年3月1日"))

    assert (text(reading.issuer), text(reading.date)) == ("平原市教育局", "2022年3月1日")
    assert [task.paragraphs for task in reading.tasks] == [1]


def test_imprint() -> None:
    reading = read(
        "2022年工作要点",
        tail=("抄送：省委网信办、省公安厅，省财政厅。", "平原省教育厅办公室 主动公开 2022年3月3日印发"),
    )

    assert [words.text for words in reading.cc] == ["省委网信办", "省公安厅", "省财政厅"]
    assert (text(reading.print_date), text(reading.disclosure), text(reading.issuer)) == (
        "2022年3月3日",
        "主动公开",
        "平原省教育厅办公室",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("（此件主动公开）", "主动公开"),
        ("信息公开选项：依申请公开", "依申请公开"),
    ],
)
def test_disclosure(line: str, said: str) -> None:
    assert text(read("2022年工作要点", tail=(line,)).disclosure) == said


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("各市、县（区）教育局，各高等学校：", ["各市、县（区）教育局", "各高等学校"]),
        ("各设区市教育局、各高等学校：", ["各设区市教育局", "各高等学校"]),
        (
            "各省、自治区、直辖市教育厅（教委），部内各司局、各直属单位：",
            ["各省、自治区、直辖市教育厅（教委）", "部内各司局、各直属单位"],
        ),
    ],
)
def test_recipients(line: str, names: list[str]) -> None:
    reading = read("平原省教育厅关于印发2022年工作要点的通知", line, "现印发。")

    assert [words.text for words in reading.recipients] == names


def test_a_notice_may_count_its_own_paragraphs() -> None:
    reading = read(
        "平原省教育厅关于印发2022年工作要点的通知", "各市教育局：", "一、高度重视。", "二、抓好落实。",
        "平原省教育厅", "2022年3月1日", "2022年工作要点",
    )  # fmt: skip

    assert [section.heading for section in reading.sections] == ["重点任务"]


def test_labels_of_a_web_page_are_no_title() -> None:
    reading = read(
        "信息名称：平原省教育厅关于印发2022年工作要点的通知",
        "平教技[2022]8号",
        "平原省教育厅关于印发2022年工作要点的通知",
        "各市教育局：",
    )

    assert text(reading.title) == "平原省教育厅关于印发2022年工作要点的通知"
    assert [words.text for words in reading.recipients] == ["各市教育局"]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("第三小学2020—2021学年度第一学期电教工作计划", 2020),
        ("第三小学2020-2021学年第二学期电教工作计划", 2021),
        ("平原省教育数字化行动计划（2023—2025年）", 2023),
        ("平原省教育数字化行动计划（2023年至2025年）", 2023),
        ("平原省2024年教育数字化工作要点", 2024),
    ],
)
def test_the_year_of_a_span_is_its_first_and_of_a_term_its_own(title: str, year: int) -> None:
    reading = read_paper(f"{title}\n一、重点任务\n1.接入专线。按期完成。\n2.更换终端。分批更换。")

    assert reading.plan_year == year
