"""Formulas in words: every function and operator of the language has them, in both languages."""

import re

import pytest
from django.utils.translation import override

from xuezheng.engines.formulas.facade import (
    Component,
    FormulaError,
    Kind,
    component_in_words,
    formula_in_words,
    measure,
)
from xuezheng.engines.formulas.measure_reading import MeasureReader

pytestmark = pytest.mark.unit
FIELDS = {
    "rooms": Kind.NUMBER,
    "pupils": Kind.NUMBER,
    "stage": Kind.TEXT,
    "wired": Kind.BOOLEAN,
    "built": Kind.DATE,
}
TITLES = {
    "rooms": ("Rooms", "教室"),
    "pupils": ("Pupils", "学生"),
    "stage": ("Stage", "学段"),
    "wired": ("Wired", "已联网"),
    "built": ("Built", "建成日期"),
    "primary": ("Primary", "小学"),
    "junior": ("Junior", "初中"),
}
SAID = [
    ("count(*)", "number of records", "记录数"),
    ("count(built)", "number of records where Built is given", "符合“建成日期已填”的记录数"),
    ("count(case when wired then 1 end)", "number of records where Wired", "符合“已联网”的记录数"),
    ("count(distinct stage)", "number of different values of Stage", "学段的去重个数"),
    ("sum(rooms) * 100 / sum(pupils)", "sum of Rooms × 100 ÷ sum of Pupils", "教室合计 × 100 ÷ 学生合计"),
    ("sum(rooms + pupils) - 1", "sum of (Rooms + Pupils) − 1", "（教室 + 学生）合计 − 1"),
    ("avg(rooms)", "mean of Rooms", "教室的平均值"),
    ("median(rooms)", "median of Rooms", "教室的中位数"),
    ("max(rooms) - min(rooms)", "highest Rooms − lowest Rooms", "教室的最大值 − 教室的最小值"),
    (
        "share(stage in ('primary', 'junior') and rooms > 0)",
        "share of records where Stage one of (Primary, Junior) and also Rooms > 0",
        "符合“学段属于（小学、初中），且教室 > 0”的记录占比",
    ),
    (
        "variation(rooms / pupils, pupils)",
        "variation coefficient of (Rooms ÷ Pupils), weighted by Pupils",
        "（教室 ÷ 学生）的差异系数（以学生加权）",
    ),
    (
        "sum(rooms) / period_offset(sum(rooms), -1) - 1",
        "sum of Rooms ÷ sum of Rooms in the period before − 1",
        "教室合计 ÷ 教室合计（上一时段） − 1",
    ),
    ("period_offset(sum(rooms), -4)", "sum of Rooms 4 periods before", "教室合计（前 4 个时段）"),
    ("period_offset(sum(rooms), 1)", "sum of Rooms in the period after", "教室合计（下一时段）"),
    ("period_offset(sum(rooms), 2)", "sum of Rooms 2 periods after", "教室合计（后 2 个时段）"),
    ("year_to_date(sum(rooms))", "sum of Rooms in the year so far", "教室合计（本年累计）"),
    ("sum(greatest(rooms, 0))", "sum of greatest of (Rooms, 0)", "（教室、0）中的最大值合计"),
    ("sum(least(rooms, pupils))", "sum of least of (Rooms, Pupils)", "（教室、学生）中的最小值合计"),
    ("sum(coalesce(rooms, 0))", "sum of first known of (Rooms, 0)", "（教室、0）中首个已填值合计"),
    ("sum(nullif(rooms, 0))", "sum of (Rooms, unknown where it is 0)", "（教室（为 0 时按未知））合计"),
    ("sum(abs(rooms - pupils))", "sum of absolute value of (Rooms − Pupils)", "（教室 − 学生）的绝对值合计"),
    ("sum(round(rooms, 2))", "sum of Rooms rounded to 2 decimals", "教室保留 2 位小数合计"),
    ("sum(round(rooms))", "sum of Rooms rounded", "教室取整合计"),
    ("sum(length(stage))", "sum of number of characters of Stage", "学段的字数合计"),
    ("max(year(built))", "highest year of Built", "建成日期的年份的最大值"),
    ("min(month(built))", "lowest month of Built", "建成日期的月份的最小值"),
    (
        "sum(case when stage = 'primary' then rooms when wired then -pupils else 0 end)",
        "sum of (Rooms where Stage = Primary; −Pupils where Wired; else 0)",
        "（学段 = 小学时取 教室；已联网时取 −学生；否则取 0）合计",
    ),
    (
        "share(not wired or stage not in ('primary', 'junior') or built is null)",
        "share of records where Wired = no or also Stage none of (Primary, Junior) or also Built is missing",
        "符合“已联网 = 否，或学段不属于（小学、初中），或建成日期未填”的记录占比",
    ),
    (
        "share(not (rooms > 1 and wired = true) and built is not null and stage <> 'primary')",
        "share of records where not so that (Rooms > 1 and also Wired = yes) and also Built is given and also Stage ≠ Primary",
        "符合“并非（教室 > 1，且已联网 = 是），且建成日期已填，且学段 ≠ 小学”的记录占比",
    ),
    (
        "share(built between date '2010-01-01' and date '2018-01-01')",
        "share of records where Built ≥ 2010-01-01 and also Built ≤ 2018-01-01",
        "符合“建成日期 ≥ 2010-01-01，且建成日期 ≤ 2018-01-01”的记录占比",
    ),
]


class Titled:
    def __init__(self, language: int) -> None:
        self.language = language

    def of_field(self, name: str) -> str:
        return TITLES[name][self.language]

    def of_option(self, field: str, text: str) -> str:
        assert field == "stage"
        return TITLES[text][self.language]


@pytest.mark.parametrize(("formula", "english", "chinese"), SAID)
def test_a_formula_is_said_in_both_languages(formula: str, english: str, chinese: str) -> None:
    measure(formula, fields=FIELDS)
    with override("en"):
        assert formula_in_words(formula, fields=FIELDS, titles=Titled(0)) == english
    with override("zh-hans"):
        assert formula_in_words(formula, fields=FIELDS, titles=Titled(1)) == chinese


def test_every_function_of_the_language_is_among_them() -> None:
    said = " ".join(formula for formula, _english, _chinese in SAID)
    assert {name for name in MeasureReader.functions if not re.search(rf"\b{name}\(", said)} == set()


def test_components_say_what_they_gather_and_of_when() -> None:
    def told(formula: str, language: str) -> list[str]:
        parts: tuple[Component, ...] = measure(formula, fields=FIELDS, where="stage = 'primary'").components
        with override(language):
            return [component_in_words(part, Titled(int(language != "en"))) for part in parts]

    assert told("avg(rooms)", "en") == ["sum of Rooms", "number of records where Rooms is given"]
    assert told("avg(rooms)", "zh-hans") == ["教室合计", "符合“教室已填”的记录数"]
    assert told("share(wired)", "zh-hans") == ["符合“已联网”的记录数", "记录数"]
    assert told("count(distinct stage)", "zh-hans") == ["学段的去重个数"]
    assert told("period_offset(year_to_date(sum(rooms)), -2)", "en") == [
        "sum of Rooms 2 periods before, from the beginning of its year"
    ]
    assert told("period_offset(year_to_date(sum(rooms)), -2)", "zh-hans") == ["教室合计（前 2 个时段，当年累计）"]
    many = " + ".join(["rooms"] * 40)
    assert told(f"sum({many})", "zh-hans") == [f"（{' + '.join(['教室'] * 40)}）合计"]


def test_what_is_no_formula_has_no_words() -> None:
    for text in ("sum(books)", "sum(rooms", "spread(rooms)"):
        with pytest.raises(FormulaError):
            formula_in_words(text, fields=FIELDS, titles=Titled(0))
