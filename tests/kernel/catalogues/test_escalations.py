"""Steps of telling those above: in their order, and refused with their line."""

import pytest

from xuezheng.kernel.catalogues.entries import Mistake, read_text
from xuezheng.kernel.catalogues.escalations import Escalation, escalations_in

pytestmark = pytest.mark.unit


def test_steps_come_the_earliest_first() -> None:
    found = read_text("escalate_after_days:\n  - {days: 7, levels: 2}\n  - {days: 1, levels: 1}\n", name="sample.yaml")
    assert escalations_in(found) == (Escalation(days=1, levels=1), Escalation(days=7, levels=2))


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("{days: 7, levels: 0}", "At least one level above is told."),
        ("{days: 7}", "“levels” is missing."),
        ("{days: soon, levels: 1}", "days is “soon”; a number is expected."),
        ("{days: 7, levels: 1, who: all}", "“who” is not known here; known are days, levels."),
    ],
)
def test_a_step_that_says_nothing_is_refused(step: str, reason: str) -> None:
    with pytest.raises(Mistake) as refused:
        escalations_in(read_text(f"escalate_after_days:\n  - {step}\n", name="sample.yaml"))
    assert (str(refused.value.reason), refused.value.line) == (reason, 2)
