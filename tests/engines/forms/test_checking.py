"""Computed values and rules: what holds is silent, what is broken names its values, what is unknown says nothing."""

from collections.abc import Mapping, Sequence

import pytest
from django.utils.translation import override

from tests.engines.forms.sample import DEVICES, GIVEN, RICH, SAMPLE
from xuezheng.engines.forms.checking import Checked, Finding, check
from xuezheng.engines.forms.declared import Severity
from xuezheng.engines.forms.declaring import declare_form

pytestmark = pytest.mark.unit
FORM = declare_form(SAMPLE)


def checked(rows: Sequence[Mapping[str, str | None]] | None = None, **changed: str | None) -> Checked:
    with override("en"):
        return check(FORM, {**GIVEN, **changed}, {"devices": DEVICES if rows is None else rows})


def test_a_sound_report_has_nothing_to_say() -> None:
    found = checked()
    assert found.findings == ()
    assert found.answers["per_hundred"] == "11.6"


def test_a_broken_rule_names_the_values() -> None:
    assert checked(multimedia="26").findings == (
        Finding(
            severity=Severity.ERROR,
            sentence="There are more multimedia classrooms (26) than classrooms (24).",
            about=("classrooms", "multimedia"),
            rule="multimedia_within",
        ),
    )


def test_an_empty_field_is_an_error_or_a_warning_and_no_rule_speaks_of_it() -> None:
    found = checked(multimedia=None, since=None)
    assert [(one.severity, one.sentence) for one in found.findings] == [
        (Severity.ERROR, "Multimedia classrooms among them is still empty."),
        (Severity.WARNING, "Connected since is still empty."),
    ]


def test_bounds_name_the_bound() -> None:
    assert [one.sentence for one in checked(computers="5001").errors] == [
        "Computers for students is 5001; it is at most 5000."
    ]


def test_what_cannot_be_computed_stays_empty() -> None:
    assert checked(students="0").answers["per_hundred"] is None


def test_rules_of_a_table_hold_for_each_row() -> None:
    rows = [DEVICES[0], {"name": "平板", "count": "3", "broken": "4"}, {"name": "", "count": "0"}]
    given: list[dict[str, str | None]] = [{**row, "name": row["name"] or None} for row in rows]
    found = checked(rows=given)
    assert [(one.row, one.sentence) for one in found.findings] == [
        (1, "More are broken (4) than there are (3)."),
        (2, "Name is still empty."),
        (2, "Number is 0; it is at least 1."),
    ]
    with override("en"):
        assert found.findings[0].placed == "Devices, row 2: More are broken (4) than there are (3)."
        assert checked(multimedia=None).findings[0].placed == "Multimedia classrooms among them is still empty."


def test_the_form_sees_sums_and_the_number_of_rows() -> None:
    found = checked(rows=[{"name": "台式机", "count": "100"}])
    assert [(one.severity, one.about) for one in found.findings] == [(Severity.WARNING, ("computers",))]
    assert [one.sentence for one in checked(rows=[DEVICES[0]] * 4).errors] == [
        "Devices has 4 rows; between 0 and 3 are asked."
    ]


PRODUCT = declare_form("""
code: product
title: {zh: 采购, en: Purchase}
periods: quarter
units: [primary]
sections:
  - code: bought
    title: {zh: 采购, en: Purchase}
    fields:
      - {code: rooms, title: {zh: 数量, en: Number}, need: optional}
      - {code: price, title: {zh: 单价, en: Price}, answer: decimal, need: optional}
      - {code: total, title: {zh: 总价, en: Total}, answer: decimal, computed: rooms * price}
      - {code: square, title: {zh: 平方, en: Square}, answer: decimal, computed: total * total}
    tables:
      - code: lines
        title: {zh: 明细, en: Lines}
        columns:
          - {code: number, title: {zh: 数量, en: Number}}
          - {code: all, title: {zh: 合计, en: Altogether}, answer: decimal, computed: number * number * number * number * number}
""")


def test_a_computed_value_that_is_too_large_is_refused_by_its_name_and_nothing_is_made_of_it() -> None:
    with override("en"):
        found = check(
            PRODUCT, {"rooms": "999999999999999", "price": "99999999999999.99"}, {"lines": [{"number": "9" * 15}]}
        )
    whole = "99999999999999890000000000000.01"
    assert (found.answers["total"], found.answers["square"]) == (whole, None)
    made_of = "; at most 15 digits fit before the decimals. See what it is made of."
    assert [(one.sentence, one.about, one.row) for one in found.errors] == [
        (f"Total comes to {whole}{made_of}", ("total",), None),
        (f"Altogether comes to {str(int('9' * 15) ** 5)[:59]}…{made_of}", ("all",), 0),
    ]


def test_the_largest_value_is_computed_and_one_above_it_is_not() -> None:
    largest = check(PRODUCT, {"rooms": "1", "price": "9" * 15 + ".99"})
    beyond = check(PRODUCT, {"rooms": "3", "price": "333333333333333.34"})
    assert (largest.answers["total"], largest.about("total")) == ("9" * 15 + ".99", ())
    assert [one.rule for one in beyond.about("total")] == ["bounds"]


def test_the_form_sees_sums_of_what_is_computed_in_rows() -> None:
    rows: list[dict[str, str | None]] = [
        {"count": "2", "price": "9.5"},
        {"count": "3", "price": None},
        {"count": "1", "price": "19"},
    ]
    assert check(declare_form(RICH), {}, {"devices": rows}).answers["total"] == "38"
