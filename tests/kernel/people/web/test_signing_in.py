"""Signing in and out as a browser meets it."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from django.conf import settings as live_settings
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, Tree, make_post
from tests.kernel.people.sign_in.conftest import account_of
from tests.web import signed_in
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.facade import SignInHint
from xuezheng.kernel.people.models import Account, Post, Session
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
COOKIE = live_settings.SESSION_COOKIE_NAME


@pytest.fixture
def teacher() -> Post:
    return make_post(Tree().schools[0], role="teacher", username="wang", name="王老师")


def sign_in(client: Client, **given: str) -> str:
    """Where the browser is sent, or the status where it stays."""
    answer = client.post("/sign-in/", {"username": "wang", "password": PASSWORD, **given})
    return answer.headers.get("Location", str(answer.status_code))


def change(account: Account, **values: object) -> None:
    with bound(system_post("test")):
        Account.objects.filter(id=account.id).update(**values)


def sessions() -> list[Session]:
    with bound(system_post("test")):
        return list(Session.objects.order_by("started_at"))


def test_the_right_password_opens_a_session(client: Client, teacher: Post) -> None:
    assert sign_in(client) == "/"
    assert client.get("/").status_code == 200
    [session] = sessions()
    assert (session.account_id, session.unit_path, session.means) == (
        account_of(teacher).id,
        teacher.unit_path,
        "password",
    )
    assert client.cookies[COOKIE].value not in (session.key_hash, session.data)


def test_a_session_cookie_is_for_this_browser_window_and_hidden_from_scripts(client: Client, teacher: Post) -> None:
    sign_in(client)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    known = client.cookies["known-device"]
    assert (known["httponly"], known["samesite"], known["path"]) == (True, "Lax", "/sign-in/")


@pytest.mark.parametrize("given", [{"password": "wrong"}, {"username": "nobody"}, {"password": PASSWORD + " "}])
def test_wrong_ones_are_answered_alike(client: Client, teacher: Post, given: dict[str, str]) -> None:
    answer = client.post(
        "/sign-in/", {"username": "wang", "password": PASSWORD, **given}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert "do not match" in answer.content.decode()
    assert COOKIE not in client.cookies


def test_a_key_from_before_signing_in_opens_nothing(client: Client, teacher: Post) -> None:
    client.post("/sign-in/passkey/ask/", headers={"host": "localhost"})
    planted = client.cookies[COOKIE].value
    sign_in(client)
    stranger = Client()
    stranger.cookies[COOKIE] = planted
    assert client.cookies[COOKIE].value != planted
    assert stranger.get("/").status_code == 302


def test_a_made_up_key_is_not_taken_over(client: Client, teacher: Post) -> None:
    client.cookies[COOKIE] = "a" * 43
    sign_in(client)
    assert client.cookies[COOKIE].value != "a" * 43


OTHER_SITES = ["https://evil.example/", "//evil.example", "/\\evil.example", "http:evil.example", "\t//evil.example"]


@pytest.mark.parametrize("target", [*OTHER_SITES, "javascript:alert(1)"])
def test_no_other_site_is_next(client: Client, teacher: Post, target: str) -> None:
    assert sign_in(client, next=target) == "/"


def test_an_own_page_is_next(client: Client, teacher: Post) -> None:
    assert client.get("/units/?kind=primary").headers["Location"] == "/sign-in/?next=%2Funits%2F%3Fkind%3Dprimary"
    assert sign_in(client, next="/units/?kind=primary") == "/units/?kind=primary"


def test_the_form_of_another_site_is_refused(teacher: Post) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in/", {"username": "wang", "password": PASSWORD}).status_code == 403
    signed_in(strict, teacher)
    addresses = ["/sign-out/", "/switch-post/", "/my-account/password/", "/my-account/sessions/end-others/"]
    addresses += ["/my-account/passkeys/ask/", "/my-account/tokens/new/", "/sign-in/passkey/answer/"]
    assert [strict.post(address).status_code for address in addresses] == [403] * len(addresses)


def test_signing_out_ends_the_session_for_good(client: Client, teacher: Post) -> None:
    sign_in(client)
    kept = client.cookies[COOKIE].value
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    client.cookies[COOKIE] = kept
    assert client.get("/").status_code == 302
    assert sessions() == []
    assert client.get("/sign-out/").status_code == 405


def test_a_session_ends_when_left_idle_and_at_its_longest(client: Client, teacher: Post) -> None:
    signed_in(client, teacher)
    ends = {"seen_at": timedelta(minutes=120), "expires_at": timedelta(0)}
    for field, ago in ends.items():
        signed_in(client, teacher)
        assert client.get("/").status_code == 200
        with bound(system_post("test")):
            Session.objects.update(**{field: datetime.now(UTC) - ago})
        assert client.get("/").status_code == 302


def test_seen_is_written_once_a_minute(client: Client, teacher: Post) -> None:
    signed_in(client, teacher)
    client.get("/")
    before = sessions()[0].seen_at
    client.get("/")
    assert sessions()[0].seen_at == before
    with bound(system_post("test")):
        Session.objects.update(seen_at=before - timedelta(seconds=61))
    client.get("/")
    assert sessions()[0].seen_at > before


def test_an_initial_password_is_changed_before_anything_else(client: Client, teacher: Post) -> None:
    change(account_of(teacher), must_change_password=True)
    assert sign_in(client, next="/units/") == "/units/"
    for address in ("/", "/units/", "/units/?format=csv", "/search/?q=x", "/my-account/", "/my-account/tokens/new/"):
        assert client.get(address).headers["Location"] == "/my-account/password/"
    assert client.get("/units/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/my-account/password/"
    assert client.post("/switch-post/", {"post": str(teacher.id)}).headers["Location"] == "/my-account/password/"
    page = client.get("/my-account/password/")
    assert (page.status_code, "王老师" in page.content.decode()) == (200, False)
    new = {"present": PASSWORD, "new": "Paper-Ink-Seal-7", "again": "Paper-Ink-Seal-7"}
    assert client.post("/my-account/password/", new).headers["Location"] == "/"
    assert client.get("/units/").status_code == 200


def test_signing_in_is_journalled_without_secrets(client: Client, teacher: Post) -> None:
    sign_in(client)
    client.post("/sign-out/")
    with bound(system_post("test")):
        entries = list(Entry.objects.order_by("id").values_list("act", "person_name", "unit_path", "origin", "after"))
    own = teacher.unit_path
    assert entries == [
        ("people.sign_in", "王老师", own, "127.0.0.1", {"means": "password"}),
        ("people.sign_out", "王老师", own, "127.0.0.1", None),
    ]


def test_a_closed_account_is_signed_out_at_once(client: Client, teacher: Post) -> None:
    sign_in(client)
    change(account_of(teacher), is_active=False)
    assert client.get("/").headers["Location"] == "/sign-in/?next=%2F"
    assert sign_in(client) == "422"


def test_pages_of_the_signed_in_are_not_kept_by_the_browser(client: Client, teacher: Post) -> None:
    sign_in(client)
    assert client.get("/").headers["Cache-Control"] == "no-store, private"


def test_who_is_signed_in_needs_no_sign_in_page(client: Client, teacher: Post) -> None:
    sign_in(client)
    assert client.get("/sign-in/?next=/units/").headers["Location"] == "/units/"


def test_demonstration_accounts_work_on_this_machine_only(client: Client, teacher: Post, settings: Settings) -> None:
    change(account_of(teacher), synthetic=True)
    assert sign_in(client) == "/"
    settings.LISTEN_ADDRESS = "0.0.0.0"
    assert client.get("/").status_code == 302
    answer = client.post("/sign-in/", {"username": "wang", "password": PASSWORD}, headers={"accept-language": "en"})
    assert (answer.status_code, "XUEZHENG_DEMO_BEYOND_LOOPBACK=1" in answer.content.decode()) == (403, True)
    assert sign_in(client, password="wrong") == "422"
    settings.DEMO_BEYOND_LOOPBACK = True
    assert sign_in(client) == "/"


def test_a_proxy_in_front_reaches_beyond_this_machine(client: Client, teacher: Post, settings: Settings) -> None:
    change(account_of(teacher), synthetic=True)
    settings.BEHIND_PROXY = True
    assert sign_in(client) == "403"


def test_behind_a_proxy_the_proxys_word_counts_and_nothing_before_it(
    client: Client, teacher: Post, settings: Settings
) -> None:
    headers = {"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}
    client.post("/sign-in/", {"username": "wang", "password": PASSWORD}, headers=headers)
    assert sessions()[-1].origin == "127.0.0.1"
    client.post("/sign-out/")
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.1"),)
    client.post("/sign-in/", {"username": "wang", "password": PASSWORD}, headers=headers)
    assert sessions()[-1].origin == "10.1.2.3"


def test_published_sign_ins_are_shown_on_this_machine_only(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = SignInHint(title="河南省教育厅", username="henan-administrator", password="published-password")
    monkeypatch.setattr("xuezheng.kernel.people.sign_in.hints._sources", [lambda: [hint]])

    def shown(address: str = "127.0.0.1") -> bool:
        return "published-password" in client.get("/sign-in/", REMOTE_ADDR=address).content.decode()

    assert (shown(), shown("::1"), shown("10.1.2.3")) == (True, True, False)
    settings.BEHIND_PROXY = True
    assert shown() is False
    settings.BEHIND_PROXY, settings.LISTEN_ADDRESS = False, "0.0.0.0"
    assert shown() is False
