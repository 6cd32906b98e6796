"""Every promise of the machinery, through real requests over real units."""

import re
from types import SimpleNamespace
from typing import Any, Literal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from pydantic import TypeAdapter, ValidationError

from tests.factories import PASSWORD, Tree, acting, make_post
from tests.kernel.rest import sample
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.rest import rates
from xuezheng.kernel.rest.models import StoredReply
from xuezheng.kernel.rest.sentences import field_errors
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit, UnitAlias

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SAMPLE = "/api/v1/sample"
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def _sample_addresses() -> Any:
    with override_settings(ROOT_URLCONF="tests.kernel.rest.sample"):
        yield


@pytest.fixture
def tree() -> Tree:
    return Tree()


@pytest.fixture
def county(tree: Tree) -> Any:
    with tokens(county=acting(tree.counties[0]), school=acting(tree.schools[0], role="teacher")):
        yield Caller("county")


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response["Content-Type"] == PROBLEM, response.content
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["status"]) == (status, status), body
    assert body["type"] == f"/api/v1/docs#{code}"
    assert re.fullmatch(r"[0-9a-f]{16}", body["request_id"])
    assert body["request_id"] == response["X-Request-Id"]
    return body


def one(tree: Tree) -> str:
    return f"{SAMPLE}/{tree.schools[0].uuid}"


def names_of(*, unit: Unit) -> list[str]:
    with bound(system_post("test")):
        return list(UnitAlias.objects.filter(unit=unit).values_list("name", flat=True))


def test_a_list_is_paged_and_complete(tree: Tree, county: Caller) -> None:
    seen: list[str] = []
    address = f"{SAMPLE}?limit=2"
    while address:
        response = county.ask("GET", address)
        assert len(response.json()["items"]) <= 2
        seen += [item["code"] for item in response.json()["items"]]
        linked = re.fullmatch(r'<(.+)>; rel="next"', response.get("Link", ""))
        assert (linked is not None) == (response.json()["next"] is not None)
        address = linked[1] if linked else ""
    visible = [tree.ministry, tree.province, tree.office, tree.cities[0], tree.counties[0], *tree.schools[:2]]
    assert seen == sorted(unit.code for unit in visible)


def test_a_cursor_serves_only_its_own_list(tree: Tree, county: Caller) -> None:
    cursor = county.ask("GET", f"{SAMPLE}?limit=1").json()["next"]
    for asked in (f"kind=primary&cursor={cursor}", "cursor=bm9uc2Vuc2U", f"cursor={cursor}x"):
        body = problem(county.ask("GET", f"{SAMPLE}?{asked}"), 422, "invalid")
        assert [error["field"] for error in body["errors"]] == ["cursor"]


def test_a_mistyped_parameter_is_refused(county: Caller) -> None:
    body = problem(county.ask("GET", f"{SAMPLE}?knid=primary&limit=201"), 422, "invalid")
    assert body["errors"] == [{"field": "knid", "detail": "There is no such parameter here."}]
    body = problem(county.ask("GET", f"{SAMPLE}?limit=201"), 422, "invalid")
    assert body["errors"] == [{"field": "limit", "detail": "At most 200."}]


def test_who_is_nobody_is_told_to_sign_in(tree: Tree) -> None:
    for headers in ({}, {"Authorization": "Bearer xz_guess"}, {"Authorization": "Basic YTpi"}):
        response = Client(headers=headers).get(one(tree))
        assert response.json()["status"] == 401
        assert response["WWW-Authenticate"] == 'Bearer realm="xuezheng"'


def test_a_foreign_row_answers_as_an_absent_one(tree: Tree, county: Caller) -> None:
    answers = []
    for key in (tree.schools[7].uuid, uuid4()):
        for method, body in (("GET", None), ("PATCH", {"short_name": "x"})):
            told = problem(county.ask(method, f"{SAMPLE}/{key}", body, If_Match='"1"'), 404, "not-found")
            answers.append({**told, "request_id": ""})
    assert [answers[0]] * 4 == answers


def test_a_post_without_the_permission_is_refused_before_anything_is_read(tree: Tree, county: Caller) -> None:
    body = problem(Caller("school").ask("PATCH", one(tree), {"short_name": "x"}, If_Match='"1"'), 403, "not-allowed")
    assert body["title"] == "Not allowed"


def test_a_write_states_the_version_it_read(tree: Tree, county: Caller) -> None:
    tag = county.ask("GET", one(tree))["ETag"]
    problem(county.ask("PATCH", one(tree), {"short_name": "a"}), 428, "version-needed")
    problem(county.ask("PATCH", one(tree), {"short_name": "a"}, If_Match="*"), 412, "stale")
    changed = county.ask("PATCH", one(tree), {"short_name": "a"}, If_Match=tag)
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    problem(county.ask("PATCH", one(tree), {"short_name": "b"}, If_Match=tag), 412, "stale")
    assert county.ask("GET", one(tree), If_None_Match='"2"').status_code == 304


def test_a_refusal_undoes_what_was_done_before_it(tree: Tree, county: Caller) -> None:
    body = problem(county.ask("PATCH", one(tree), {"short_name": "refused"}, If_Match='"1"'), 422, "refused")
    assert body["errors"] == [{"field": "short_name", "detail": "not this name"}]
    assert county.ask("GET", one(tree))["ETag"] == '"1"'


def test_a_fault_tells_nothing_of_the_inside_and_undoes_all(tree: Tree, county: Caller) -> None:
    county.raise_request_exception = False
    response = county.ask("PATCH", one(tree), {"short_name": "broken"}, If_Match='"1"')
    problem(response, 500, "status-500")
    assert b"secret" not in response.content
    assert county.ask("GET", one(tree))["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "short_name"),
        ({"short_name": 1}, "short_name"),
        ({"short_name": "a", "unit_path": "cn."}, "unit_path"),
        ({"short_name": "a", "opened_on": 0}, "opened_on"),
        ({"short_name": "a", "opened_on": "1514764800"}, "opened_on"),
        ({"short_name": "a", "numbers": [1, "2"]}, "numbers.1"),
        ({"short_name": "a", "numbers": [True]}, "numbers.0"),
    ],
)
def test_input_of_another_kind_is_refused_by_name(tree: Tree, county: Caller, body: object, field: str) -> None:
    told = problem(county.ask("PATCH", one(tree), body, If_Match='"1"'), 422, "invalid")
    assert [error["field"] for error in told["errors"]] == [field]


@pytest.mark.parametrize(
    "body", [b"{", b'{"short_name": NaN}', b'{"a":1,"a":2}', b'{"a":"\\u0000"}', b'"\\ud800"', b"\xff"]
)
def test_what_is_no_json_is_refused(tree: Tree, county: Caller, body: bytes) -> None:
    problem(county.ask("PATCH", one(tree), body, If_Match='"1"'), 400, "status-400")


def test_other_media_types_methods_and_addresses(tree: Tree, county: Caller) -> None:
    told = county.ask("PATCH", one(tree), b"a=1", If_Match='"1"', Content_Type="application/x-www-form-urlencoded")
    problem(told, 415, "media-type")
    wrong = county.ask("PUT", one(tree), {})
    problem(wrong, 405, "status-405")
    assert sorted(wrong["Allow"].split(", ")) == ["GET", "PATCH"]
    problem(county.ask("GET", "/api/v1/nowhere/else"), 404, "status-404")
    problem(county.ask("GET", f"{SAMPLE}/not-a-uuid"), 422, "invalid")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_large_body_is_refused(tree: Tree, county: Caller) -> None:
    problem(county.ask("PATCH", one(tree), {"short_name": "a" * 1000}, If_Match='"1"'), 413, "too-large")


def test_a_repeated_write_is_done_once(tree: Tree, county: Caller) -> None:
    sample.ran.clear()
    first = county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"}, Idempotency_Key="k1")
    again = county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"}, Idempotency_Key="k1")
    assert (first.status_code, first["Location"]) == (201, f"/sample/aliases/{first.json()['id']}")
    assert (again.status_code, again["Location"], again.json()) == (201, first["Location"], first.json())
    assert (again["Idempotency-Replayed"], sample.ran, names_of(unit=tree.schools[0])) == ("true", ["甲"], ["甲"])
    other = county.ask("POST", f"{one(tree)}/aliases", {"name": "乙"}, Idempotency_Key="k1")
    problem(other, 422, "idempotency-key-reused")
    problem(county.ask("POST", f"{one(tree)}/aliases", {"name": "乙"}, Idempotency_Key="键"), 400, "idempotency-key")


def test_a_refused_write_leaves_its_key_free(tree: Tree, county: Caller) -> None:
    for _attempt in range(2):
        problem(county.ask("POST", f"{one(tree)}/aliases", {"nam": "甲"}, Idempotency_Key="k2"), 422, "invalid")
    assert county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"}, Idempotency_Key="k2").status_code == 201


def test_a_collision_says_no_more_than_that(tree: Tree, county: Caller) -> None:
    county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"})
    response = county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"})
    assert "alias" not in problem(response, 409, "conflict")["detail"]


def test_one_posts_key_is_not_anothers(tree: Tree, county: Caller) -> None:
    with tokens(county=acting(tree.counties[0]), other=acting(tree.counties[0])):
        for caller, name in (("county", "甲"), ("other", "乙")):
            answer = Caller(caller).ask("POST", f"{one(tree)}/aliases", {"name": name}, Idempotency_Key="same")
            assert answer.json()["name"] == name
    with bound(system_post("test")):
        assert StoredReply.objects.count() == 2


def test_a_removal_answers_without_a_body(tree: Tree, county: Caller) -> None:
    made = county.ask("POST", f"{one(tree)}/aliases", {"name": "甲"}).json()
    response = county.ask("DELETE", f"{SAMPLE}/aliases/{made['id']}")
    assert (response.status_code, response.content, response.get("Content-Type")) == (204, b"", None)
    problem(county.ask("DELETE", f"{SAMPLE}/aliases/{made['id']}"), 404, "not-found")


def test_rates_are_told_and_kept(tree: Tree, county: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one minute, however slow the machine is."""
    rates.forget_all()
    monkeypatch.setattr(rates, "time", SimpleNamespace(time=lambda: 30.0))
    with override_settings(API_RATE_PER_POST=2):
        told = [county.ask("GET", one(tree)) for _request in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert re.fullmatch(r'"post";r=1;t=30', told[0]["RateLimit"])
    problem(told[2], 429, "too-many-requests")
    assert told[2]["Retry-After"] == "30"
    rates.forget_all()


def test_a_browser_writes_only_with_its_csrf_token(tree: Tree) -> None:
    make_post(tree.counties[0], username="browser")
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value
    client.post("/sign-in/", {"username": "browser", "password": PASSWORD, "csrfmiddlewaretoken": token})
    given: dict[str, Any] = {"content_type": "application/json", "headers": {"If-Match": '"1"'}}
    problem(client.patch(one(tree), {"short_name": "a"}, **given), 403, "csrf")
    given["headers"]["X-CSRFToken"] = client.cookies["csrftoken"].value
    assert client.patch(one(tree), {"short_name": "a"}, **given).status_code == 200
    assert client.get(one(tree)).json()["version"] == 2


def test_a_browsers_refused_write_is_undone_too(tree: Tree) -> None:
    make_post(tree.counties[0], username="browser")
    client = Client()
    client.post("/sign-in/", {"username": "browser", "password": PASSWORD})
    given: dict[str, Any] = {"content_type": "application/json", "headers": {"If-Match": '"1"'}}
    assert client.patch(one(tree), {"short_name": "refused"}, **given).status_code == 422
    assert client.get(one(tree)).json()["version"] == 1


def test_a_token_is_never_served_under_the_browsers_session(tree: Tree) -> None:
    make_post(tree.counties[0], username="browser")
    client = Client()
    client.post("/sign-in/", {"username": "browser", "password": PASSWORD})
    with tokens(far=acting(tree.counties[3])):
        assert client.get(one(tree)).status_code == 200
        problem(client.get(one(tree), headers={"Authorization": "Test far"}), 404, "not-found")
        problem(client.get(one(tree), headers={"Authorization": "Test unknown"}), 401, "token-refused")


def test_nothing_stays_bound_after_a_token(tree: Tree, county: Caller) -> None:
    county.ask("GET", one(tree))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM units_unit")
        assert cursor.fetchone() == (0,)


def test_sentences_follow_the_language(tree: Tree, county: Caller) -> None:
    english = county.ask("PATCH", one(tree), {"short_name": 1}, If_Match='"1"').json()
    chinese = county.ask("PATCH", one(tree), {"short_name": 1}, If_Match='"1"', Accept_Language="zh-CN").json()
    assert (english["errors"][0]["detail"], chinese["errors"][0]["detail"]) == ("Give a text.", "请填写文本。")


def test_the_page_lists_every_operation(tree: Tree) -> None:
    make_post(tree.province, username="reader")
    client = Client()
    client.post("/sign-in/", {"username": "reader", "password": PASSWORD})
    assert client.get(reverse("api-docs")).status_code == 200


@pytest.mark.parametrize("choices", [UnitKind, Literal["office", "primary"]])
def test_a_value_that_is_none_of_the_possible_ones_is_told_them(choices: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(dict[str, choices]).validate_python({"kind": "bureau"})
    [told] = field_errors([{**error, "loc": ("query", *error["loc"])} for error in caught.value.errors()])
    assert told.field == "kind"
    assert {"office", "primary"} <= set(told.detail.removeprefix("Give one of: ").removesuffix(".").split(", "))
