"""Conditions: their order of binding, what is not known, what is refused."""

from decimal import Decimal

import pytest

from xuezheng.engines.papers.bulletins.conditions import condition_of
from xuezheng.engines.papers.bulletins.mistakes import SlotIsMistaken

pytestmark = pytest.mark.unit
KNOWN = {("value", "a"): Decimal(95), ("change", "a"): Decimal("-0.5"), ("rank", "a"): Decimal(3)}


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("value:a >= 95", True),
        ("value:a > 95", False),
        ("value:a == 95.0", True),
        ("change:a < 0", True),
        ("change:a != -0.5", False),
        ("rank:a <= 3 and value:a < 90", False),
        ("rank:a <= 3 or value:a < 90 and value:a > 99", True),
        ("(rank:a <= 3 or value:a < 90) and value:a > 99", False),
        ("not value:a < 90", True),
        ("known:a", True),
        ("known:b", False),
        ("not known:b", True),
        ("value:b > 1", None),
        ("not value:b > 1", None),
        ("value:b > 1 or value:a > 1", True),
        ("value:b > 1 and value:a > 99", False),
        ("value:b > 1 and value:a > 1", None),
    ],
)
def test_a_condition_is_met_or_not_or_not_known(text: str, met: bool | None) -> None:
    assert condition_of(text).met(lambda kind, code: KNOWN.get((kind, code))) is met


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the condition has the end where an indicator such as value:code should be."),
        ("value:a", "the condition has the end where a comparison such as >= should be."),
        ("value:a >=", "the condition has the end where a number should be."),
        ("value:a >= 9 value:b", "the condition has “value:b” where the end should be."),
        ("(value:a >= 9", "the condition has the end where a closing bracket should be."),
        ("value:a = 9", "“= 9” is no part of a condition; one is such as value:code >= 95."),
        ("import os", "“import os” is no part of a condition; one is such as value:code >= 95."),
        ("top:a > 3", "“top” cannot be asked in a condition; there are value, change, rank, places and known."),
        ("not " * 30 + "known:a", "the condition is nested deeper than anybody can read."),
    ],
)
def test_what_is_no_condition_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(SlotIsMistaken) as refusal:
        condition_of(text)

    assert refusal.value.reason == reason
