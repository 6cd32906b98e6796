"""Moving units: paths below follow, rows elsewhere keep theirs, nobody loses what was readable."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from tests.factories import PASSWORD, acting, make_post
from tests.kernel.units.conftest import (
    AT,
    LONG_AGO,
    PLATFORM,
    TODAY,
    Province,
    events,
    fresh,
    last_entry,
    versions_of,
)
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.scope.models import Grant
from xuezheng.kernel.units.actions import add_alias, close_unit, move_unit
from xuezheng.kernel.units.models import Unit, UnitAlias, UnitVersion

pytestmark = pytest.mark.integration
MAY = date(2026, 5, 1)


def moved(province: Province, unit: Unit, to: Unit, *, on: date = MAY) -> Unit:
    with bound(acting(province.henan)) as post:
        return move_unit(
            post=post, unit_id=unit.id, version=fresh(unit).version, parent_id=to.id, effective_on=on, at=AT
        )


def refused(post: ActingPost, unit: Unit, to: Unit, *, version: int = 1, on: date = MAY) -> Refusal:
    with override("en"), pytest.raises(Refusal) as caught:
        move_unit(post=post, unit_id=unit.id, version=version, parent_id=to.id, effective_on=on, at=AT)
    assert fresh(unit).unit_path == unit.unit_path
    return caught.value


def test_the_whole_subtree_follows(province: Province) -> None:
    county, school = province.zhongmou, province.schools[1]
    point = province.under(school, "teaching_point", "河边教学点")
    with bound(PLATFORM):
        add_alias(post=PLATFORM, unit_id=school.id, version=1, name="牟一小", at=AT)
    new = moved(province, county, province.xinyang)
    assert (new.unit_path, new.parent_id, new.version) == ("cn.41.4115.410122.", province.xinyang.id, 2)
    assert fresh(school).unit_path == f"cn.41.4115.410122.u{school.id:07d}."
    assert fresh(point).unit_path == f"cn.41.4115.410122.u{school.id:07d}.u{point.id:07d}."
    assert fresh(point).parent_path == fresh(school).unit_path
    assert versions_of(point) == [
        ("河边教学点", point.unit_path, LONG_AGO, MAY),
        ("河边教学点", fresh(point).unit_path, MAY, None),
    ]
    with bound(PLATFORM):
        assert UnitAlias.objects.get().unit_path == fresh(school).unit_path
        assert UnitVersion.objects.get(unit=county, valid_to=None).parent_id == province.xinyang.id


def test_journal_and_event(province: Province) -> None:
    county = moved(province, province.zhongmou, province.xinyang)
    assert last_entry() == (
        "units.move_unit",
        "中牟县教育局",
        "cn.41.4115.410122.",
        {"parent": "郑州市教育局", "unit_path": "cn.41.4101.410122."},
        {"parent": "信阳市教育局", "unit_path": "cn.41.4115.410122.", "effective_on": "2026-05-01"},
    )
    payload = {"unit_id": str(county.uuid), "old_path": "cn.41.4101.410122.", "effective_on": "2026-05-01"}
    assert events("UnitMoved") == [("cn.41.4115.410122.", payload)]


def test_rows_elsewhere_keep_their_path_and_stay_readable(province: Province) -> None:
    school, county = province.schools[1], province.zhongmou
    before = {"act": "x", "unit_path": school.unit_path}
    moved(province, county, province.xinyang)
    moved(province, county, province.henan, on=TODAY)

    def entries(unit: Unit) -> int:
        with bound(acting(fresh(unit))):
            return Entry.objects.filter(unit_path=before["unit_path"]).count()

    assert entries(school) == 1
    assert entries(county) == 1
    assert entries(province.henan) == 1
    assert entries(province.zhengzhou) == 1
    assert entries(province.xinyang) == 0
    assert entries(province.schools[2]) == 0


def test_what_was_granted_goes_with_the_unit(province: Province) -> None:
    school = province.schools[1]
    with bound(PLATFORM):
        for path, grantee in (
            (province.gushi.unit_path, school.unit_path),
            (school.unit_path, province.gushi.unit_path),
        ):
            Grant.objects.create(unit_path=path, grantee_path=grantee, reason="shared", valid_from=AT)
    moved(province, province.zhongmou, province.xinyang)
    now = fresh(school).unit_path
    with bound(PLATFORM):
        shared = Grant.objects.filter(reason="shared").order_by("unit_path", "grantee_path")
        assert list(shared.values_list("unit_path", "grantee_path")) == [
            (school.unit_path, province.gushi.unit_path),
            (now, province.gushi.unit_path),
            (province.gushi.unit_path, now),
        ]


def test_posts_of_moved_units_keep_working(province: Province, client: Client) -> None:
    make_post(province.schools[1], role="teacher", username="li")
    moved(province, province.zhongmou, province.xinyang)
    client.post("/sign-in/", {"username": "li", "password": PASSWORD})
    page = client.get("/units/").content.decode()
    assert "信阳市教育局" in page
    assert "郑州市教育局" not in page


def test_an_office_takes_the_level_of_where_it_goes(province: Province) -> None:
    centre = province.under(province.henan, "affiliate", "电教馆")
    room = province.under(centre, "office", "资源室")
    moved(province, centre, province.zhengzhou)
    assert (fresh(centre).level, fresh(room).level) == ("city", "city")


def test_closed_units_below_follow_without_a_version(province: Province) -> None:
    school = province.schools[1]
    with bound(PLATFORM):
        close_unit(post=PLATFORM, unit_id=school.id, version=1, effective_on=date(2026, 4, 1), at=AT)
    with bound(acting(province.henan)) as post:
        assert refused(post, province.zhongmou, province.xinyang, on=date(2026, 3, 1)).field == "effective_on"
    moved(province, province.zhongmou, province.xinyang)
    assert fresh(school).unit_path.startswith("cn.41.4115.410122.")
    assert [row[3] for row in versions_of(school)] == [date(2026, 4, 1)]


def test_refusals(province: Province) -> None:
    county = province.zhongmou
    with bound(acting(province.henan)) as post:
        assert isinstance(refused(post, county, province.xinyang, version=3), Conflict)
        assert "cannot stand under itself" in str(refused(post, county, province.schools[1]))
        assert "already stands under" in str(refused(post, county, province.zhengzhou))
        assert refused(post, county, province.gushi).field == "parent"
        assert refused(post, county, province.xinyang, on=date(1999, 1, 1)).field == "effective_on"
        assert refused(post, county, province.xinyang, on=date(2026, 9, 2)).field == "effective_on"
    with bound(acting(province.zhengzhou)) as city:
        assert isinstance(refused(city, county, province.xinyang), NotFound)
        assert isinstance(refused(city, county, province.henan), NotAllowed)
    with bound(acting(county)) as own:
        assert isinstance(refused(own, county, province.henan), NotAllowed)
