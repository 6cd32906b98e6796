"""Days set by units: who may, whom they hold for, what the journal keeps; through actions, page and API."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import AT, PASSWORD, Tree, acting, make_post
from tests.kernel.rest.callers import Caller, tokens
from tests.web import client_of
from xuezheng.kernel.calendar.actions.add_day_override import (
    DayIsBeyondTheCalendar,
    DayIsSetAlready,
    DayIsSoAnyway,
    MayNotChangeDays,
    add_day_override,
)
from xuezheng.kernel.calendar.actions.remove_day_override import (
    DayOverrideIsAbsent,
    SetByUnitAbove,
    remove_day_override,
)
from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.calendar.queries import work_calendar_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SATURDAY = date(2018, 9, 1)


def set_saturday(post: ActingPost, *, working: bool = True, name: str = "开学") -> DayOverride:
    with bound(post):
        return add_day_override(post=post, day=SATURDAY, working=working, name=name, at=AT)


def is_working_for(unit: Unit, *, role: str = "officer") -> bool:
    post = acting(unit, role=role)
    with bound(post):
        return work_calendar_of(post.scope_path).is_working(SATURDAY)


def acts() -> list[str]:
    with bound(system_post("test")):
        return list(Entry.objects.filter(act__startswith="calendar.").order_by("id").values_list("act", flat=True))


def test_a_province_sets_a_day_for_all_below_and_nobody_beside() -> None:
    tree = Tree()
    override = set_saturday(acting(tree.office))
    assert override.unit_path == tree.province.unit_path
    assert [is_working_for(unit) for unit in (tree.province, tree.cities[1], tree.ministry)] == [True, True, False]
    assert is_working_for(tree.schools[7], role="teacher")
    assert acts() == ["calendar.add_day_override"]


def test_the_nearest_unit_decides() -> None:
    tree = Tree()
    set_saturday(acting(tree.province))
    set_saturday(acting(tree.cities[0]), working=False, name="不补课")
    assert [is_working_for(city) for city in tree.cities] == [True, False][::-1]


def test_what_is_refused() -> None:
    tree = Tree()
    province, city = acting(tree.province), acting(tree.cities[0])
    override = set_saturday(province)
    with pytest.raises(DayIsSetAlready):
        set_saturday(province)
    with pytest.raises(DayIsSoAnyway):
        set_saturday(city)
    with pytest.raises(Refusal, match="what is made up for"):
        set_saturday(acting(tree.cities[1]), working=False, name=" ")
    with pytest.raises(MayNotChangeDays):
        set_saturday(acting(tree.cities[1], role="officer"))
    with bound(city), pytest.raises(SetByUnitAbove):
        remove_day_override(post=city, override_id=override.id, at=AT)
    assert acts() == ["calendar.add_day_override"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 12, 31), date(2191, 1, 1), date(9999, 12, 31)])
def test_a_day_that_no_page_would_show_is_not_set(day: date) -> None:
    post = acting(Tree().province)
    with bound(post):
        with pytest.raises(DayIsBeyondTheCalendar) as refused:
            add_day_override(post=post, day=day, working=day.weekday() > 4, name="误填", at=AT)
        assert refused.value.field == "day"
        assert not DayOverride.objects.exists()


def test_the_page_marks_today() -> None:
    client = client_of(make_post(Tree().province))
    assert client.get("/calendar/").content.decode().count(" today") == 1
    assert client.get("/calendar/?year=1999").content.decode().count(" today") == 0


def test_a_foreign_day_is_absent() -> None:
    tree = Tree()
    override = set_saturday(acting(tree.cities[0]))
    other = acting(tree.cities[1])
    with bound(other), pytest.raises(DayOverrideIsAbsent):
        remove_day_override(post=other, override_id=override.id, at=AT)


def test_taking_back_leaves_the_shipped_calendar() -> None:
    tree = Tree()
    post = acting(tree.province)
    override = set_saturday(post)
    with bound(post):
        remove_day_override(post=post, override_id=override.id, at=AT)
    assert not is_working_for(tree.cities[0])
    assert acts() == ["calendar.add_day_override", "calendar.remove_day_override"]


def test_the_page_shows_sets_and_takes_back() -> None:
    tree = Tree()
    make_post(tree.province, username="chief")
    client = Client(headers={"Accept-Language": "en"})
    client.post("/sign-in/", {"username": "chief", "password": PASSWORD})
    assert client.get("/calendar/?year=2018").status_code == 200
    given = {"day": "2018-09-01", "working": "yes", "name": "开学"}
    assert client.post("/calendar/set", given)["Location"] == "/calendar/?year=2018"
    again = client.post("/calendar/set", given)
    assert "Your unit has set 2018-09-01 already" in again.content.decode()
    page = client.get("/calendar/?year=2018").content.decode()
    assert "2018-09-01, working day, 开学" in page
    with bound(system_post("test")):
        override = DayOverride.objects.get()
    client.post(f"/calendar/{override.id}/remove")
    assert "2018-09-01, day off" in client.get("/calendar/?year=2018").content.decode()
    assert "not known yet" in client.get("/calendar/?year=2100").content.decode()


def test_the_api() -> None:
    tree = Tree()
    with tokens(province=acting(tree.province), school=acting(tree.schools[0], role="teacher")):
        province, school = Caller("province"), Caller("school")
        made = province.ask(
            "POST", "/api/v1/calendar/day-overrides", {"day": "2018-09-01", "working": True, "name": "开学"}
        )
        assert made.status_code == 201, made.content
        read = school.ask("GET", made["Location"])
        assert read.json() == made.json()
        assert school.ask("GET", "/api/v1/calendar/day-overrides").json()["items"] == [made.json()]
        assert _status(school.ask("DELETE", made["Location"])) == 403
        assert _status(school.ask("POST", "/api/v1/calendar/day-overrides", {})) == 403
        counted = school.ask("GET", "/api/v1/calendar/working-day?day=2018-08-31&count=1")
        assert counted.json() == {"day": "2018-09-01"}
        days = school.ask("GET", "/api/v1/calendar/days?first=2018-09-01&last=2018-09-02").json()
        assert [(day["working"], day["ground"]) for day in days] == [(True, "override"), (False, "week")]
        assert school.ask("GET", "/api/v1/calendar/periods/2018年秋季学期").json()["code"] == "2018-2019-1"
        assert _status(school.ask("GET", "/api/v1/calendar/periods/20x8")) == 404
        assert _status(province.ask("DELETE", made["Location"])) == 204


def _status(response: Any) -> int:
    return int(response.status_code)
