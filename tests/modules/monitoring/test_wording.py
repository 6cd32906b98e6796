"""Values in words: the unit of measure agrees with its number in English."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from xuezheng.modules.monitoring.facade import shipped_definition
from xuezheng.modules.monitoring.wording import written

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [("en", 1.0, "1 school"), ("en", 2.0, "2 schools"), ("en", 0.0, "0 schools"), ("zh-hans", 1.0, "1 所")],
)
def test_one_is_no_plural(language: str, value: float, expected: str) -> None:
    definition = shipped_definition("unconnected_school_count")
    assert definition is not None
    with override(language):
        assert written(value, definition) == expected
        assert written(1.04, replace(definition, decimals=1)) == ("1.0 schools" if language == "en" else "1.0 所")
