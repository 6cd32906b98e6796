"""The records in the loaded province: through the lake's door, within each post's scope, measured where the home shows them."""

import pytest

from tests.site.demo.conftest import AT
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.lake.models import Snapshot
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.site.demo.records.ground import moments
from xuezheng.site.demo.records.loading import HEADLINES, tables_of

pytestmark = pytest.mark.integration


def test_every_table_has_a_snapshot_of_each_of_its_periods(loaded: None) -> None:
    expected = sorted((table, moment.period.code) for moment in moments(AT) for table in tables_of(moment))
    assert sorted(Snapshot.objects.values_list("table", "period")) == expected
    assert set(Snapshot.objects.values_list("number", flat=True)) == {1}


def test_the_register_and_the_records_agree(loaded: None) -> None:
    schools = Snapshot.objects.get(table="schools", period="2026Q3")
    assert schools.rows == pytest.approx(1_600, abs=10)
    account = Account.objects.get(username="gushi-officer")
    held = Post.objects.select_related("person", "unit").get(person_id=account.person_id, valid_to=None)
    post = acting_value(held, at=AT)
    with bound(post):
        rows = lake.to_arrow(
            lake.read(post=post, table="schools", periods=["2026Q3"], columns=["unit_code", "unit_path"])
        )
        own = Unit.objects.filter(unit_path__startswith=post.scope_path, closed_on=None, level="school")
        codes = set(own.values_list("code", flat=True))
    assert set(rows["unit_code"].to_pylist()) <= codes
    assert len(codes) - rows.num_rows <= 1
    assert {path.startswith(post.scope_path) for path in rows["unit_path"].to_pylist()} == {True}


def test_what_the_home_shows_is_measured_and_the_rest_is_announced(loaded: None) -> None:
    assert set(IndicatorValue.objects.values_list("table", "period")) == {(table, "2026Q3") for table in HEADLINES}
    broadband = IndicatorValue.objects.get(code="broadband_school_ratio", unit_path="cn.41.", dims="")
    assert broadband.value == pytest.approx(0.997, abs=0.006)
    announced = {
        (event.payload["table"], event.payload["period"]) for event in Event.objects.filter(name="lake.table_loaded")
    }
    every = set(Snapshot.objects.values_list("table", "period"))
    assert announced == every - {(table, "2026Q3") for table in HEADLINES}
