"""Opening, closing and reopening accounts, and new initial passwords: above all what they must not open."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from tests.factories import AT, PASSWORD, Tree, acting
from tests.kernel.people.scene import (
    account_of,
    announced,
    everywhere,
    fresh,
    hold,
    holder,
    journaled,
    make_person,
)
from xuezheng.kernel.people.actions.close_account import close_account
from xuezheng.kernel.people.actions.open_account import open_account
from xuezheng.kernel.people.actions.reopen_account import reopen_account
from xuezheng.kernel.people.actions.reset_password import reset_password
from xuezheng.kernel.people.actions.reset_second_factors import reset_second_factors
from xuezheng.kernel.people.models import Account, Person, Session
from xuezheng.kernel.people.refusals import (
    AccountStateDiffers,
    MayNotKeepPeople,
    NotUponOneself,
    PersonHasLeft,
    PersonHoldsPostsBeyond,
    PersonIsAbsent,
    PersonRanksAbove,
    UsernameNotUsable,
)
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
Action = Callable[..., Any]
ALL = [open_account, close_account, reopen_account, reset_password, reset_second_factors]


def signed_in(person: Person) -> None:
    with everywhere():
        account = Account.objects.get(person=person)
        Session.objects.create(
            account=account,
            unit_path=account.unit_path,
            key_hash=str(account.id),
            data="",
            started_at=AT,
            seen_at=AT,
            expires_at=AT,
        )


def sessions() -> int:
    with everywhere():
        return Session.objects.count()


def test_an_account_opens_with_a_password_shown_once() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.schools[0], role="school_administrator")
    with bound(post):
        opened = open_account(post=post, person_id=person.id, at=AT)
    account = account_of(person)
    assert (account.username, account.must_change_password, account.unit_path) == (
        person.number.lower(),
        True,
        person.unit_path,
    )
    assert check_password(opened.password, account.password)
    assert journaled() == [("people.open_account", person.unit_path, None, {"username": person.number.lower()})]
    assert announced() == ["people.AccountOpened"]
    with everywhere():
        assert not any(opened.password in str(row) for row in Account.objects.values())


@pytest.mark.parametrize("username", ["ab", "-abc", "a b c", "王芳", "x" * 41, "taken"])
def test_a_name_that_cannot_be_used_says_the_same_for_every_cause(username: str) -> None:
    tree = Tree()
    with everywhere():
        Account.objects.filter(person=holder(tree.schools[7], "teacher")).update(username="taken")
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])
    with bound(post):
        with pytest.raises(UsernameNotUsable) as refused:
            open_account(post=post, person_id=person.id, username=username, at=AT)
        assert str(refused.value).replace(username, "N") == str(UsernameNotUsable("N"))
        assert Account.objects.filter(person=person).count() == 0


def test_closing_signs_out_and_reopening_restores() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    signed_in(person)
    post = acting(tree.counties[0])
    with bound(post):
        close_account(post=post, person_id=person.id, at=AT)
        with pytest.raises(AccountStateDiffers):
            close_account(post=post, person_id=person.id, at=AT)
        with pytest.raises(AccountStateDiffers):
            reset_password(post=post, person_id=person.id, at=AT)
    assert (sessions(), account_of(person).is_active) == (0, False)
    with bound(post):
        reopen_account(post=post, person_id=person.id, at=AT)
        with pytest.raises(AccountStateDiffers):
            reopen_account(post=post, person_id=person.id, at=AT)
    account = account_of(person)
    assert account.is_active
    assert check_password(PASSWORD, account.password)
    assert [act for act, *_rest in journaled()] == [
        "people.end_sessions",
        "people.close_account",
        "people.reopen_account",
    ]
    assert announced() == ["people.AccountClosed", "people.AccountReopened"]


def test_a_reset_ends_the_old_password_and_all_sessions() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    signed_in(person)
    post = acting(tree.schools[0], role="school_administrator")
    with bound(post):
        new = reset_password(post=post, person_id=person.id, at=AT)
    account = account_of(person)
    assert (check_password(PASSWORD, account.password), check_password(new.password, account.password)) == (False, True)
    assert account.must_change_password
    assert sessions() == 0
    assert [act for act, *_rest in journaled()] == ["people.end_sessions", "people.reset_password"]
    assert announced() == ["people.PasswordReset"]


@pytest.mark.parametrize("action", ALL)
def test_not_for_oneself(action: Action) -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    with bound(post), pytest.raises(NotUponOneself):
        action(post=post, person_id=post.person_id, at=AT)


@pytest.mark.parametrize("action", ALL)
@pytest.mark.parametrize("role", ["officer", "auditor", "cio", "expert"])
def test_not_by_who_does_not_keep_people(action: Action, role: str) -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0], role=role)
    with bound(post), pytest.raises(MayNotKeepPeople):
        action(post=post, person_id=person.id, at=AT)


@pytest.mark.parametrize("action", ALL)
def test_climbing_by_somebody_elses_account_does_not_work(action: Action) -> None:
    """Whoever sets a password could act under every post of that person."""
    tree = Tree()
    school = tree.schools[0]
    post = acting(school, role="school_administrator")
    higher_here = holder(school, "cio")
    seconded_upwards = make_person(school)
    hold(seconded_upwards, tree.province, "officer")
    expert_elsewhere = make_person(school)
    hold(expert_elsewhere, tree.schools[7], "expert")
    stranger = make_person(tree.schools[7])
    hold(stranger, school, "teacher")
    for person, refusal in (
        (higher_here, PersonRanksAbove),
        (seconded_upwards, PersonRanksAbove),
        (expert_elsewhere, PersonHoldsPostsBeyond),
        (stranger, PersonIsAbsent),
    ):
        with bound(post), pytest.raises(refusal):
            action(post=post, person_id=person.id, at=AT)
    assert (journaled(), announced()) == ([], [])


def test_a_post_yet_to_begin_counts_and_an_ended_one_does_not() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    held = hold(person, tree.province, "administrator")
    post = acting(tree.schools[0], role="school_administrator")
    with everywhere():
        type(held).objects.filter(id=held.id).update(valid_from=AT.replace(year=2027))
    with bound(post), pytest.raises(PersonRanksAbove):
        reset_password(post=post, person_id=person.id, at=AT)
    with everywhere():
        type(held).objects.filter(id=held.id).update(valid_from=AT.replace(year=2020), valid_to=AT)
    with bound(post):
        reset_password(post=post, person_id=person.id, at=AT)
    assert account_of(person).must_change_password


def test_the_administrator_above_both_units_may() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    hold(person, tree.schools[7], "expert")
    post = acting(tree.province)
    with bound(post):
        reset_password(post=post, person_id=person.id, at=AT)
    assert account_of(person).must_change_password


def test_who_has_left_gets_no_account() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with everywhere():
        Person.objects.filter(id=person.id).update(left_on=AT.date())
    post = acting(tree.counties[0])
    with bound(post), pytest.raises(PersonHasLeft):
        open_account(post=post, person_id=fresh(person).id, at=AT)
