"""My account: what its owner sees and changes, and what nobody else can."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django_otp.oath import hotp
from pytest_django.fixtures import Settings

from tests.factories import PASSWORD, Tree, make_post
from tests.kernel.people.sign_in.conftest import account_of
from tests.web import client_of, signed_in
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.people.models import Account, ApiToken, Authenticator, Passkey, Post, Session
from xuezheng.kernel.people.sign_in import rules
from xuezheng.kernel.people.sign_in.keys import decrypted
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
COOKIE = settings.SESSION_COOKIE_NAME
NEW = "Paper-Ink-Seal-7"


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def teacher(tree: Tree) -> Post:
    return make_post(tree.schools[0], role="teacher", username="wang", name="王老师")


def acts() -> list[str]:
    with bound(system_post("test")):
        return list(Entry.objects.order_by("id").values_list("act", flat=True))


def present_code(account: Account) -> str:
    """Of the next step, so that it is newer than the one used to enrol."""
    with bound(system_post("test")):
        secret = decrypted(bytes(Authenticator.objects.get(account=account).secret))
    return f"{hotp(secret, int(datetime.now(UTC).timestamp()) // 30 + 1):06d}"


def enrol(client: Client) -> list[str]:
    client.get("/my-account/authenticator/")
    secret = decrypted(client.session["authenticator_offered"].encode())
    code = f"{hotp(secret, int(datetime.now(UTC).timestamp()) // 30):06d}"
    page = client.post("/my-account/authenticator/", {"code": code})
    assert page.status_code == 200
    return list(page.context["codes"])


def test_the_page_shows_person_posts_and_browsers(teacher: Post) -> None:
    page = client_of(teacher).get("/my-account/", headers={"accept-language": "en"}).content.decode()
    shown = ["王老师", "演示第11小学", "Chrome", "this browser", "127.0.0.1"]
    assert [text for text in shown if text not in page] == []


def test_changing_the_password_signs_out_everywhere_else_and_renews_the_cookie(teacher: Post) -> None:
    here, there = client_of(teacher), client_of(teacher)
    before = here.cookies[COOKIE].value
    answer = here.post("/my-account/password/", {"present": PASSWORD, "new": NEW, "again": NEW})
    assert answer.headers["Location"] == "/my-account/"
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)
    assert here.cookies[COOKIE].value != before
    assert acts() == ["people.change_password", "people.end_sessions"]
    fresh = Client()
    assert fresh.post("/sign-in/", {"username": "wang", "password": PASSWORD}).status_code == 422
    assert fresh.post("/sign-in/", {"username": "wang", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"present": "wrong"}, "not your present password"),
        ({"again": "Other-Ink-Seal-7"}, "differ"),
        ({"new": PASSWORD, "again": PASSWORD}, "is the present one"),
        ({"new": "short", "again": "short"}, "too short"),
        ({"new": "0123456789", "again": "0123456789"}, "entirely numeric"),
        ({"new": "password123", "again": "password123"}, "too common"),
        ({"new": "wang", "again": "wang"}, "too similar"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(teacher: Post, given: dict[str, str], said: str) -> None:
    client = client_of(teacher)
    values = {"present": PASSWORD, "new": NEW, "again": NEW, **given}
    page = client.post("/my-account/password/", values, headers={"accept-language": "en"})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert acts() == []


def test_a_password_that_is_too_short_is_refused_in_chinese(teacher: Post) -> None:
    values = {"present": PASSWORD, "new": "short", "again": "short"}
    page = client_of(teacher).post("/my-account/password/", values, headers={"accept-language": "zh-hans"})
    assert "密码太短，至少需要 10 个字符。" in page.content.decode()


def test_guessing_the_present_password_in_an_open_browser_is_slowed(teacher: Post) -> None:
    client = client_of(teacher)
    wrong = {"present": "wrong", "new": NEW, "again": NEW}
    pages = [
        client.post("/my-account/password/", wrong, headers={"accept-language": "en"}).content.decode()
        for _time in range(6)
    ]
    assert ["Too many failed attempts" in page for page in pages] == [False] * 5 + [True]


def test_what_opens_doors_is_changed_only_after_the_password_was_shown_again(teacher: Post) -> None:
    client = client_of(teacher)
    session = client.session
    session["confirmed_at"] = (datetime.now(UTC) - timedelta(minutes=16)).timestamp()
    session.save()
    reads = ["/my-account/authenticator/", "/my-account/tokens/new/"]
    assert [client.get(path).headers["Location"] for path in reads] == [
        f"/my-account/confirm/?next={path.replace('/', '%2F')}" for path in reads
    ]
    writes = [
        "authenticator/remove/",
        "recovery-codes/",
        "passkeys/ask/",
        "passkeys/answer/",
        f"passkeys/{uuid4()}/remove/",
    ]
    assert {client.post(f"/my-account/{path}").headers["Location"] for path in writes} == {
        "/my-account/confirm/?next=%2Fmy-account%2F"
    }
    answer = client.post("/my-account/confirm/", {"password": PASSWORD, "next": "https://evil.example"})
    assert answer.headers["Location"] == "/"
    assert client.get("/my-account/tokens/new/").status_code == 200


def test_an_enrolled_app_is_asked_for_and_recovery_codes_stand_in(client: Client, teacher: Post) -> None:
    codes = enrol(signed_in(client, teacher))
    assert len(codes) == 10
    fresh = Client()
    answer = fresh.post("/sign-in/", {"username": "wang", "password": PASSWORD, "next": "/units/"})
    assert answer.headers["Location"] == "/sign-in/code/"
    assert fresh.get("/").status_code == 302
    assert fresh.get("/my-account/").status_code == 302
    assert fresh.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    right = fresh.post("/sign-in/code/", {"code": present_code(account_of(teacher))})
    assert right.headers["Location"] == "/units/"
    assert fresh.get("/units/").status_code == 200
    by_code = Client()
    by_code.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    assert by_code.post("/sign-in/code/", {"code": codes[3]}).headers["Location"] == "/"
    assert "9" in by_code.get("/my-account/", headers={"accept-language": "en"}).content.decode()
    assert by_code.post("/sign-in/code/", {"code": codes[3]}).headers["Location"] == "/sign-in/"


def test_the_second_step_needs_the_first(client: Client, teacher: Post) -> None:
    enrol(signed_in(client, teacher))
    assert Client().post("/sign-in/code/", {"code": "123456"}).headers["Location"] == "/sign-in/"


def test_the_second_step_belongs_to_the_browser_and_ends(client: Client, teacher: Post) -> None:
    enrol(signed_in(client, teacher))
    fresh = Client()
    fresh.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    with bound(system_post("test")):
        Session.objects.filter(account=None).update(expires_at=datetime.now(UTC))
    assert fresh.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_codes_and_secrets_are_not_kept_by_the_browser(client: Client, teacher: Post) -> None:
    signed_in(client, teacher)
    assert "no-store" in client.get("/my-account/authenticator/").headers["Cache-Control"]


def test_a_role_that_requires_a_second_factor_lets_nothing_else_through(
    client: Client, teacher: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    text = rules.CATALOG.read_text(encoding="utf-8").replace("required: []", "required: [teacher]")
    changed = tmp_path / "sign_in.yaml"  # type: ignore[operator] # a path
    changed.write_text(text, encoding="utf-8")
    monkeypatch.setattr(rules, "CATALOG", changed)
    rules.sign_in_rules.cache_clear()
    try:
        signed_in(client, teacher)
        assert client.get("/units/").headers["Location"] == "/my-account/authenticator/"
        enrol(client)
        assert client.get("/units/").status_code == 200
        with bound(system_post("test")):
            Account.objects.update(synthetic=True)
            Authenticator.objects.all().delete()
        assert client.get("/units/").status_code == 200
    finally:
        monkeypatch.undo()
        rules.sign_in_rules.cache_clear()


def test_one_browser_or_all_others_are_signed_out(teacher: Post) -> None:
    here, there, third = client_of(teacher), client_of(teacher), client_of(teacher)
    with bound(system_post("test")):
        first, second, _third = Session.objects.order_by("started_at")
    assert here.post(f"/my-account/sessions/{second.id}/end/").headers["Location"] == "/my-account/"
    assert [client.get("/").status_code for client in (here, there, third)] == [200, 302, 200]
    here.post("/my-account/sessions/end-others/")
    assert [client.get("/").status_code for client in (here, third)] == [200, 302]
    assert here.post(f"/my-account/sessions/{first.id}/end/").headers["Location"] == "/sign-in/"
    assert here.get("/").status_code == 302


def test_a_foreign_session_passkey_or_token_is_not_there(tree: Tree, teacher: Post) -> None:
    stranger = client_of(make_post(tree.province))
    client_of(teacher)
    account = account_of(teacher)
    with bound(system_post("test")):
        session = Session.objects.get(account=account)
        at = datetime.now(UTC)
        passkey = Passkey.objects.create(
            account=account,
            unit_path=account.unit_path,
            name="x",
            credential_id=b"1",
            public_key=b"1",
            sign_count=0,
            transports=[],
            backed_up=False,
            created_at=at,
        )
        token = ApiToken.objects.create(
            account=account,
            post=teacher,
            unit_path=account.unit_path,
            name="x",
            token_hash="h",
            ending="abcd",
            permissions=["units.read"],
            created_at=at,
            expires_at=at + timedelta(days=1),
        )
    for path in (
        f"sessions/{session.id}/end/",
        f"passkeys/{passkey.id}/",
        f"passkeys/{passkey.id}/remove/",
        f"tokens/{token.id}/revoke/",
        f"tokens/{uuid4()}/revoke/",
    ):
        assert stranger.post(f"/my-account/{path}", {"name": "mine"}).status_code == 404
    with bound(system_post("test")):
        assert (Session.objects.filter(account=account).count(), Passkey.objects.get().name) == (1, "x")
        assert ApiToken.objects.get().revoked_at is None


def test_a_token_is_made_shown_once_and_opens_the_api(tree: Tree) -> None:
    client = client_of(held := make_post(tree.counties[3], username="li"))
    values = {"name": "reporting", "post": str(held.id), "permissions": ["units.read"], "days": 30}
    page = client.post("/my-account/tokens/new/", values)
    secret = page.context["secret"]
    assert secret not in client.get("/my-account/").content.decode()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    answer = program.get("/api/v1/me")
    assert (answer.status_code, answer.json()["username"], answer.json()["permissions"]) == (200, "li", ["units.read"])
    assert program.get("/units/").status_code == 302


def test_the_form_for_a_token_refuses_what_the_post_may_not(tree: Tree) -> None:
    client = client_of(held := make_post(tree.schools[0], role="teacher"))
    values = {"name": "x", "post": str(held.id), "permissions": ["people.change"], "days": 30}
    assert client.post("/my-account/tokens/new/", values).context["form"].errors.keys() == {"permissions"}
    foreign = make_post(tree.province)
    values |= {"post": str(foreign.id), "permissions": ["units.read"]}
    assert client.post("/my-account/tokens/new/", values).context["form"].errors.keys() == {"post"}


def test_the_language_follows_the_account(client: Client, teacher: Post) -> None:
    signed_in(client, teacher).post("/my-account/language/", {"language": "en"})
    fresh = Client()
    answer = fresh.post("/sign-in/", {"username": "wang", "password": PASSWORD})
    assert answer.cookies["language"].value == "en"


def test_failed_attempts_by_others_are_told(client: Client, teacher: Post) -> None:
    for _time in range(5):
        Client().post("/sign-in/", {"username": "wang", "password": "wrong"}, REMOTE_ADDR="203.0.113.9")
    page = signed_in(client, teacher).get("/my-account/", headers={"accept-language": "en"}).content.decode()
    assert "failed 5 times" in page


def test_passkeys_need_a_named_place(client: Client, teacher: Post, settings: Settings) -> None:
    assert client.post("/sign-in/passkey/ask/").status_code == 422
    settings.PUBLIC_ORIGIN = "https://xuezheng.example.cn"
    assert client.post("/sign-in/passkey/ask/").json()["options"]["rpId"] == "xuezheng.example.cn"


EMPTY_ANSWER = '{"id":"AA","rawId":"AA","type":"public-key","response":{}}'


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": 1}', EMPTY_ANSWER])
def test_a_broken_answer_is_refused(client: Client, teacher: Post, answer: str) -> None:
    client.post("/sign-in/passkey/ask/", headers={"host": "localhost"})
    said = client.post("/sign-in/passkey/answer/", {"answer": answer}, headers={"host": "localhost"})
    assert (said.status_code, list(said.json())) == (422, ["detail"])
