"""Opening units."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.factories import acting
from tests.kernel.units.conftest import AT, LONG_AGO, PLATFORM, TODAY, Province, events, last_entry, versions_of
from xuezheng.kernel.refusals import NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import close_unit, open_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration


def draft(parent: Unit | None, **changes: object) -> UnitDraft:
    facts: dict[str, object] = {"name": "中牟县第二小学", "kind": "primary", "code": "2141000077"} | changes
    return UnitDraft(parent_id=parent.id if parent else None, **facts)  # type: ignore[arg-type] # any field may be changed


def refused(post: ActingPost, wanted: UnitDraft) -> Refusal:
    before = Unit.objects.count()
    with override("en"), pytest.raises(Refusal) as caught:
        open_unit(post=post, draft=wanted, at=AT)
    assert Unit.objects.count() == before
    return caught.value


def test_opening_a_school(province: Province, admin: ActingPost) -> None:
    wanted = draft(province.zhongmou, short_name="二小", urban_rural="rural", region_code="410122")
    school = open_unit(post=admin, draft=wanted, at=AT)
    school.refresh_from_db()
    path = f"{province.zhongmou.unit_path}u{school.id:07d}."
    assert (school.unit_path, school.parent_path) == (path, province.zhongmou.unit_path)
    assert (school.level, school.initials, school.opened_on, school.version) == ("school", "zmxdexx", TODAY, 1)
    assert versions_of(school) == [("中牟县第二小学", path, TODAY, None)]
    assert last_entry() == (
        "units.open_unit",
        "中牟县第二小学",
        path,
        None,
        {
            "name": "中牟县第二小学",
            "kind": "primary",
            "code": "2141000077",
            "parent": "中牟县教育局",
            "effective_on": "2026-09-01",
        },
    )
    assert (path, {"unit_id": str(school.uuid), "effective_on": "2026-09-01"}) in events("UnitOpened")


def test_a_bureau_takes_its_place_from_its_region(province: Province, admin: ActingPost) -> None:
    bureau = open_unit(
        post=admin, draft=draft(province.zhengzhou, name="二七区教育局", kind="county_bureau", code="410103"), at=AT
    )
    assert (bureau.unit_path, bureau.level, bureau.region_code) == ("cn.41.4101.410103.", "county", "410103")


def test_offices_without_a_code_are_numbered(province: Province) -> None:
    with bound(acting(province.henan)) as post:
        codes = [
            open_unit(post=post, draft=draft(province.henan, name=name, kind="office", code=""), at=AT).code
            for name in ("科技处", "基教处")
        ]
    assert codes == ["410000-02", "410000-03"]


def test_refusals(province: Province, admin: ActingPost) -> None:
    school = province.schools[1]
    with bound(PLATFORM):
        closed = province.under(province.zhongmou, "primary", "旧小学", "2141000088", on=date(2001, 1, 1))
        close_unit(post=PLATFORM, unit_id=closed.id, version=1, effective_on=date(2002, 1, 1), at=AT)
    cases = [
        (draft(school), "parent", "cannot stand under 中牟县第一小学"),
        (draft(province.zhongmou, name=" "), "name", "Write a name"),
        (draft(province.zhongmou, name=school.name), "name", f"already stands there (code {school.code})"),
        (draft(province.zhongmou, code="2141000002"), "code", "codes are never given out twice"),
        (draft(province.zhongmou, code=province.schools[2].code), "code", "codes are never given out twice"),
        (draft(province.zhongmou, code=closed.code), "code", "codes are never given out twice"),
        (draft(province.zhongmou, effective_on=date(2026, 9, 2)), "effective_on", "2026-09-02 lies ahead"),
        (draft(province.zhongmou, effective_on=date(1999, 9, 2)), "effective_on", "before the last recorded change"),
        (draft(province.zhongmou, urban_rural="moon"), "urban_rural", "is none of"),
        (draft(province.zhongmou, region_code="41"), "region_code", "A region code has 6 digits"),
        (draft(province.zhongmou, kind="castle"), "kind", "is no kind of unit"),
        (draft(closed, kind="teaching_point", code=""), "parent", "was closed on 2002-01-01"),
    ]
    for wanted, field, sentence in cases:
        refusal = refused(admin, wanted)
        assert (refusal.field, sentence in str(refusal)) == (field, True), str(refusal)


def test_a_foreign_parent_is_not_found(province: Province, admin: ActingPost) -> None:
    assert isinstance(refused(admin, draft(province.gushi)), NotFound)


def test_posts_without_the_right_are_refused(province: Province, admin: ActingPost) -> None:
    assert isinstance(refused(admin, draft(province.henan, name="处", kind="office", code="")), NotAllowed)
    assert isinstance(refused(admin, draft(None, kind="ministry", code="000000")), NotAllowed)
    with bound(acting(province.zhongmou, role="officer")) as officer:
        assert isinstance(refused(officer, draft(province.zhongmou)), NotAllowed)


def test_the_platform_opens_the_root(db: None) -> None:
    with bound(PLATFORM):
        root = open_unit(
            post=PLATFORM,
            draft=draft(None, name="教育部", kind="ministry", code="000000", effective_on=LONG_AGO),
            at=AT,
        )
    assert (root.unit_path, root.level, root.parent_path) == ("cn.", "ministry", "")
