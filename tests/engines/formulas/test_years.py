"""Which measures begin anew with each year."""

import pytest

from xuezheng.engines.formulas.facade import begins_anew_each_year

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "year_to_date(sum(a))",
        "YEAR_TO_DATE(count(*))",
        "(year_to_date(sum(a)) + year_to_date(sum(b))) / 10000",
        "year_to_date(sum(a) - sum(b))",
        "100 * year_to_date(sum(a)) / sum(b)",
        "year_to_date(sum(case when role = 'giving' then held else 0 end))",
    ],
)
def test_what_adds_up(text: str) -> None:
    assert begins_anew_each_year(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "sum(a) / sum(b)",
        "year_to_date(avg(a))",
        "year_to_date(sum(a)) / year_to_date(sum(b))",
        "year_to_date(sum(a) / sum(b))",
        "year_to_date(share(a > 0))",
        "year_to_date(sum(a)) + sum(b)",
        "1 - year_to_date(sum(a)) / sum(b)",
        "sum(b) / year_to_date(sum(a))",
    ],
)
def test_what_does_not(text: str) -> None:
    assert begins_anew_each_year(text) is False
