"""The months under a drawn timeline."""

from datetime import date

import pytest

from xuezheng.modules.plans.models import RoadStep
from xuezheng.modules.plans.web.projects.road import timeline

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(("last", "every"), [(date(2026, 12, 20), 1), (date(2028, 2, 1), 2), (date(2026, 3, 20), 1)])
def test_a_tick_begins_a_month(last: date, every: int) -> None:
    steps = [RoadStep(title="准备", begins_on=date(2026, 3, 15), ends_on=min(last, date(2026, 4, 20)))]
    steps.append(RoadStep(title="总结", begins_on=date(2026, 3, 16), ends_on=last))
    drawn = timeline(steps, title="路线图", day=date(2026, 4, 1))
    assert drawn is not None
    assert drawn.spec["encoding"]["x"]["axis"]["tickCount"] == {"interval": "month", "step": every}
