"""The import for programs: checked and kept, looked at, run once; nothing foreign, nothing half."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.factories import acting
from tests.jobs import run_pending
from tests.kernel.rest.callers import Caller, tokens
from tests.kernel.units.conftest import PLATFORM, Province, events
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.pages.tables import MAX_BYTES
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import starting
from xuezheng.kernel.units.models import Unit, UnitImport

pytestmark = pytest.mark.integration
BASE = "/api/v1/units/imports"
HEAD = "单位名称,单位类型,单位代码,上级单位代码"
RIGHT = ("甲小学,小学,2141000701,410122", "乙小学,小学,2141000702,410122")
WRONG = ("甲小学,小学,2141000701,410122", "乙小学,小学,2141000702,411525")


@pytest.fixture
def city(province: Province) -> Iterator[Caller]:
    posts = {
        "city": acting(province.zhengzhou),
        "officer": acting(province.zhengzhou, role="officer"),
        "other": acting(province.xinyang),
    }
    with tokens(**posts):
        yield Caller("city")


def send(caller: Caller, *rows: str, name: str = "学校.csv", **headers: str) -> Any:
    body = "\n".join([HEAD, *rows]).encode()
    return caller.ask("POST", f"{BASE}?name={name}", body, Content_Type="application/octet-stream", **headers)


def opened() -> int:
    with bound(PLATFORM):
        return Unit.objects.filter(code__startswith="21410007").count()


def test_a_right_file_is_checked_kept_and_run_once(province: Province, city: Caller) -> None:
    made = send(city, *RIGHT)
    assert made.status_code == 201
    told = made.json()
    assert made["Location"] == f"{BASE}/{told['id']}"
    assert (told["state"], told["rows"], told["wrong"], told["kinds"]) == ("checked", 2, 0, {"primary": 2})
    assert opened() == 0
    assert city.ask("GET", made["Location"]).json() == told
    assert city.ask("GET", f"{made['Location']}/problems").json() == []
    done = city.ask("POST", f"{made['Location']}/run")
    assert (done.status_code, done.json()["state"], done.json()["run_id"], opened()) == (200, "done", None, 2)
    again = city.ask("POST", f"{made['Location']}/run")
    assert (again.status_code, again.json()["detail"]) == (409, "This file was imported already. Upload the next one.")
    assert [item["state"] for item in city.ask("GET", BASE).json()["items"]] == ["done"]
    with bound(PLATFORM):
        acts = list(Entry.objects.filter(act__startswith="units.").order_by("id").values_list("act", flat=True))[-3:]
    assert acts == ["units.import_units", "units.open_unit", "units.open_unit"]
    assert [payload["count"] for _path, payload in events("UnitsOpened")] == [2]


def test_a_wrong_file_names_its_problems_and_opens_nothing(province: Province, city: Caller) -> None:
    place = send(city, *WRONG)["Location"]
    assert city.ask("GET", place).json()["wrong"] == 1
    (problem,) = city.ask("GET", f"{place}/problems").json()
    assert (problem["row"], problem["column"]) == (3, "parent_code")
    assert "411525" in problem["detail"]
    book = city.ask("GET", f"{place}/problems/workbook")
    assert book["Content-Type"] == "application/octet-stream"
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines[1:]] == ["甲小学", "乙小学"]
    refused = city.ask("POST", f"{place}/run")
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert (opened(), city.ask("GET", place).json()["state"]) == (0, "checked")


def test_many_are_left_to_a_job_that_is_queued_once(
    province: Province, city: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "AT_ONCE", 1)
    place = send(city, *RIGHT)["Location"]
    running = city.ask("POST", f"{place}/run", Idempotency_Key="run-1").json()
    assert (running["state"], opened()) == ("running", 0)
    assert city.ask("POST", f"{place}/run", Idempotency_Key="run-1").json() == running
    assert city.ask("POST", f"{place}/run").status_code == 409
    assert city.ask("GET", f"/api/v1/work/{running['run_id']}").json()["state"] == "queued"
    assert run_pending().count("units.run_import") == 1
    assert (opened(), city.ask("GET", place).json()["state"]) == (2, "done")


def test_a_file_sent_again_under_its_key_is_kept_once(province: Province, city: Caller) -> None:
    first = send(city, *RIGHT, Idempotency_Key="file-1")
    again = send(city, *RIGHT, Idempotency_Key="file-1")
    assert (again.json(), again["Idempotency-Replayed"]) == (first.json(), "true")
    assert send(city, *WRONG, Idempotency_Key="file-1").json()["type"] == "/api/v1/docs#idempotency-key-reused"
    assert send(city, *RIGHT, name="b.csv", Idempotency_Key="file-1").status_code == 422
    with bound(PLATFORM):
        assert UnitImport.objects.count() == 1


def test_a_large_file_is_taken_whole_and_a_larger_one_refused(province: Province, city: Caller) -> None:
    """Beyond what Django lets a form hold, up to what a table may."""
    filler = "\n".join(["甲小学,小学,2141000701,410122," + "x" * 1900] * 3200)
    body = f"{HEAD},备注\n{filler}".encode()
    assert 5 * 1024 * 1024 < len(body) < MAX_BYTES
    told = city.ask("POST", f"{BASE}?name=a.csv", body, Content_Type="application/octet-stream", Idempotency_Key="l")
    assert (told.status_code, told.json()["rows"]) == (201, 3200)
    huge = b"x" * (MAX_BYTES + 1)
    refused = city.ask("POST", f"{BASE}?name=a.csv", huge, Content_Type="application/octet-stream")
    assert refused.status_code == 413


def test_what_is_no_table_or_no_file_is_refused(province: Province, city: Caller) -> None:
    refused = city.ask("POST", f"{BASE}?name=a.csv", b"a,b\n1,2", Content_Type="application/octet-stream")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")
    assert city.ask("POST", f"{BASE}?name=a.csv", {"rows": []}).status_code == 415
    assert city.ask("POST", BASE, b"x", Content_Type="application/octet-stream").status_code == 422
    with bound(PLATFORM):
        assert UnitImport.objects.count() == 0


def test_only_who_may_import_and_only_ones_own(province: Province, city: Caller) -> None:
    place = send(city, *RIGHT)["Location"]
    officer, other = Caller("officer"), Caller("other")
    assert send(officer, *RIGHT).status_code == 403
    asked = [
        ("GET", place),
        ("GET", f"{place}/problems"),
        ("GET", f"{place}/problems/workbook"),
        ("POST", f"{place}/run"),
    ]
    assert [officer.ask(*one).status_code for one in asked] == [403] * 4
    absent = f"{BASE}/00000000-0000-4000-8000-000000000007"
    for method, address in asked:
        foreign, none = other.ask(method, address), other.ask(method, address.replace(place, absent))
        assert (foreign.status_code, none.status_code) == (404, 404)
        assert foreign.json()["detail"] == none.json()["detail"]
    assert other.ask("GET", BASE).json()["items"] == []
    assert opened() == 0


def test_the_template_is_a_workbook_that_checks_right_after_its_head(province: Province, city: Caller) -> None:
    book = city.ask("GET", f"{BASE}/template").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()[0][0] == "Unit name"
