"""The frame as a page: who is shown what, in which language, and what an error says to whom."""

import json
import re

import pytest
from django.test import Client

from tests.factories import Tree, acting, make_post
from tests.web import client_of
from xuezheng.kernel.pages.web.context import menu_items

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_menu_holds_what_the_post_may_open() -> None:
    tree = Tree()
    administrator, teacher = acting(tree.province), acting(tree.schools[0], role="teacher")
    shown = {item.url for _title, items in menu_items(administrator, "/") for item in items}
    assert {"/units/", "/coverage/"} <= shown
    assert "/coverage/" not in {item.url for _title, items in menu_items(teacher, "/") for item in items}


def test_current_entry_is_the_nearest() -> None:
    post = acting(Tree().province)
    items = [item for _title, items in menu_items(post, "/units/1/history/") for item in items]
    assert [item.url for item in items if item.current] == ["/units/"]


def test_breadcrumb_leads_from_the_province() -> None:
    tree = Tree()
    page = client_of(make_post(tree.counties[0])).get("/").content.decode()
    trail = page.partition('class="crumbs"')[2].partition("</ol>")[0]
    assert re.findall(r">([^<>\s]+教育[厅局部])<", trail) == ["河南省教育厅", "郑州市教育局", "中原区教育局"]


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有这个页面"), ("en", "There is no such page")])
def test_not_found_speaks_the_readers_language_also_to_strangers(client: Client, language: str, words: str) -> None:
    client.cookies["language"] = language
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert words in page
    assert answer["X-Request-Id"] in page


def test_refused_page_says_what_to_do() -> None:
    client = client_of(make_post(Tree().schools[0], role="teacher"))
    answer = client.get("/coverage/")
    assert (answer.status_code, "切换任职" in answer.content.decode()) == (403, True)


def test_a_script_is_answered_with_a_notice() -> None:
    answer = client_of(make_post(Tree().province)).get("/nowhere/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (404, b"")
    assert json.loads(answer["HX-Trigger"])["toast"]["level"] == "error"


def test_anonymous_comes_back_after_signing_in(client: Client) -> None:
    answer = client.get("/units/?kind=primary")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Funits%2F%3Fkind%3Dprimary")


@pytest.mark.parametrize(
    ("stood_on", "place"),
    [
        ("http://testserver/plans/targets/?page=2", "%2Fplans%2Ftargets%2F%3Fpage%3D2"),
        ("http://elsewhere.example/plans/", "%2F"),
        ("", "%2F"),
    ],
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(
    client: Client, stood_on: str, place: str
) -> None:
    """Its own address answers no visit."""
    answer = client.post("/files/00000000-0000-0000-0000-000000000000/remove", headers={"Referer": stood_on})
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={place}")


def test_language_is_kept(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert '<html lang="en">' in client.get("/sign-in/").content.decode()


def test_no_page_brings_inline_script_or_style() -> None:
    page = client_of(make_post(Tree().province)).get("/units/").content.decode()
    assert [word for word in (" style=", "onclick=", "<style", "javascript:") if word in page] == []
