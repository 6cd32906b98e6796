"""Several people change the tree at once: it stays a tree."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from tests.factories import acting
from tests.kernel.units.conftest import AT, PLATFORM, TODAY, Province
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import close_unit, move_unit, open_unit, rename_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.models import Unit, UnitVersion

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


def at_once(post: ActingPost, *acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; returns what was refused."""
    start, refused = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            with bound(post):
                act()
        except Refusal as refusal:
            refused.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


def check_tree() -> None:
    """Every path is the parent's path and the own segment, and the version in force says the same."""
    with bound(PLATFORM):
        for unit in Unit.objects.select_related("parent"):
            assert unit.parent_path == (unit.parent.unit_path if unit.parent else ""), unit.name
            if unit.closed_on is None:
                assert UnitVersion.objects.get(unit=unit, valid_to=None).unit_path == unit.unit_path


def test_two_move_the_same_unit() -> None:
    province = Province()
    post = acting(province.henan)

    def to(parent: Unit) -> Callable[[], object]:
        return lambda: move_unit(
            post=post, unit_id=province.zhongmou.id, version=1, parent_id=parent.id, effective_on=TODAY, at=AT
        )

    assert at_once(post, to(province.xinyang), to(province.henan)) == ["VersionIsStale"]
    check_tree()


def test_units_move_below_each_other() -> None:
    province = Province()
    post = acting(province.henan)
    centres = [province.under(city, "affiliate", "电教馆") for city in (province.zhengzhou, province.xinyang)]
    rooms = [province.under(centre, "office", "资源室") for centre in centres]

    def move(unit: Unit, to: Unit) -> Callable[[], object]:
        return lambda: move_unit(post=post, unit_id=unit.id, version=1, parent_id=to.id, effective_on=TODAY, at=AT)

    moves = [
        move(province.zhongmou, province.xinyang),
        move(province.gushi, province.zhengzhou),
        move(rooms[0], province.gushi),
        move(rooms[1], province.zhongmou),
    ]
    assert at_once(post, *moves) == []
    check_tree()


def test_opening_below_what_moves_and_closes() -> None:
    province = Province()
    post = acting(province.henan)

    def open_below(parent: Unit, number: int) -> Callable[[], object]:
        draft = UnitDraft(name=f"新校{number}", kind="primary", code=f"21410009{number:02d}", parent_id=parent.id)
        return lambda: open_unit(post=post, draft=draft, at=AT)

    acts = [open_below(province.zhongmou, number) for number in range(5)]
    acts.append(
        lambda: move_unit(
            post=post,
            unit_id=province.zhongmou.id,
            version=1,
            parent_id=province.xinyang.id,
            effective_on=TODAY,
            at=AT,
        )
    )
    assert at_once(post, *acts) == []
    check_tree()


def test_closing_meets_opening_below() -> None:
    province = Province()
    post = acting(province.henan)
    school = province.schools[0]
    draft = UnitDraft(name="教学点", kind="teaching_point", parent_id=school.id)
    refused = at_once(
        post,
        lambda: close_unit(post=post, unit_id=school.id, version=1, effective_on=TODAY, at=AT),
        lambda: open_unit(post=post, draft=draft, at=AT),
    )
    assert refused == ["Refusal"]
    check_tree()


def test_two_rename_with_the_same_reading() -> None:
    province = Province()
    post = acting(province.henan)

    def rename(name: str) -> Callable[[], object]:
        return lambda: rename_unit(
            post=post, unit_id=province.schools[0].id, version=1, name=name, effective_on=TODAY, at=AT
        )

    assert at_once(post, rename("甲小学"), rename("乙小学")) == ["VersionIsStale"]


def test_two_take_the_same_code() -> None:
    province = Province()
    post = acting(province.henan)

    def open_school(parent: Unit) -> Callable[[], object]:
        draft = UnitDraft(name="新校", kind="primary", code="2141000999", parent_id=parent.id)
        return lambda: open_unit(post=post, draft=draft, at=AT)

    assert len(at_once(post, open_school(province.zhongmou), open_school(province.gushi))) == 1
    check_tree()
