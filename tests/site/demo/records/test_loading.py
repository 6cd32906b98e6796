"""The records in the loaded province: through the lake's door, within each post's scope, measured where the home shows them."""

import pytest

from tests.site.demo.conftest import AT
from xuezheng.engines.forms.models import Correction
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.lake import facade as lake
from xuezheng.engines.lake.models import Snapshot
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring.bulletins.figures import FrozenNumbers
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.site.demo.records.ground import moments
from xuezheng.site.demo.records.loading import COMPARED, HEADLINES, tables_of

pytestmark = pytest.mark.integration
QUARTERS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
AT_ONCE = {
    *((table, "2026Q3") for table in HEADLINES),
    *((table, quarter) for table in COMPARED for quarter in QUARTERS),
}


def test_every_table_has_a_snapshot_of_each_of_its_periods(loaded: None) -> None:
    """What is drawn, and the two quarters whose reports were accepted."""
    expected = [("connection_reports", "2026Q3"), ("connection_reports", "2026Q4")]
    expected += sorted((table, moment.period.code) for moment in moments(AT) for table in tables_of(moment))
    assert sorted(Snapshot.objects.filter(number=1).values_list("table", "period")) == sorted(expected)
    again = Snapshot.objects.filter(number__gt=1).values_list("table", "period", "rows", "number")
    assert list(again) == [("school_facilities", "2026Q3", 1, 2)], "the row that a correction put right"


def test_the_province_keeps_the_records_and_answers_for_them(loaded: None) -> None:
    assert set(
        Snapshot.objects.filter(period="2026Q3").exclude(table="connection_reports").values_list("unit_path")
    ) == {("cn.41.",)}
    assert set(Correction.objects.values_list("owner_path", flat=True)) == {"cn.41."}


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


def test_what_home_and_bulletins_show_is_measured_and_the_rest_is_announced(loaded: None) -> None:
    assert set(IndicatorValue.objects.values_list("table", "period")) == AT_ONCE
    broadband = IndicatorValue.objects.get(code="broadband_school_ratio", period="2026Q3", unit_path="cn.41.", dims="")
    assert broadband.value == pytest.approx(0.997, abs=0.006)
    announced = {
        (event.payload["table"], event.payload["period"]) for event in Event.objects.filter(name="lake.table_loaded")
    }
    every = set(Snapshot.objects.values_list("table", "period"))
    corrected = {("school_facilities", "2026Q3")}
    assert announced == (every - AT_ONCE) | corrected


def test_two_bulletins_are_issued_and_one_is_open(loaded: None) -> None:
    rows = Bulletin.objects.order_by("subject_path")
    assert [(row.subject_name, row.period, row.state.value, row.published) for row in rows] == [
        ("河南省教育厅", "2026Q3", "issued", True),
        ("信阳市教育局", "2026Q3", "issued", False),
    ]
    for row in rows:
        numbers = FrozenNumbers(row.figures)
        assert numbers.value("broadband_school_ratio").value is not None
        assert numbers.value("broadband_school_ratio", period="last").value is not None
    assert FrozenNumbers(rows[1].figures).rank("broadband_school_ratio").among == 18
