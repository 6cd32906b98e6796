"""Large numbers are set apart by thousands in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import number_format

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("value", "shown"), [(1234567, "1,234,567"), (Decimal("3E+5"), "300,000"), (999, "999")])
def test_thousands_are_set_apart(language: str, value: Decimal | int, shown: str) -> None:
    with translation.override(language):
        assert number_format(value, force_grouping=True) == shown
