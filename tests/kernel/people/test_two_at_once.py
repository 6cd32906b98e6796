"""Two people at the same time: one row of each kind, one refusal, no error."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import translation

from tests.factories import AT, Tree, acting, make_post
from tests.kernel.people.scene import everywhere, hold, make_person, posts_of
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.actions.change_person import change_person
from xuezheng.kernel.people.actions.end_post import end_post
from xuezheng.kernel.people.actions.extend_post import extend_post
from xuezheng.kernel.people.actions.grant_post import grant_post
from xuezheng.kernel.people.actions.import_people import import_people
from xuezheng.kernel.people.actions.open_account import open_account
from xuezheng.kernel.people.actions.register_person import register_person
from xuezheng.kernel.people.actions.transfer_people import PostsThen, transfer_people
from xuezheng.kernel.people.actions.transfer_person import transfer_person
from xuezheng.kernel.people.importing.reading import read_people
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.refusals import (
    AccountStateDiffers,
    LastAdministrator,
    NobodyIsThere,
    NumberIsTaken,
    NumberNotUsable,
    PostIsHeldAlready,
    RecordHasChanged,
)
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.close_unit import close_unit
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("committed_db")]


def at_once(*acts: tuple[ActingPost, Callable[[ActingPost], Any]]) -> list[type[Refusal] | None]:
    """Start all acts together, each in its own connection; the kinds of the refusals, None for what succeeded."""
    barrier = Barrier(len(acts))

    def run(post: ActingPost, act: Callable[[ActingPost], Any]) -> type[Refusal] | None:
        try:
            with bound(post):
                barrier.wait(10)
                act(post)
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, *pair) for pair in acts]]


def one_refused(kinds: list[type[Refusal] | None], *expected: type[Refusal]) -> bool:
    refused = [kind for kind in kinds if kind]
    return len(refused) == 1 and refused[0] in expected


def test_one_number_is_registered_once() -> None:
    tree = Tree()
    post = acting(tree.counties[0])

    def register(post: ActingPost) -> None:
        register_person(post=post, name="李明", number="JY-1", home_unit_id=tree.schools[0].id, at=AT)

    assert one_refused(at_once((post, register), (post, register)), NumberNotUsable, NumberIsTaken)
    with everywhere():
        assert Person.objects.filter(number="JY-1").count() == 1


def test_one_version_is_changed_once() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])

    def change(post: ActingPost) -> None:
        change_person(post=post, person_id=person.id, version=1, name="新名", phone="", email="", at=AT)

    def transfer(post: ActingPost) -> None:
        transfer_person(post=post, person_id=person.id, version=1, to_unit_id=tree.schools[1].id, at=AT)

    assert one_refused(at_once((post, change), (post, transfer)), RecordHasChanged)


def test_one_account_is_opened() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])

    def open_it(post: ActingPost) -> None:
        open_account(post=post, person_id=person.id, at=AT)

    assert one_refused(at_once((post, open_it), (post, open_it)), AccountStateDiffers)
    with everywhere():
        assert Account.objects.filter(person=person).count() == 1


def test_one_role_is_granted_once_and_extended_by_one() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])

    def grant(post: ActingPost) -> None:
        grant_post(post=post, person_id=person.id, unit_id=tree.schools[0].id, role="teacher", at=AT)

    assert one_refused(at_once((post, grant), (post, grant)), PostIsHeldAlready)
    (held,) = posts_of(person)

    def extend(post: ActingPost) -> None:
        extend_post(post=post, post_id=held.id, version=1, valid_to=AT.replace(year=2030), at=AT)

    assert one_refused(at_once((post, extend), (post, extend)), RecordHasChanged)


def test_two_who_step_down_at_once_do_not_both_go() -> None:
    tree = Tree()
    held = [make_post(tree.schools[0], role="school_administrator") for _twice in range(2)]
    with everywhere():
        posts = [acting_value(row, at=AT) for row in held]

    def step_down(row: Post) -> Callable[[ActingPost], Any]:
        return lambda post: end_post(post=post, post_id=row.id, version=1, at=AT)

    kinds = at_once(*((post, step_down(row)) for post, row in zip(posts, held, strict=True)))
    assert one_refused(kinds, LastAdministrator)


def test_ending_and_transferring_meet_without_deadlock() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])
    rows = [hold(person, tree.schools[0], role) for role in ("teacher", "expert", "cio")]

    def transfer(post: ActingPost) -> None:
        transfer_person(post=post, person_id=person.id, version=1, to_unit_id=tree.schools[1].id, at=AT)

    def end(post: ActingPost) -> None:
        for row in reversed(rows):
            end_post(post=post, post_id=row.id, version=1, at=AT)

    kinds = at_once((post, transfer), (post, end))
    assert kinds[0] is None
    assert [row.valid_to for row in posts_of(person)] == [AT, AT, AT]


def test_all_people_of_a_unit_are_transferred_once() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])
    hold(person, tree.schools[0], "teacher")

    def to(target: Unit) -> Callable[[ActingPost], Any]:
        return lambda post: move_all(post, tree.schools[0], target)

    kinds = at_once((post, to(tree.schools[1])), (post, to(tree.schools[1])))
    assert one_refused(kinds, NobodyIsThere)
    assert [row.valid_to for row in posts_of(person)] == [AT, None]


def test_transfers_in_opposite_directions_meet_without_deadlock() -> None:
    tree = Tree()
    one, other = tree.schools[:2]
    people = [make_person(unit) for unit in (one, other) for _thrice in range(3)]
    post = acting(tree.counties[0])
    kinds = at_once(
        (post, lambda post: move_all(post, one, other)),
        (post, lambda post: move_all(post, other, one)),
        (post, lambda post: transfer_person(post=post, person_id=people[0].id, version=1, to_unit_id=other.id, at=AT)),
    )
    assert all(kind in {None, RecordHasChanged, Conflict, NobodyIsThere} for kind in kinds)
    with everywhere():
        homes = set(Person.objects.filter(id__in=[row.id for row in people]).values_list("home_unit_id", flat=True))
    assert len(homes) == 1


def move_all(post: ActingPost, source: Unit, target: Unit) -> None:
    transfer_people(
        post=post,
        from_unit_id=source.id,
        to_unit_id=target.id,
        posts=PostsThen.REGRANT,
        effective_on=AT.date(),
        at=AT,
    )


@pytest.mark.parametrize("placing", ["grant", "register", "transfer", "transfer_all", "import"])
def test_nobody_is_placed_at_a_unit_that_is_being_closed(placing: str) -> None:
    """Whoever places somebody has not committed yet; the closing waits for it, and then finds somebody there."""
    tree = Tree()
    school, post = tree.schools[0], acting(tree.counties[0])
    guest = make_person(tree.schools[1])
    placings: dict[str, Callable[[], Any]] = {
        "grant": lambda: grant_post(post=post, person_id=guest.id, unit_id=school.id, role="teacher", at=AT),
        "register": lambda: register_person(post=post, name="李明", home_unit_id=school.id, at=AT),
        "transfer": lambda: transfer_person(post=post, person_id=guest.id, version=1, to_unit_id=school.id, at=AT),
        "transfer_all": lambda: move_all(post, tree.schools[1], school),
        "import": lambda: import_people(
            post=post, table=read_people(f"姓名,单位代码\n李明,{school.code}".encode(), filename="a.csv"), at=AT
        ),
    }

    def close() -> str:
        try:
            with translation.override("en"), bound(post):
                close_unit(post=post, unit_id=school.id, version=1, effective_on=AT.date(), at=AT)
        except Refusal as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "closed"

    with ThreadPoolExecutor(1) as pool:
        with bound(post):
            placings[placing]()
            closing = pool.submit(close)
            assert waits_for_a_lock(closing)
        assert closing.result(30).startswith(f"{school.name} cannot end yet")
    with everywhere():
        assert Unit.objects.get(id=school.id).closed_on is None


def waits_for_a_lock(act: Future[str]) -> bool:
    """Looked at until another session waits for a lock, or the act is over and has waited for none.

    As the application itself: what sessions of another role wait for is shown to superusers only.
    """
    watcher = connections.create_connection("default")
    with watcher.cursor() as cursor:
        blocked = False
        while not blocked and not act.done():
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            blocked = cursor.fetchone() == (1,)
    watcher.close()
    return blocked
