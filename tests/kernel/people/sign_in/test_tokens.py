"""Tokens: what they open, and everything that makes them open nothing."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from tests.factories import AT, Tree, make_post
from tests.kernel.people.sign_in.conftest import account_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.facade import acting_post_of_token
from xuezheng.kernel.people.models import Account, ApiToken, Post
from xuezheng.kernel.people.sign_in import tokens
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def post(tree: Tree) -> Post:
    return make_post(tree.counties[3], role="administrator", username="li")


def made(post: Post, *permissions: str, days: int = 30, held: Post | None = None) -> tuple[ApiToken, str]:
    account = account_of(post)
    return tokens.create_token(
        post=person_acting(account),
        account=account,
        post_id=(held or post).id,
        name="reporting",
        permissions=permissions or ("units.read",),
        days=days,
        at=AT,
    )


def opened(token: str, at: datetime = AT) -> str:
    try:
        return acting_post_of_token(token, at=at, origin="10.1.2.3").role
    except Refusal as refusal:
        return type(refusal).__name__


def change(**values: object) -> None:
    with bound(system_post("test")):
        Account.objects.update(**values)


def test_a_token_acts_under_its_post_with_its_permissions_only(tree: Tree, post: Post) -> None:
    _token, secret = made(post, "units.read", "people.read")
    acting = acting_post_of_token(secret, at=AT, origin="10.1.2.3", request_id="r1")
    assert (acting.post_id, acting.permissions) == (post.id, frozenset({"units.read", "people.read"}))
    assert (acting.scope_path, acting.origin, acting.request_id) == (tree.counties[3].unit_path, "10.1.2.3", "r1")


def test_only_a_hash_is_kept_and_the_journal_knows_no_secret(post: Post) -> None:
    token, secret = made(post)
    with bound(system_post("test")):
        kept = ApiToken.objects.get()
        entry = Entry.objects.get()
    assert secret.startswith("xz_")
    assert (secret in str(kept.__dict__), secret in str(entry.__dict__), kept.ending) == (False, False, secret[-4:])
    assert (entry.act, (entry.after or {})["post"], entry.unit_path) == (
        "people.create_token",
        str(post.id),
        post.unit_path,
    )
    assert token.unit_path == post.unit_path


@pytest.mark.parametrize("wrong", ["", "xz_", "xz_" + "A" * 43, "nothing", "xz_\x00", "Bearer xz_"])
def test_a_wrong_token_opens_nothing(post: Post, wrong: str) -> None:
    made(post)
    assert opened(wrong) == "TokenRefused"


def test_a_token_ends_on_its_day(post: Post) -> None:
    _token, secret = made(post, days=30)
    end = AT + timedelta(days=30)
    assert [opened(secret, end - timedelta(seconds=1)), opened(secret, end)] == ["administrator", "TokenRefused"]


def test_a_revoked_token_opens_nothing_and_is_not_revoked_twice(post: Post) -> None:
    token, secret = made(post)
    account = account_of(post)
    tokens.revoke_token(post=person_acting(account), account=account, token_id=token.id, at=AT)
    assert opened(secret) == "TokenRefused"
    with pytest.raises(Refusal):
        tokens.revoke_token(post=person_acting(account), account=account, token_id=token.id, at=AT)


def test_a_stranger_does_not_revoke(tree: Tree, post: Post) -> None:
    token, secret = made(post)
    stranger = account_of(make_post(tree.province))
    with pytest.raises(Refusal):
        tokens.revoke_token(post=person_acting(stranger), account=account_of(post), token_id=token.id, at=AT)
    with pytest.raises(Refusal):
        tokens.revoke_token(post=person_acting(stranger), account=stranger, token_id=token.id, at=AT)
    assert opened(secret) == "administrator"


@pytest.mark.parametrize("values", [{"is_active": False}, {"must_change_password": True}])
def test_a_token_ends_with_the_account(post: Post, values: dict[str, object]) -> None:
    _token, secret = made(post)
    change(**values)
    assert opened(secret) == "TokenRefused"


def test_a_token_ends_with_its_post(post: Post) -> None:
    _token, secret = made(post)
    with bound(system_post("test")):
        Post.objects.filter(id=post.id).update(valid_to=AT)
    assert opened(secret) == "TokenRefused"


def test_a_token_ends_with_its_unit(tree: Tree, post: Post) -> None:
    _token, secret = made(post)
    with bound(system_post("test")):
        Unit.objects.filter(id=post.unit_id).update(closed_on=AT.date())
    assert opened(secret) == "TokenRefused"


def test_a_token_never_holds_more_than_the_role_has_now(post: Post) -> None:
    _token, secret = made(post, "units.read", "people.change")
    with bound(system_post("test")):
        Post.objects.filter(id=post.id).update(role="analyst")
    assert acting_post_of_token(secret, at=AT).permissions == frozenset({"units.read"})


def test_permissions_beyond_the_role_are_refused(tree: Tree) -> None:
    teacher = make_post(tree.schools[0], role="teacher")
    with pytest.raises(Refusal) as refused:
        made(teacher, "units.read", "people.change")
    assert (refused.value.field, "people.change" in str(refused.value)) == ("permissions", True)


def test_a_foreign_or_made_up_post_is_refused(tree: Tree, post: Post) -> None:
    foreign = make_post(tree.province)
    with pytest.raises(Refusal) as refused:
        made(post, held=foreign)
    assert refused.value.field == "post"
    account = account_of(post)
    with pytest.raises(Refusal):
        tokens.create_token(
            post=person_acting(account),
            account=account,
            post_id=uuid4(),
            name="x",
            permissions=["units.read"],
            days=1,
            at=AT,
        )


@pytest.mark.parametrize("days", [0, -1, 366])
def test_days_have_a_limit(post: Post, days: int) -> None:
    with pytest.raises(Refusal) as refused:
        made(post, days=days)
    assert refused.value.field == "days"


def test_an_account_has_so_many_tokens(post: Post) -> None:
    for _number in range(20):
        made(post)
    with pytest.raises(Refusal, match="as many"):
        made(post)


def test_demonstration_tokens_work_on_this_machine_only(post: Post, settings: Settings) -> None:
    _token, secret = made(post)
    change(synthetic=True)
    assert opened(secret) == "administrator"
    settings.LISTEN_ADDRESS = "::"
    assert opened(secret) == "DemonstrationOnly"
    settings.DEMO_BEYOND_LOOPBACK = True
    assert opened(secret) == "administrator"


def test_its_use_is_noted_at_most_once_a_minute(post: Post) -> None:
    _token, secret = made(post)
    seen = []
    for seconds in (0, 30, 60):
        opened(secret, AT + timedelta(seconds=seconds))
        with bound(system_post("test")):
            kept = ApiToken.objects.get()
        seen.append((kept.used_at, kept.origin))
    assert seen == [(AT, "10.1.2.3"), (AT, "10.1.2.3"), (AT + timedelta(seconds=60), "10.1.2.3")]
