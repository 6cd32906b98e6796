"""The import page: checked first, then run at once or by a job; problems come back as a workbook."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories import make_post
from tests.jobs import run_pending
from tests.kernel.units.conftest import AT, PLATFORM, Province
from tests.kernel.units.web.test_pages import signed_in, text
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units import starting
from xuezheng.kernel.units.actions.clear_imports import clear_imports
from xuezheng.kernel.units.models import Unit, UnitImport

pytestmark = pytest.mark.integration
HEAD = "单位名称,单位类型,单位代码,上级单位代码"


@pytest.fixture
def city(province: Province) -> Client:
    return signed_in(province.zhengzhou)


def upload(client: Client, *rows: str, head: str = HEAD) -> Any:
    data = "\n".join([head, *rows]).encode()
    return client.post("/units/import/", {"file": SimpleUploadedFile("学校.csv", data)})


def kept() -> UnitImport:
    with bound(PLATFORM):
        return UnitImport.objects.latest("checked_at")


def opened() -> int:
    with bound(PLATFORM):
        return Unit.objects.filter(code__startswith="21410007").count()


def test_a_right_file_is_shown_then_opened(province: Province, city: Client) -> None:
    answer = upload(city, "甲小学,小学,2141000701,410122", "乙小学,小学,2141000702,410122")
    assert answer.status_code == 302
    page = text(city.get(answer["Location"]))
    assert "All 2 rows are right" in page
    assert opened() == 0
    city.post(f"{answer['Location']}start/")
    assert opened() == 2
    assert "2 units were opened" in text(city.get(answer["Location"]))
    assert kept().content is None
    assert city.post(f"{answer['Location']}start/").status_code == 409
    assert opened() == 2


def test_a_wrong_file_comes_back_marked(province: Province, city: Client) -> None:
    answer = upload(city, "甲小学,小学,2141000701,410122", "乙小学,小学,2141000702,411525")
    page = text(city.get(answer["Location"]))
    assert "1 of 2 rows have a problem" in page
    assert "/start/" not in page
    book = city.get(f"{answer['Location']}problems/")
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines[1:]] == ["甲小学", "乙小学"]
    assert "411525" in str(lines[2][-1])
    refused = city.post(f"{answer['Location']}start/")
    assert (refused.status_code, "Rows of the file have problems" in text(refused)) == (422, True)
    assert opened() == 0


def test_many_are_opened_in_the_background(province: Province, city: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "AT_ONCE", 1)
    answer = upload(city, "甲小学,小学,2141000701,410122", "乙小学,小学,2141000702,410122")
    assert [city.post(f"{answer['Location']}start/").status_code for _twice in range(2)] == [302, 409]
    assert opened() == 0
    assert kept().state == "running"
    assert f"/work/{kept().run_id}/" in text(city.get(answer["Location"]))
    assert run_pending().count("units.run_import") == 1
    assert (opened(), kept().state) == (2, "done")


def test_what_is_no_table_is_refused_beside_the_field(province: Province, city: Client) -> None:
    answer = upload(city, "x", head="a,b")
    assert answer.status_code == 422
    assert "The head of the table lacks" in text(answer)
    assert UnitImport.objects.count() == 0


def test_only_who_may_import_opens_the_page(province: Province, city: Client) -> None:
    answer = upload(city, "甲小学,小学,2141000701,410122")
    officer = signed_in(province.zhengzhou, role="officer")
    assert officer.get("/units/import/").status_code == 403
    assert officer.get(answer["Location"]).status_code == 403
    other = signed_in(province.xinyang)
    assert other.get(answer["Location"]).status_code == 404
    assert other.post(f"{answer['Location']}start/").status_code == 404
    assert opened() == 0


def test_the_template_comes_as_a_workbook(province: Province, city: Client) -> None:
    book = city.get("/units/import/template/").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()[0][0] == "Unit name"


def test_files_never_run_are_forgotten(province: Province, city: Client) -> None:
    make_post(province.gushi)
    upload(city, "甲小学,小学,2141000701,410122")
    with bound(PLATFORM):
        assert clear_imports(checked_before=AT) == 0
        assert clear_imports(checked_before=AT.replace(year=2099)) == 1
