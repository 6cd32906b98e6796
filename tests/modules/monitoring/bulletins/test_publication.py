"""Published bulletins without signing in: page, open data, files; nothing of what is not published, nothing withheld."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import Tree, acting, make_post
from tests.modules.monitoring.bulletins.measured import CODES
from tests.modules.monitoring.bulletins.test_issuing import drafted, issued
from tests.modules.monitoring.bulletins.test_reach import opened
from tests.web import client_of
from xuezheng.engines.indicators.models import IndicatorValue
from xuezheng.engines.lake import declarations
from xuezheng.engines.papers.writing.official.pdf import document
from xuezheng.engines.papers.writing.official.typefaces.fontbook import FontBook
from xuezheng.kernel.rest import rates
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration


def test_strangers_see_what_is_published_and_nothing_else(tree: Tree, client: Client) -> None:
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    hidden = [issued(post, tree.cities[1]), drafted(post, tree.province)]
    listed = client.get("/monitoring/open/").content.decode()
    assert f"/monitoring/open/{bulletin.id}/" in listed
    for row in hidden:
        assert str(row.id) not in listed
        for address in ("", "figures.csv", "figures.json", "bulletin.docx", "bulletin.pdf"):
            answer = client.get(f"/monitoring/open/{row.id}/{address}", headers={"Accept-Language": "en"})
            assert (answer.status_code, "No such bulletin is open to everybody" in answer.content.decode()) == (
                404,
                True,
            )
    page = client.get(f"/monitoring/open/{bulletin.id}/").content.decode()
    assert "关于郑州市2019年第二季度" in page
    assert "/opened/" not in page
    assert client.get("/monitoring/bulletins/").headers["Location"].startswith("/sign-in/")
    assert client.post(f"/monitoring/open/{bulletin.id}/").status_code == 405


def test_figures_are_open_data_as_they_are_printed(tree: Tree, client: Client) -> None:
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    answer = client.get(f"/monitoring/open/{bulletin.id}/figures.csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    told = json.loads(client.get(f"/monitoring/open/{bulletin.id}/figures.json").content)
    assert len(rows) == len(told["figures"]) == len(CODES) * 2 * 3
    own = [row for row in rows if row["indicator"] == "broadband_school_ratio" and row["place"] == "郑州市"]
    assert [(row["period"], row["value"], row["measured_in"], row["withheld"]) for row in own] == [
        ("2019Q1", "91.0", "%", "False"),
        ("2019Q2", "91.5", "%", "False"),
    ]
    assert (told["about"], told["fingerprint"]) == ("郑州市教育局", bulletin.fingerprint)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(f"/monitoring/open/{bulletin.id}/figures.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/monitoring/open/{bulletin.id}/figures.xml").status_code == 404


def test_the_public_file_is_the_one_of_those_who_are_signed_in(tree: Tree, client: Client) -> None:
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    public = client.get(f"/monitoring/open/{bulletin.id}/bulletin.docx").content
    own = client_of(make_post(tree.cities[0])).get(f"/monitoring/bulletins/{bulletin.id}/file.docx").content
    assert public == own


def test_what_tells_of_few_people_stays_withheld(tree: Tree, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    people = {code: replace(table, level="person") for code, table in declarations.tables().items()}
    monkeypatch.setattr(declarations, "_tables", people)
    with bound(system_post("test")):
        small = IndicatorValue.objects.filter(unit_path=tree.counties[0].unit_path)
        small.update(records=2)
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    told = json.loads(client.get(f"/monitoring/open/{bulletin.id}/figures.json").content)
    held = {(each["place"], each["value"]) for each in told["figures"] if each["withheld"]}
    assert held == {("中原区", None), ("中牟县", None)}, "and the only sibling, which would tell it"
    assert "不予公开" in client.get(f"/monitoring/open/{bulletin.id}/").content.decode()


def test_so_many_a_minute_from_one_address(tree: Tree, client: Client, settings: Settings) -> None:
    settings.API_RATE_PER_ADDRESS = 2
    rates.forget_all()
    assert [client.get("/monitoring/open/").status_code for _time in range(3)] == [200, 200, 429]
    rates.forget_all()


def test_opening_and_closing_by_button(tree: Tree, client: Client) -> None:
    bulletin = issued(acting(tree.province), tree.cities[0])
    province, page = client_of(make_post(tree.province)), f"/monitoring/bulletins/{bulletin.id}/"
    province.post(f"{page}publish/", {"version": bulletin.version})
    assert client.get(f"/monitoring/open/{bulletin.id}/").status_code == 200
    assert "Close the publication" in province.get(page, headers={"Accept-Language": "en"}).content.decode()
    province.post(f"{page}close/", {"version": bulletin.version + 1})
    assert client.get(f"/monitoring/open/{bulletin.id}/").status_code == 404


def test_without_a_chinese_font_a_sentence_is_sent_and_no_boxes(
    tree: Tree, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = acting(tree.province)
    bulletin = opened(post, issued(post, tree.cities[0]))
    monkeypatch.setattr(document, "installed_fonts", lambda: FontBook(tmp_path, system=False))
    answer = client.get(f"/monitoring/open/{bulletin.id}/bulletin.pdf", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "No font here has the characters" in answer.content.decode()
    own = client_of(make_post(tree.province)).get(f"/monitoring/bulletins/{bulletin.id}/file.pdf")
    assert (own.status_code, own.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert client.get(f"/monitoring/open/{bulletin.id}/bulletin.docx").status_code == 200
