"""What no formula may hold, each refused with its reason and place, in both languages."""

import pytest
from django.utils import translation

from tests.engines.formulas.generating import FIELDS
from xuezheng.engines.formulas.facade import FormulaError, measure, row_formula

pytestmark = pytest.mark.unit

ROW = [
    ("", 1, 1, "The formula is empty."),
    ("pupils; drop table units_unit", 1, 7, "without a semicolon"),
    ("pupils -- all of them", 1, 1, "no comments"),
    ("/* all */ pupils", 1, 11, "no comments"),
    ("-- nothing", 1, 1, "no comments"),
    ("(select max(pupils) from schools)", 1, 13, "no SELECT"),
    ("select pupils", 1, 8, "no SELECT"),
    ("pupils in (select 1)", 1, 1, "list in brackets"),
    ("exists (select 1)", 1, 16, "no SELECT"),
    ("pupils +\n  read_csv('/etc/passwd')", 2, 3, "There is no function “read_csv”"),
    ("sum(pupils)", 1, 1, "There is no function “sum”"),
    ("current_date", 1, 1, "There is no function"),
    ("row_number() over ()", 1, 1, "no part of the language"),
    ("pupils % 2", 1, 1, "no part of the language"),
    ("stage like 'p%'", 1, 1, "no part of the language"),
    ("pupils as p", 1, 1, "no part of the language"),
    ("pupils::text", 1, 1, "Kinds are not converted"),
    ("cast(pupils as date)", 1, 6, "Kinds are not converted"),
    ("opened = date '2018-02-30'", 1, 15, "no date"),
    ('"pupils"', 1, 1, "named by one word"),
    ("schools.pupils", 1, 1, "named by one word"),
    ("Pupils", 1, 1, "no name of a field"),
    ("pupil + 1", 1, 1, "Is pupils meant?"),
    ("pupils +\n stage", 2, 2, "“stage” is a text; here stands a number."),
    ("filed > true", 1, 1, "Yes and no have no order"),
    ("pupils = null", 1, 1, "NULL stands only"),
    ("filed is true", 1, 1, "IS stands before NULL only"),
    ("case when filed then null end", 1, 11, "nothing but NULL"),
    ("case when filed then 1 else 'x' end", 1, 29, "“'x'” is a text"),
    ("round(pupils, 9)", 1, 1, "places of ROUND"),
    ("pupils < 1234567890123456", 1, 10, "15 digits"),
    ("pupils * 0.0000001", 1, 10, "15 digits"),
    ("pupils * 1e9", 1, 10, "plain number"),
    ("(" * 21 + "pupils" + ")" * 21, 1, 21, "nested more than 20"),
    ("- " * 60 + "pupils", 1, 121, "nested more than 50"),
    ("not " * 300 + "filed", 1, 1, ""),
    ("pupils" + " + 1" * 500, 1, 1, "more than 800 words"),
    ("pupils" + " " * 4000 + "+ 1", 1, 1, "longer than 4000"),
    ("'" + "x" * 201 + "' = stage", 1, 1, "200 characters"),
    ("pupils +", 1, 8, "cannot be read"),
    ("stage = 'primary", 1, 1, "quotation mark"),
    ("pupils\0", 1, 7, "not printable"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason"), ROW)
def test_refused(text: str, line: int, column: int, reason: str) -> None:
    with translation.override("en"), pytest.raises(FormulaError) as caught:
        row_formula(text, fields=FIELDS)
    refusal = caught.value
    assert reason in refusal.reason
    assert (refusal.line, refusal.column) == (line, column)
    assert str(refusal) == f"Line {line}, column {column}: {refusal.reason}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("pupils", "differs from row to row"),
        ("1 + 1", "A measure gathers something"),
        ("sum(sum(pupils))", "does not stand inside"),
        ("sum(share(filed))", "does not stand inside"),
        ("sum(stage)", "“stage” is a text; here stands a number."),
        ("share(pupils)", "here stands yes or no"),
        ("max(pupils, books)", "no part of the language"),
        ("sum(distinct pupils)", "no part of the language"),
        ("count(distinct pupils, books)", "takes one expression"),
        ("count(* exclude (pupils))", "no part of the language"),
        ("sum(pupils) filter (where filed)", "no part of the language"),
        ("sum(pupils) over ()", "no part of the language"),
        ("share()", "takes 1, not 0"),
        ("variation(pupils)", "takes 2, not 1"),
        ("period_offset(sum(pupils), 0)", "whole number of periods"),
        ("period_offset(sum(pupils), books)", "whole number of periods"),
        ("year_to_date(median(pupils))", "add up over the year"),
        ("year_to_date(period_offset(sum(pupils), -1))", "add up over the year"),
        ("stddev(pupils)", "There is no function “stddev”"),
    ],
)
def test_measure_refused(text: str, reason: str) -> None:
    with translation.override("en"), pytest.raises(FormulaError) as caught:
        measure(text, fields=FIELDS)
    assert reason in caught.value.reason


def test_refusals_speak_chinese() -> None:
    with translation.override("zh-hans"), pytest.raises(FormulaError) as caught:
        row_formula("pupils +\n stage", fields=FIELDS)
    assert str(caught.value) == "第 2 行第 2 列：“stage”是文本，这里应为数字。"
