"""The picker of units by keyboard, by search, and as a plain box where no script runs.

The widget stands in an answer given to the browser here, over a tree of this test's own; script and styles are the real ones.
"""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from xuezheng.kernel.pages.widgets import UnitPicker

TREE = {"": ["41"], "41": ["4101", "4115"], "4101": ["s1"], "4115": []}
NAMES = {"41": "河南省教育厅", "4101": "郑州市教育局", "4115": "信阳市教育局", "s1": "演示第一小学"}


def node(code: str) -> dict[str, object]:
    return {"code": code, "name": NAMES[code], "note": "", "has_children": bool(TREE.get(code))}


def endpoint(route: Route) -> None:
    asked = {
        key: values[0] for key, values in parse_qs(urlsplit(route.request.url).query, keep_blank_values=True).items()
    }
    if "code" in asked:
        codes = [asked["code"]] if asked["code"] in NAMES else []
    elif "q" in asked:
        codes = [code for code, name in NAMES.items() if asked["q"] in name]
    else:
        codes = TREE[asked["under"]]
    route.fulfill(
        body=json.dumps({"nodes": [node(code) for code in codes], "more": False}), content_type="application/json"
    )


def show(page: Page, value: str = "") -> None:
    page.goto("/about/")
    frame, widget = page.content(), UnitPicker(url_name="search").render("unit", value, {"id": "unit"})
    field = f'<form class="form"><div class="field"><label for="unit">单位</label>{widget}</div></form>'
    main = f'<div class="head"><h1>单位</h1></div><section class="card">{field}</section>'
    body = re.sub(r"(<main[^>]*>).*(</main>)", lambda found: found[1] + main + found[2], frame, flags=re.DOTALL)
    page.route("**/trial/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.route("**/search/?*", endpoint)
    page.goto("/trial/")


def chosen(page: Page) -> object:
    return page.evaluate("new FormData(document.querySelector('main form')).get('unit')")


def test_the_tree_opens_level_by_level_by_keyboard(signed_in: SignedIn) -> None:
    page = signed_in()
    show(page)
    page.get_by_label("单位", exact=True).focus()
    for key, name in (
        ("ArrowDown", "河南省教育厅"),
        ("ArrowDown", "郑州市教育局"),
        ("ArrowRight", "郑州市教育局"),
        ("ArrowDown", "演示第一小学"),
    ):
        page.keyboard.press(key)
        expect(page.locator(".picker .active > .node")).to_contain_text(name)
        if key == "ArrowRight" or name == "河南省教育厅":
            expect(page.locator(".picker .active [role=treeitem]").first).to_be_visible()
    assert checks.accessibility(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_label("单位", exact=True)).to_have_value("演示第一小学")
    assert chosen(page) == "s1"


def test_typing_searches_and_escape_brings_the_chosen_back(signed_in: SignedIn) -> None:
    page = signed_in()
    show(page, "4101")
    box = page.get_by_label("单位", exact=True)
    expect(box).to_have_value("郑州市教育局")
    box.fill("信阳")
    expect(page.locator(".picker [role=treeitem]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(box).to_have_value("郑州市教育局")
    assert chosen(page) == "4101"
    box.fill("信阳")
    page.locator(".picker .node", has_text="信阳市教育局").click()
    assert chosen(page) == "4115"


def test_what_is_typed_after_a_click_takes_the_place_of_the_chosen(signed_in: SignedIn) -> None:
    page = signed_in()
    show(page, "4101")
    expect(page.get_by_label("单位", exact=True)).to_have_value("郑州市教育局")
    page.get_by_label("单位", exact=True).click()
    page.keyboard.type("信阳")
    page.get_by_role("treeitem", name="信阳市教育局").click()
    assert chosen(page) == "4115"


def test_an_emptied_box_chooses_nothing(signed_in: SignedIn) -> None:
    page = signed_in()
    show(page, "4101")
    box = page.get_by_label("单位", exact=True)
    expect(box).to_have_value("郑州市教育局")
    box.fill("")
    expect(page.locator(".picker [role=treeitem]").first).to_be_visible()
    assert chosen(page) == ""


@pytest.mark.parametrize("value", ["", "4101"])
def test_without_script_it_is_a_box_for_the_code(signed_in: SignedIn, value: str) -> None:
    page = signed_in(javascript=False)
    show(page, value)
    box = page.get_by_label("单位", exact=True)
    expect(box).to_have_value(value)
    box.fill("s1")
    expect(box).to_have_value("s1")
