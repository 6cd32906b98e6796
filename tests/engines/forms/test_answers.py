"""What people, cells and programs give becomes one plain form; what cannot be an answer is refused with its reason."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from tests.engines.forms.sample import SAMPLE
from xuezheng.engines.forms.answers import AnswerIsRefused, Given, Kept, keep, plain, shown, value_of
from xuezheng.engines.forms.declared import Field
from xuezheng.engines.forms.declaring import declare_form

pytestmark = pytest.mark.unit
FIELDS = declare_form(SAMPLE).by_code


@pytest.mark.parametrize(
    ("code", "given", "kept"),
    [
        ("computers", " １１８ ", "118"),
        ("computers", "1,180", "1180"),
        ("computers", 118.0, "118"),
        ("computers", "-0", "0"),
        ("per_hundred", "11.60", "11.6"),
        ("per_hundred", Decimal("1E+2"), "100"),
        ("since", "2018年3月1日", "2018-03-01"),
        ("since", datetime(2018, 3, 1, 12), "2018-03-01"),  # noqa: DTZ001 - as a workbook gives it
        ("access", "光纤", "fibre"),
        ("access", "mobile network", "mobile"),
        ("note", "  好\r\n的 ", "好\n的"),
        ("note", "   ", None),
        ("computers", None, None),
    ],
)
def test_what_is_given_is_kept_plainly(code: str, given: Given, kept: Kept) -> None:
    assert keep(FIELDS[code], given) == kept


@pytest.mark.parametrize(
    ("code", "given", "sentence"),
    [
        ("computers", "许多", "Computers for students: “许多” is no number; write digits, for example 24."),
        ("computers", "1.5", "Computers for students: 1.5 is not whole; a whole number is asked."),
        ("computers", True, "Computers for students: “True” is no number; write digits, for example 24."),
        (
            "computers",
            "1e400",
            "Computers for students: 1e400 has too many digits; at most 15 fit before the decimals.",
        ),
        ("computers", "NaN", "Computers for students: “NaN” is no number; write digits, for example 24."),
        ("per_hundred", "1.25", "Computers per hundred students: 1.25 has too many decimals; 1 are kept."),
        ("since", "2018-02-30", "Connected since: “2018-02-30” is no day; write it as 2018-09-30."),
        ("access", "电话线", "Access: “电话线” is not among the choices (fibre、mobile network)."),
        ("note", "很" * 21, "Note: the text has 21 characters; at most 20 are kept."),
        ("note", "a\x01b", "Note: “a\x01b” has characters that cannot be read."),
        ("note", "a\ud800b", "Note: “a?b” has characters that cannot be read."),
        ("note", "100%s\x01", "Note: “100%s\x01” has characters that cannot be read."),
    ],
)
def test_what_is_no_answer_is_refused(code: str, given: Given, sentence: str) -> None:
    with override("en"), pytest.raises(AnswerIsRefused) as refused:
        keep(FIELDS[code], given)
    assert (str(refused.value), refused.value.field) == (sentence, code)


def test_a_choice_is_refused_whatever_signs_its_titles_have() -> None:
    text = SAMPLE.replace("{zh: 光纤, en: fibre}", "{zh: 60%以下, en: 60% or less}")
    with override("en"), pytest.raises(AnswerIsRefused) as refused:
        keep(declare_form(text).by_code["access"], "%(七成)s")
    assert str(refused.value) == "Access: “%(七成)s” is not among the choices (60% or less、mobile network)."


SEVERAL = declare_form(SAMPLE.replace("answer: choice,", "answer: choices,")).by_code["access"]


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        (SEVERAL, ["fibre", 3], "Access: “3” in the list is no text."),
        (SEVERAL, [["x"]], "Access: “['x']” in the list is no text."),
        (SEVERAL, [{"a": 1}], "Access: “{'a': 1}” in the list is no text."),
        (SEVERAL, {"a": 1}, "Access: an answer is a text, a number, yes or no, or a list."),
        (FIELDS["note"], ["x"], "Note: one answer is asked, not a list."),
        (FIELDS["computers"], [1, 2], "Computers for students: one answer is asked, not a list."),
    ],
)
def test_what_only_a_program_can_give_is_refused_as_well(field: Field, given: Any, sentence: str) -> None:
    with override("en"), pytest.raises(AnswerIsRefused) as refused:
        keep(field, given)
    assert str(refused.value) == sentence
    assert keep(SEVERAL, ["光纤", " mobile "]) == ["fibre", "mobile"]


def test_formulas_get_values_and_give_plain_ones_back() -> None:
    assert value_of(FIELDS["since"], "2018-03-01") == date(2018, 3, 1)
    assert value_of(FIELDS["computers"], "118") == Decimal(118)
    assert plain(FIELDS["per_hundred"], Decimal("11.602753")) == "11.6"
    assert plain(FIELDS["per_hundred"], Decimal("0.25")) == "0.3"
    with override("zh-hans"):
        assert shown(FIELDS["access"], "fibre") == "光纤"
