"""Each check of the walk is proven by a page that breaks its rule."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e import checks
from tests.e2e.conftest import SignedIn

GOOD = "<h1>标题</h1><p>正文</p><button>保存</button>"
Check = Callable[[Page], list[str]]
CHINESE: Check = lambda page: checks.untranslated(page, "zh-hans")  # noqa: E731 - named for the table below
ENGLISH: Check = lambda page: checks.untranslated(page, "en")  # noqa: E731 - named for the table below


def show(page: Page, main: str, *, language: str = "zh-Hans") -> Page:
    page.goto("about:blank")  # what the page before still loads must not come over the content
    page.set_content(f'<!doctype html><html lang="{language}"><title>页</title><body><main>{main}</main></body></html>')
    return page


@pytest.mark.parametrize("check", [checks.accessibility, checks.overflow, CHINESE, checks.reachable])
def test_a_good_page_is_found_good(signed_in: SignedIn, check: Check) -> None:
    assert check(show(signed_in(), GOOD)) == []


@pytest.mark.parametrize(
    ("check", "main", "said"),
    [
        (checks.accessibility, "<h1>标题</h1><input>", "axe label"),
        (checks.accessibility, '<h1>标题</h1><p style="color:#bbb">颜色太淡的一行字</p>', "axe color-contrast"),
        (checks.accessibility, "<h1>标题</h1><h4>跳级</h4>", "axe heading-order"),
        (checks.overflow, '<h1>标题</h1><div style="width:4000px">宽</div>', "wider than the window"),
        (CHINESE, "<p>Nothing here yet</p>", "Nothing here yet"),
        (CHINESE, '<button aria-label="Close it">✕</button>', "Close it"),
        (ENGLISH, "<p>没有内容</p>", "没有内容"),
        (checks.reachable, '<button tabindex="-1">保存</button>', "not reachable by keyboard"),
        (checks.reachable, '<div hx-get="/x">更多</div>', "not reachable by keyboard"),
    ],
)
def test_a_fault_is_found(signed_in: SignedIn, check: Check, main: str, said: str) -> None:
    assert any(said in fault for fault in check(show(signed_in(), main)))


def test_data_and_other_languages_are_not_judged(signed_in: SignedIn) -> None:
    main = '<p data-data>Springfield primary</p><p lang="en">English</p><code>select</code><p>CSV</p>'
    assert checks.untranslated(show(signed_in(), main), "zh-hans") == []


SENT = "<!doctype html><html lang='{}'><body><main>{}</main></body></html>"


def test_a_sent_page_is_read_without_being_opened(signed_in: SignedIn) -> None:
    page = show(signed_in(), GOOD)
    found = checks.untranslated_in(page, SENT.format("zh-Hans", "<p>Nothing here</p><p data-data>Name</p>"), "zh-hans")
    assert found == ["not in zh-hans: Nothing here"]
    assert checks.untranslated_in(page, SENT.format("en", "<p>没有</p>"), "en") == ["not in en: 没有"]


def test_parts_tell_what_stands_on_a_page_but_not_what_is_written(signed_in: SignedIn) -> None:
    page = show(signed_in(), GOOD)
    one, same, other = (
        checks.parts_of(page, SENT.format("en", main))
        for main in (
            "<p class=a>x</p>",
            "<p class=a>y</p><p class=a>z</p>",
            "<p class=a>x</p><button hidden>b</button>",
        )
    )
    assert same == one
    assert other - one == {"BUTTON  submit hidden"}


def test_links_of_a_sent_page_are_absolute(signed_in: SignedIn, server: str) -> None:
    page = signed_in()
    page.goto("/about/")
    html = SENT.format(
        "en", "<a class=row href='/units/'>u</a><a class=row href='?format=csv' download>d</a><a href='/x/'>x</a>"
    )
    assert checks.links_in(page, html, "a.row") == [f"{server}/units/"]


def test_console_foreign_requests_and_refused_answers_are_heard(signed_in: SignedIn, server: str) -> None:
    page = signed_in()
    watch = checks.Watch(page=page, host=server.removeprefix("http://")).start()
    page.goto("/about/")
    assert watch.said() == []
    page.evaluate("new Image().src = 'http://elsewhere.invalid/x.png'")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    page.goto("/nowhere/")
    said = "\n".join(watch.said())
    assert [part in said for part in ("Content Security Policy", "404 for")] == [True, True]
