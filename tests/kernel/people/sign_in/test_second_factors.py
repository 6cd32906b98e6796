"""Authenticator apps and recovery codes, moment by moment."""

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as live_settings
from django_otp.oath import hotp
from pytest_django.fixtures import Settings

from tests.factories import AT, make_post
from tests.kernel.people.sign_in.conftest import account_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.models import Account, Authenticator, Post, RecoveryCode
from xuezheng.kernel.people.sign_in import second_factors
from xuezheng.kernel.people.sign_in.keys import decrypted, encrypted
from xuezheng.kernel.people.sign_in.owner import person_acting
from xuezheng.kernel.people.sign_in.second_factors import accept_code, enrol_authenticator
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SECRET = b"12345678901234567890"


def shown(at: datetime) -> str:
    """What the app shows at that moment."""
    return f"{hotp(SECRET, int(at.timestamp()) // 30):06d}"


def later(seconds: int) -> datetime:
    return AT + timedelta(seconds=seconds)


def tried(account: Account, code: str, at: datetime) -> str:
    try:
        return accept_code(account=account, code=code, cookie="", at=at)
    except Refusal as refusal:
        return type(refusal).__name__


@pytest.fixture
def account(teacher: Post) -> Account:
    return account_of(teacher)


@pytest.fixture
def codes(account: Account) -> list[str]:
    return enrol_authenticator(
        post=person_acting(account), account=account, secret=SECRET, code=shown(AT), session="", at=AT
    )


def test_the_algorithm_is_the_standards() -> None:
    """RFC 6238, appendix B: at 59 s the eight digits are 94287082."""
    at = datetime.fromtimestamp(59, tz=AT.tzinfo)
    assert second_factors.matching_step(SECRET, code="287082", after=0, at=at) == 1


@pytest.mark.usefixtures("codes")
def test_a_code_opens_once(account: Account) -> None:
    assert tried(account, shown(later(60)), later(60)) == "totp"
    assert tried(account, shown(later(60)), later(61)) == "CodeWrong"
    assert tried(account, shown(later(90)), later(90)) == "totp"


@pytest.mark.usefixtures("codes")
def test_the_code_of_the_enrolment_does_not_open(account: Account) -> None:
    assert tried(account, shown(AT), AT) == "CodeWrong"


@pytest.mark.usefixtures("codes")
def test_an_older_code_than_the_last_used_does_not_open(account: Account) -> None:
    assert tried(account, shown(later(90)), later(60)) == "totp"
    assert tried(account, shown(later(60)), later(61)) == "CodeWrong"


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize(
    ("off", "outcome"), [(-60, "CodeWrong"), (-30, "totp"), (0, "totp"), (30, "totp"), (60, "CodeWrong")]
)
def test_a_clock_may_be_off_by_one_step(account: Account, off: int, outcome: str) -> None:
    at = later(600)
    assert tried(account, shown(at + timedelta(seconds=off)), at) == outcome


@pytest.mark.usefixtures("codes")
def test_guessing_codes_is_slowed_for_the_account_not_for_a_network(account: Account) -> None:
    right = shown(later(600))
    wrong = "000000" if right != "000000" else "111111"
    outcomes = [tried(account, wrong, later(600)) for _time in range(6)]
    assert outcomes == ["CodeWrong"] * 5 + ["TooManyFailures"]
    assert tried(account, right, later(600)) == "TooManyFailures"


def test_a_recovery_code_opens_once_however_it_is_written(account: Account, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", code) for code in codes)
    assert tried(account, codes[0].upper().replace("-", " "), AT) == "recovery"
    assert tried(account, codes[0], AT) == "CodeWrong"
    assert tried(account, codes[1], AT) == "recovery"


def test_recovery_codes_are_kept_as_keyed_hashes_bound_to_the_account(
    teacher: Post, account: Account, codes: list[str]
) -> None:
    with bound(system_post("test")):
        kept = list(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert (len(kept), set(kept) & set(codes)) == (10, set())
    other = account_of(make_post(teacher.unit, role="teacher"))
    assert tried(other, codes[0], AT) == "CodeWrong"


def test_new_recovery_codes_replace_the_old(account: Account, codes: list[str]) -> None:
    fresh = second_factors.renew_recovery_codes(post=person_acting(account), account=account, at=AT)
    assert [tried(account, codes[0], AT), tried(account, fresh[0], AT)] == ["CodeWrong", "recovery"]


@pytest.mark.usefixtures("codes")
def test_the_secret_is_encrypted_and_survives_a_renewed_key(account: Account, settings: Settings) -> None:
    with bound(system_post("test")):
        kept = bytes(Authenticator.objects.get(account=account).secret)
    assert SECRET not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key" * 8, [live_settings.SECRET_KEY]
    assert decrypted(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert tried(account, shown(later(60)), later(60)) == "SecretUnreadable"


def test_two_encryptions_differ() -> None:
    assert encrypted(b"x") != encrypted(b"x")


def test_enrolling_needs_a_right_code_and_is_not_done_twice(account: Account, codes: list[str]) -> None:
    acting = person_acting(account)
    with pytest.raises(Refusal, match="does not match"):
        enrol_authenticator(post=acting, account=account, secret=SECRET, code="12", session="", at=AT)
    with pytest.raises(Refusal, match="already set up"):
        enrol_authenticator(post=acting, account=account, secret=SECRET, code=shown(AT), session="", at=AT)


def test_nobody_else_enrols_removes_or_renews(teacher: Post, account: Account, codes: list[str]) -> None:
    stranger = person_acting(account_of(make_post(teacher.unit, role="school_administrator")))
    for attempt in (
        lambda: second_factors.remove_authenticator(post=stranger, account=account, at=AT),
        lambda: second_factors.renew_recovery_codes(post=stranger, account=account, at=AT),
    ):
        with pytest.raises(Refusal, match="that person"):
            attempt()
    with bound(system_post("test")):
        assert (Authenticator.objects.count(), RecoveryCode.objects.count()) == (1, 10)


def test_removing_takes_the_recovery_codes_along_and_the_journal_tells(account: Account, codes: list[str]) -> None:
    second_factors.remove_authenticator(post=person_acting(account), account=account, at=AT)
    with bound(system_post("test")):
        assert (Authenticator.objects.count(), RecoveryCode.objects.count()) == (0, 0)
        entries = list(Entry.objects.order_by("id").values_list("act", "before", "after", "object_id"))
    own = str(account.id)
    assert entries == [
        ("people.enrol_authenticator", None, None, own),
        ("people.remove_authenticator", None, None, own),
    ]


def test_the_picture_holds_the_standard_address(account: Account) -> None:
    address = second_factors.enrolment_address(account, secret=SECRET)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("otpauth", "totp", "/Xuezheng:wang")
    assert parse_qs(parts.query) == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
        "issuer": ["Xuezheng"],
        "digits": ["6"],
    }
    assert second_factors.enrolment_picture(address).startswith("data:image/svg+xml")
