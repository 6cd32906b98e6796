"""What other modules are told of results: the newest published one of each unit, and nothing before."""

import pytest

from tests.modules.assessment.scenes import Assessed, moment
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.actions import rounds
from xuezheng.modules.assessment.facade import latest_results

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
STANDARD = "university_digitalisation"


def test_the_newest_published_result_is_told() -> None:
    case = Assessed()
    row = case.concluded()
    university = case.acting("甲")
    with bound(case.province):
        assert latest_results(case.province, standard=STANDARD) == {}
        rounds.publish_round(post=case.province, round_id=row.id, version=row.version, at=moment(11, 5))
    with bound(university):
        told = latest_results(university, standard=STANDARD)
    assert [(told[unit.id].rank, str(told[unit.id].points)) for unit in case.universities] == [
        (1, "552.00"),
        (2, "480.00"),
        (3, "360.00"),
    ]
    assert latest_results(university, standard="school_quality") == {}
