"""A declaration is read whole or refused with its line."""

import pytest
from django.utils.translation import override

from tests.engines.forms.sample import SAMPLE
from xuezheng.engines.forms.burden import Burden, burden_of
from xuezheng.engines.forms.declared import Answer, Need, Severity, Source
from xuezheng.engines.forms.declaring import declare_form
from xuezheng.kernel.catalogues.entries import Mistake

pytestmark = pytest.mark.unit


def test_a_form_is_read() -> None:
    form = declare_form(SAMPLE)
    assert (form.code, form.periods, form.units) == ("santong_quarter", "quarter", ("primary", "junior"))
    assert [one.code for one in form.fields()] == [
        "classrooms", "multimedia", "computers", "students", "per_hundred", "access", "since", "note",
    ]  # fmt: skip
    assert form.by_code["classrooms"].source == Source(scheme="lake", name="school_facilities.classrooms")
    assert form.by_code["since"].answer is Answer.DATE
    assert form.by_code["since"].need is Need.EXPECTED
    assert [one.code for one in form.computed_in_order] == ["per_hundred"]
    assert [(rule.code, rule.severity, rule.about) for rule in form.rules] == [
        ("multimedia_within", Severity.ERROR, ("classrooms", "multimedia")),
        ("devices_counted", Severity.WARNING, ("computers",)),
    ]


def test_the_burden_counts_what_is_asked() -> None:
    assert burden_of(declare_form(SAMPLE)) == Burden(asked=8, filled=3, minutes=4)


OPTIONS = SAMPLE[SAMPLE.index(", options: [") : SAMPLE.index("mobile network}}]") + len("mobile network}}]")]


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("least: 0, most: 5000", "least: 9, most: 5", "least is 9, which is more than most (5)."),
        ("multimedia <= classrooms", "multimedia <= rooms", "rooms"),
        ("code: multimedia_within", "about: [nobody]\n    code: multimedia_within", "The rule speaks of “nobody”"),
        ("{broken}）多于", "{gone}）多于", "The rule speaks of “gone”, which is no field here."),
        ("code: note,", "code: since,", "“since” is the code of two things in this form."),
        ("answer: date, need", "answer: data, need", "answer is “data”; it is one of"),
        ("longest: 20", "longst: 20", "“longst” is not known here"),
        ("periods: quarter", "periods: weekly", "periods is “weekly”; it is one of"),
        ('from: "lake:schools.students"', 'from: "lake:students"', "“lake:students” is no source"),
        ('"100 * computers / students"', '"computers > 1"', "The formula gives"),
        ("check: multimedia <= classrooms", "check: multimedia + 1", "A rule says what must hold"),
        ("title: {zh: 说明, en: Note}", "title: {zh: 说明}", "“en” is missing."),
        (OPTIONS, "", "A choice needs “options”."),
        ("sections:", "sections: &a", "names with & and * are not used here."),
        ("code: rooms", "code: 教室", "“教室” is no code"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(wrong: str, right: str, reason: str) -> None:
    assert SAMPLE.count(wrong) == 1
    with override("en"), pytest.raises(Mistake) as refused:
        declare_form(SAMPLE.replace(wrong, right))
    assert reason in str(refused.value.reason)
    assert refused.value.line == SAMPLE[: SAMPLE.index(wrong)].count("\n") + 1


def test_a_circle_of_computed_fields_is_refused() -> None:
    text = SAMPLE.replace("least: 0, most: 5000", 'computed: "per_hundred * students / 100"').replace(
        "answer: decimal, decimals: 1", "answer: decimal, decimals: 1"
    )
    with override("en"), pytest.raises(Mistake) as refused:
        declare_form(text)
    assert str(refused.value.reason) == "These computed fields need each other in a circle: computers, per_hundred."


@pytest.mark.parametrize("text", ["", "- a\n- b", "code: [", "x" * 5_000_000, "a: {" * 3_000])
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(Mistake):
        declare_form(text)
