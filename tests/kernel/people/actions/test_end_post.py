"""Ending and extending posts."""

from datetime import timedelta

import pytest

from tests.factories import AT, Tree, acting, make_post
from tests.kernel.people.scene import LATER, announced, everywhere, fresh, hold, journaled, make_person, posts_of
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.actions.end_post import end_post
from xuezheng.kernel.people.actions.extend_post import extend_post
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.refusals import (
    LastAdministrator,
    NotUponOneself,
    PeriodNotPossible,
    PostHasEnded,
    PostIsAbsent,
    PostIsHeldAlready,
    RecordHasChanged,
    RoleNotGrantable,
)
from xuezheng.kernel.people.rows import post_row
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def end(post: ActingPost, held: Post, *, version: int = 1) -> None:
    with bound(post):
        end_post(post=post, post_id=held.id, version=version, at=AT)


def extend(post: ActingPost, held: Post, days: int | None, *, version: int = 1) -> None:
    with bound(post):
        extend_post(
            post=post,
            post_id=held.id,
            version=version,
            valid_to=AT + timedelta(days=days) if days is not None else None,
            at=AT,
        )


def test_an_ended_post_stays_as_history() -> None:
    tree = Tree()
    held = hold(make_person(tree.schools[0]), tree.schools[0], "teacher")
    end(acting(tree.counties[0]), held)
    held = fresh(held)
    assert (held.valid_to, held.version) == (AT, 2)
    assert journaled() == [
        ("people.end_post", held.unit_path, {"valid_to": None}, {"valid_to": AT.isoformat()}),
    ]
    assert announced() == ["people.PostEnded"]
    with pytest.raises(PostHasEnded):
        end(acting(tree.counties[0]), held, version=2)


def test_a_post_yet_to_begin_is_withdrawn() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with everywhere():
        held = post_row(person=person, unit=tree.schools[0], role="teacher", valid_from=LATER)
        held.save()
    end(acting(tree.counties[0]), held)
    assert posts_of(person) == []


def test_a_post_at_the_own_unit_of_a_person_from_elsewhere_is_the_own_units_to_end() -> None:
    tree = Tree()
    held = hold(make_person(tree.schools[7]), tree.schools[0], "teacher")
    end(acting(tree.schools[0], role="school_administrator"), held)
    assert fresh(held).valid_to == AT


def test_what_others_granted_elsewhere_is_seen_at_home_and_not_ended_there() -> None:
    tree = Tree()
    held = hold(make_person(tree.schools[0]), tree.schools[7], "teacher")
    with pytest.raises((PostIsAbsent, RoleNotGrantable)):
        end(acting(tree.counties[0]), held)
    assert fresh(held).valid_to is None


def test_not_of_a_higher_role_not_stale_not_without_the_right() -> None:
    tree = Tree()
    cio = make_post(tree.schools[0], role="cio")
    teacher = make_post(tree.schools[0], role="teacher")
    foreign = make_post(tree.schools[7], role="teacher")
    post = acting(tree.schools[0], role="school_administrator")
    for held, version, refusal in (
        (cio, 1, RoleNotGrantable),
        (teacher, 2, RecordHasChanged),
        (foreign, 1, PostIsAbsent),
    ):
        with pytest.raises(refusal):
            end(post, held, version=version)
        with pytest.raises(refusal):
            extend(post, held, 5, version=version)
    with pytest.raises(RoleNotGrantable):
        end(acting(tree.counties[0], role="officer"), teacher)
    assert (journaled(), announced()) == ([], [])


def test_the_last_administrator_steps_down_only_with_a_successor() -> None:
    tree = Tree()
    own = make_post(tree.schools[0], role="school_administrator")
    with everywhere():
        post = acting_value(own, at=AT)
    with pytest.raises(LastAdministrator, match="演示第11小学"):
        end(post, own)
    make_post(tree.schools[0], role="cio")
    with pytest.raises(LastAdministrator):
        end(post, own)
    make_post(tree.schools[0], role="school_administrator")
    end(post, own)
    assert fresh(own).valid_to == AT


def test_the_unit_above_may_end_the_last_administrators_post() -> None:
    tree = Tree()
    last = make_post(tree.schools[0], role="school_administrator")
    end(acting(tree.counties[0]), last)
    assert fresh(last).valid_to == AT


def test_extending_moves_the_end_or_takes_it_away() -> None:
    tree = Tree()
    held = hold(make_person(tree.schools[0]), tree.schools[0], "teacher")
    post = acting(tree.counties[0])
    extend(post, held, 10)
    assert fresh(held).valid_to == AT + timedelta(days=10)
    extend(post, held, None, version=2)
    assert fresh(held).valid_to is None
    until = (AT + timedelta(days=10)).isoformat()
    assert journaled() == [
        ("people.extend_post", held.unit_path, {"valid_to": None}, {"valid_to": until}),
        ("people.extend_post", held.unit_path, {"valid_to": until}, {"valid_to": None}),
    ]
    assert announced() == ["people.PostExtended", "people.PostExtended"]


def test_nobody_prolongs_their_own_power() -> None:
    tree = Tree()
    own = make_post(tree.counties[0])
    with everywhere():
        Post.objects.filter(id=own.id).update(valid_to=LATER)
        post = acting_value(own, at=AT)
    with pytest.raises(NotUponOneself):
        extend(post, own, 900)


def test_an_end_in_the_past_and_an_overlap_are_refused() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    held = hold(person, tree.schools[0], "teacher")
    with everywhere():
        Post.objects.filter(id=held.id).update(valid_to=AT + timedelta(days=5))
        post_row(person=person, unit=tree.schools[0], role="teacher", valid_from=LATER).save()
    post = acting(tree.counties[0])
    with pytest.raises(PeriodNotPossible):
        extend(post, held, 0)
    with pytest.raises(PostIsHeldAlready):
        extend(post, held, 60)
    with pytest.raises(PostIsHeldAlready):
        extend(post, held, None)
    extend(post, held, 30)
