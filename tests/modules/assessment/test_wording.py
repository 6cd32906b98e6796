"""Words of rounds as people read them."""

import pytest
from django.utils import translation

from xuezheng.modules.assessment.models import Round
from xuezheng.modules.assessment.wording import period_title


@pytest.mark.unit
def test_a_period_is_named_and_not_coded() -> None:
    with translation.override("zh-hans"):
        assert [period_title(Round(period=code)) for code in ("2026", "2026-2027-1")] == [
            "2026年",
            "2026—2027学年第1学期",
        ]
