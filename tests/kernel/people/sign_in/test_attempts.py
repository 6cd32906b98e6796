"""Guessing slows down for the guesser, never for the owner."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection

from tests.factories import AT, PASSWORD, make_post
from tests.kernel.people.sign_in.conftest import account_of, set_quick_password
from xuezheng.kernel.people.initial_passwords import encoded
from xuezheng.kernel.people.models import AttemptCount, Post
from xuezheng.kernel.people.sign_in import attempts, passwords
from xuezheng.kernel.people.sign_in.attempts import (
    TooManyFailures,
    claim_attempt,
    failures_of_name,
    forget_attempts,
    password_counts,
    release_claim,
)
from xuezheng.kernel.people.sign_in.devices import with_account
from xuezheng.kernel.people.sign_in.origins import network_of
from xuezheng.kernel.people.sign_in.passwords import NameOrPasswordWrong, account_with_password
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
HOME, ELSEWHERE = "10.1.2.3", "203.0.113.9"


def tried(
    username: str = "wang", password: str = "wrong", *, origin: str = ELSEWHERE, cookie: str = "", late: int = 0
) -> str:
    """What came of an attempt: the account's name, or the class of the refusal."""
    try:
        return account_with_password(
            username=username, password=password, origin=origin, cookie=cookie, at=AT + timedelta(seconds=late)
        ).username
    except Refusal as refusal:
        return type(refusal).__name__


@pytest.fixture
def _quick(quick_passwords: None, teacher: Post) -> None:
    set_quick_password(teacher)


@pytest.mark.usefixtures("_quick")
def test_a_guesser_is_slowed_and_the_right_password_is_refused_meanwhile() -> None:
    assert [tried() for _time in range(6)] == ["NameOrPasswordWrong"] * 5 + ["TooManyFailures"]
    assert tried(password=PASSWORD) == "TooManyFailures"


@pytest.mark.usefixtures("_quick")
def test_waits_double_and_are_not_prolonged_by_trying() -> None:
    for _time in range(5):
        tried()
    assert [tried(late=second) for second in range(0, 30, 3)] == ["TooManyFailures"] * 10
    assert tried(late=30) == "NameOrPasswordWrong"
    assert [tried(late=89), tried(late=90)] == ["TooManyFailures", "NameOrPasswordWrong"]
    assert [tried(late=209), tried(late=210)] == ["TooManyFailures", "NameOrPasswordWrong"]


@pytest.mark.usefixtures("_quick")
def test_a_thousand_failures_from_elsewhere_do_not_lock_the_owner_out() -> None:
    for number in range(1000):
        tried(origin=f"198.{number % 250}.{number // 250}.7")
    assert failures_of_name("wang", at=AT) == 1000
    assert tried(password=PASSWORD, origin=HOME) == "wang"


@pytest.mark.usefixtures("_quick")
def test_under_attack_each_network_gets_one_free_attempt_and_never_none() -> None:
    for number in range(100):
        tried(origin=f"198.51.{number}.7")
    assert [tried(origin=HOME), tried(origin=HOME)] == ["NameOrPasswordWrong", "TooManyFailures"]
    assert tried(password=PASSWORD, origin="10.9.9.9") == "wang"


@pytest.mark.usefixtures("_quick")
def test_a_known_browser_keeps_its_own_allowance_beside_a_guesser_in_the_same_network(teacher: Post) -> None:
    known = with_account("", account_id=account_of(teacher).id)
    for _time in range(40):
        tried(origin=HOME)
    assert tried(password=PASSWORD, origin=HOME) == "TooManyFailures"
    assert tried(password=PASSWORD, origin=HOME, cookie=known) == "wang"


@pytest.mark.usefixtures("_quick")
def test_a_known_browser_is_slowed_by_its_own_failures(teacher: Post) -> None:
    known = with_account("", account_id=account_of(teacher).id)
    assert [tried(cookie=known) for _time in range(7)] == ["NameOrPasswordWrong"] * 6 + ["TooManyFailures"]
    assert tried(password=PASSWORD, origin=HOME) == "wang"


@pytest.mark.usefixtures("_quick")
def test_a_browser_known_to_another_account_or_a_forged_cookie_gives_nothing(teacher: Post) -> None:
    other = make_post(teacher.unit, role="teacher")
    cookies = [
        with_account("", account_id=account_of(other).id),
        with_account("", account_id=account_of(teacher).id) + "x",
    ]
    for _time in range(5):
        tried()
    assert [tried(password=PASSWORD, cookie=cookie) for cookie in cookies] == ["TooManyFailures"] * 2


@pytest.mark.usefixtures("_quick")
def test_trying_many_names_from_one_origin_is_slowed() -> None:
    outcomes = [tried(username=f"name{number}") for number in range(40)]
    assert outcomes == ["NameOrPasswordWrong"] * 30 + ["TooManyFailures"] * 10
    assert tried(username="wang", password=PASSWORD) == "TooManyFailures"
    assert tried(username="wang", password=PASSWORD, late=61) == "wang"


@pytest.mark.usefixtures("_quick")
def test_an_own_account_does_not_buy_new_attempts_at_others() -> None:
    outcomes = []
    for number in range(40):
        outcomes.append(tried(username=f"name{number}"))
        tried(username="wang", password=PASSWORD)
    assert outcomes.count("NameOrPasswordWrong") == 30


@pytest.mark.usefixtures("_quick")
def test_unknown_names_are_counted_and_answered_like_known_ones() -> None:
    known = [tried(username="wang", origin=HOME) for _time in range(7)]
    unknown = [tried(username="nobody") for _time in range(7)]
    assert known == unknown
    with bound(system_post("test")):
        kinds = sorted(AttemptCount.objects.values_list("kind", flat=True))
    assert kinds == ["name", "name", "name_from_network", "name_from_network", "origin", "origin"]


@pytest.mark.usefixtures("_quick")
def test_known_and_unknown_names_take_the_same_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the clock but the steps: the same statements, and one hash check of the same cost."""
    steps: list[str] = []

    def counted(password: str, encoded: str) -> bool:
        steps.append(encoded.rsplit("$", 2)[0])
        return check_password(password, encoded)

    def noted(execute, sql, params, many, context):  # type: ignore[no-untyped-def] # Django's wrapper signature
        steps.append(sql.split()[0])
        return execute(sql, params, many, context)

    def steps_of(username: str) -> list[str]:
        steps.clear()
        with connection.execute_wrapper(noted):
            tried(username=username)
        return list(steps)

    monkeypatch.setattr(passwords, "check_password", counted)
    known = steps_of("wang")
    assert known == steps_of("nobody")
    assert known.count("argon2$argon2id$v=19$m=8,t=1,p=1") == 1


@pytest.mark.usefixtures("_quick")
def test_counts_belong_to_the_accounts_unit_where_there_is_one(teacher: Post) -> None:
    tried()
    tried(username="nobody")
    with bound(system_post("test")):
        paths = sorted(AttemptCount.objects.values_list("kind", "unit_path"))
    own = teacher.unit_path
    assert paths == [
        ("name", "cn."),
        ("name", own),
        ("name_from_network", "cn."),
        ("name_from_network", own),
        ("origin", "cn."),
    ]


@pytest.mark.usefixtures("_quick")
def test_counts_are_forgotten() -> None:
    for _time in range(5):
        tried()
    assert tried(late=25 * 3600) == "NameOrPasswordWrong"
    with bound(system_post("test")):
        assert forget_attempts(at=AT + timedelta(days=9)) == 3


def test_a_closed_account_answers_like_a_wrong_password(teacher: Post) -> None:
    account = account_of(teacher)
    account.is_active = False
    with bound(system_post("test")):
        account.save()
    assert tried(password=PASSWORD) == "NameOrPasswordWrong"


def test_the_sentence_names_the_wait() -> None:
    assert str(TooManyFailures(timedelta(seconds=1))) in {
        "Too many failed attempts. Try again in 1 second.",
        "失败次数过多，请在 1 秒后重试。",
    }
    assert TooManyFailures(timedelta(seconds=59.2)).seconds == 60


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.0/24"),
        ("::ffff:10.1.2.3", "10.1.2.0/24"),
        ("2001:db8:1:2ff::1", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(address, prefixes=sign_in_rules().networks) == network


def test_success_takes_the_claim_back_but_does_not_reset_the_origin(teacher: Post) -> None:
    counts = password_counts(username="wang", origin=ELSEWHERE, device="", at=AT)
    for _time in range(3):
        claim_attempt(counts=counts, account=None, at=AT)
    release_claim(claim_attempt(counts=counts, account=None, at=AT))
    with bound(system_post("test")):
        left = dict(AttemptCount.objects.values_list("kind", "failures"))
    assert left == {"name": 3, "origin": 3}


def test_wrong_is_one_sentence_for_all() -> None:
    assert str(NameOrPasswordWrong()) == str(NameOrPasswordWrong())
    assert attempts.TooManyFailures(timedelta(1)).status == 429


@pytest.mark.usefixtures("_quick")
def test_a_cheaply_hashed_initial_password_costs_the_full_check_too(
    teacher: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own small figures would tell by time that the account exists and was never used."""
    account = account_of(teacher)
    account.password = encoded("abcde-fghjk-mnpqr")
    with bound(system_post("test")):
        account.save()
    costs: list[str] = []

    def counted(password: str, encoded: str) -> bool:
        costs.append(encoded.split("$")[3])
        return check_password(password, encoded)

    monkeypatch.setattr(passwords, "check_password", counted)
    assert tried() == "NameOrPasswordWrong"
    assert costs == ["m=1024,t=1,p=1", "m=8,t=1,p=1"]
    assert tried(password="abcde-fghjk-mnpqr", origin=HOME) == "wang"
