"""Where a request comes from, with and without proxies, and with somebody who writes the headers a proxy would write."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, Tree, acting, make_post
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.pages.web.origin import ForwardedMiddleware, origin_of
from xuezheng.kernel.people.models import Session
from xuezheng.kernel.rest import rates
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

OURS = tuple(ip_network(text) for text in ("127.0.0.0/8", "::1", "10.0.0.0/24", "2001:db8:1::/48"))


@pytest.fixture
def _proxies(settings: Settings) -> None:
    settings.TRUSTED_PROXIES, settings.BEHIND_PROXY = OURS, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def request_from(peer: str, forwarded: str = "", **meta: str) -> Any:
    given = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **given, **meta)  # type: ignore[arg-type] # environment names


@pytest.mark.unit
@pytest.mark.usefixtures("_proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded", "origin"),
    [
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "6.6.6.6,203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.8", "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.9, 10.0.0.7", "10.0.0.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::1", "2001:db8:2::7, 2001:db8:1::1", "2001:db8:2::7"),
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("127.0.0.1", "[2001:db8:2::7]:4711", "2001:db8:2::7"),
        ("127.0.0.1", "203.0.113.9, unknown, 10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "203.0.113.9,", "127.0.0.1"),
        ("203.0.113.5", "10.0.0.7", "203.0.113.5"),
        ("10.0.1.1", "6.6.6.6", "10.0.1.1"),
        ("", "6.6.6.6", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours(peer: str, forwarded: str, origin: str) -> None:
    assert origin_of(request_from(peer, forwarded)) == origin


@pytest.mark.unit
def test_without_a_proxy_nobodys_word_counts() -> None:
    assert origin_of(request_from("127.0.0.1", "6.6.6.6")) == "127.0.0.1"


@pytest.mark.unit
@pytest.mark.usefixtures("_proxies")
@pytest.mark.parametrize(("peer", "secure"), [("127.0.0.1", True), ("203.0.113.5", False), ("", False)])
def test_the_scheme_is_believed_from_our_proxies_only(peer: str, secure: bool) -> None:
    seen: list[tuple[bool, bool]] = []

    def look(request: Any) -> Any:
        seen.append((request.is_secure(), "HTTP_X_FORWARDED_FOR" in request.META))

    ForwardedMiddleware(look)(request_from(peer, "6.6.6.6", HTTP_X_FORWARDED_PROTO="https"))
    assert seen == [(secure, secure)]


@pytest.mark.integration
@pytest.mark.django_db
@pytest.mark.usefixtures("_proxies")
def test_sessions_and_journal_name_the_client_and_not_what_it_wrote() -> None:
    make_post(Tree().schools[0], role="teacher", username="wang")
    for peer, forwarded in (("10.0.0.8", "6.6.6.6, 203.0.113.9, 10.0.0.7"), ("203.0.113.5", "6.6.6.6")):
        given = {"username": "wang", "password": PASSWORD}
        Client().post("/sign-in/", given, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    with bound(system_post("test")):
        assert list(Session.objects.order_by("seen_at", "id").values_list("origin", flat=True).distinct()) == [
            "203.0.113.9",
            "203.0.113.5",
        ]
        entries = Entry.objects.filter(act="people.sign_in").order_by("id")
        assert [entry.origin for entry in entries] == ["203.0.113.9", "203.0.113.5"]


@pytest.mark.integration
@pytest.mark.django_db
@pytest.mark.usefixtures("_proxies")
def test_failures_are_counted_for_the_client_behind_the_proxy() -> None:
    """Whoever writes a new address each time gains nothing; whoever sits elsewhere behind the same proxy loses nothing."""
    make_post(Tree().schools[0], role="teacher", username="wang")

    def try_it(forwarded: str, password: str = "wrong") -> int:
        given = {"username": "wang", "password": password}
        return Client().post("/sign-in/", given, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded).status_code

    attempts = [try_it(f"198.51.100.{number}, 203.0.113.9") for number in range(6)]
    assert attempts == [422] * 5 + [429]
    assert try_it("198.51.100.99, 203.0.113.9", PASSWORD) == 429
    assert try_it("192.0.2.1", PASSWORD) == 302


@pytest.mark.integration
@pytest.mark.django_db
@pytest.mark.usefixtures("_proxies")
def test_rates_are_counted_for_the_client_behind_the_proxy() -> None:
    rates.forget_all()
    with tokens(keeper=acting(Tree().counties[0])), override_settings(API_RATE_PER_ADDRESS=2):
        told = [
            Caller("keeper").ask("GET", "/api/v1/units", X_Forwarded_For=forwarded).status_code
            for forwarded in ("6.6.6.1, 203.0.113.9", "6.6.6.2, 203.0.113.9", "6.6.6.3, 203.0.113.9", "192.0.2.1")
        ]
    rates.forget_all()
    assert told == [200, 200, 429, 200]
