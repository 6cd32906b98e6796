"""Taking away what an account signs in with beside its password."""

from dataclasses import replace

import pytest
from django_otp.oath import hotp

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import account_of, everywhere, fresh, holder, journaled, make_person
from xuezheng.kernel.people.actions.reset_password import reset_password
from xuezheng.kernel.people.actions.reset_second_factors import reset_second_factors
from xuezheng.kernel.people.models import Account, ApiToken, Authenticator, Passkey, Person, Post, RecoveryCode
from xuezheng.kernel.people.refusals import AccountStateDiffers, PersonRanksAbove
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.people.sign_in.second_factors import enrol_authenticator
from xuezheng.kernel.people.sign_in.tokens import create_token
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SECRET = b"12345678901234567890"


def equipped(person: Person) -> None:
    """An app, recovery codes, a passkey, a token."""
    with everywhere():
        account = Account.objects.select_related("person").get(person=person)
    own = person_acting(account)
    code = f"{hotp(SECRET, int(AT.timestamp()) // 30):06d}"
    enrol_authenticator(post=own, account=account, secret=SECRET, code=code, session="", at=AT)
    with everywhere():
        held = Post.objects.get(person=person)
        Passkey.objects.create(
            account=account,
            unit_path=account.unit_path,
            name="Phone",
            credential_id=b"1",
            public_key=b"1",
            sign_count=0,
            transports=[],
            backed_up=False,
            created_at=AT,
        )
    create_token(post=own, account=account, post_id=held.id, name="x", permissions=["units.read"], days=9, at=AT)


def test_everything_but_the_password_goes() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    equipped(person)
    before = account_of(person).password
    post = acting(tree.counties[0])
    with bound(post):
        reset_second_factors(post=post, person_id=person.id, at=AT)
    with everywhere():
        left = [model.objects.count() for model in (Authenticator, RecoveryCode, Passkey)]
        token = ApiToken.objects.get()
    assert (left, fresh(token).revoked_at, account_of(person).password) == ([0, 0, 0], AT, before)
    assert journaled()[-1] == (
        "people.reset_second_factors",
        person.unit_path,
        {"authenticator": True, "passkeys": 1, "tokens": 1},
        None,
    )


def test_who_has_no_account_has_nothing_to_lose() -> None:
    tree = Tree()
    person, post = make_person(tree.schools[0]), acting(tree.counties[0])
    with bound(post), pytest.raises(AccountStateDiffers):
        reset_second_factors(post=post, person_id=person.id, at=AT)


def test_nobody_reaches_up() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "cio")
    equipped(person)
    post = acting(tree.schools[0], role="school_administrator")
    with bound(post), pytest.raises(PersonRanksAbove):
        reset_second_factors(post=post, person_id=person.id, at=AT)
    with everywhere():
        assert Passkey.objects.count() == 1


def test_a_token_that_keeps_records_does_not_come_by_grants_through_somebodys_password() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "school_administrator")
    post = acting(tree.counties[0])
    narrow = replace(post, permissions=frozenset({"people.read", "people.change"}))
    with bound(narrow), pytest.raises(NotAllowed):
        reset_password(post=narrow, person_id=person.id, at=AT)
    with bound(post):
        assert reset_password(post=post, person_id=person.id, at=AT).password
