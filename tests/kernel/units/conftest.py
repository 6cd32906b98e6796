"""A small tree with real codes, its administrators, and shorthands for what every test of an act looks at."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.factories import acting, make_unit
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import open_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit, UnitVersion

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
LONG_AGO = date(2000, 1, 1)


class Province:
    """Ministry, Henan, an office there, two cities, two counties in the first and one in the second, a school each."""

    def __init__(self) -> None:
        self.ministry = make_unit("cn", kind=UnitKind.MINISTRY, name="教育部", code="000000")
        self.henan = make_unit("41", parent=self.ministry, kind=UnitKind.DEPARTMENT, name="河南省教育厅", code="410000")
        self.office = self.under(self.henan, "office", "办公室", "410000-01")
        self.zhengzhou = self.under(self.henan, "city_bureau", "郑州市教育局", "410100")
        self.xinyang = self.under(self.henan, "city_bureau", "信阳市教育局", "411500")
        self.zhongyuan = self.under(self.zhengzhou, "county_bureau", "中原区教育局", "410102")
        self.zhongmou = self.under(self.zhengzhou, "county_bureau", "中牟县教育局", "410122")
        self.gushi = self.under(self.xinyang, "county_bureau", "固始县教育局", "411525")
        self.schools = [
            self.under(county, "primary", f"{county.name[:3]}第一小学", f"2141{number:06d}")
            for number, county in enumerate((self.zhongyuan, self.zhongmou, self.gushi), start=1)
        ]

    def under(self, parent: Unit, kind: str, name: str, code: str = "", *, on: date = LONG_AGO) -> Unit:
        draft = UnitDraft(name=name, kind=kind, parent_id=parent.id, code=code, effective_on=on)
        with bound(PLATFORM):
            return open_unit(post=PLATFORM, draft=draft, at=AT)


PLATFORM = system_post("platform", permissions=frozenset({"units.read", "units.change", "units.import"}))


@pytest.fixture
def province(db: None) -> Province:
    return Province()


@pytest.fixture
def admin(province: Province) -> Iterator[ActingPost]:
    """The administrator of the first city, bound."""
    with bound(acting(province.zhengzhou)) as post:
        yield post


def fresh(unit: Unit) -> Unit:
    with bound(PLATFORM):
        return Unit.objects.get(id=unit.id)


def versions_of(unit: Unit) -> list[tuple[Any, ...]]:
    """(name, path, from, to) of every version, oldest first."""
    with bound(PLATFORM):
        rows = UnitVersion.objects.filter(unit=unit).order_by("valid_from")
        return list(rows.values_list("name", "unit_path", "valid_from", "valid_to"))


def last_entry() -> tuple[Any, ...]:
    with bound(PLATFORM):
        entry = Entry.objects.latest("id")
        return entry.act, entry.object_name, entry.unit_path, entry.before, entry.after


def events(name: str) -> list[tuple[str, dict[str, Any]]]:
    """(unit_path, payload) of the announced events of that name."""
    with bound(PLATFORM):
        return list(Event.objects.filter(name=f"units.{name}").values_list("unit_path", "payload"))
