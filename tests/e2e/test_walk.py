"""Every page that a role finds by the menu and the links of its pages, in both languages, on a desk and on a phone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import DESKTOP, PHONE, House, seat_of
from xuezheng.kernel.people.roles import roles

LINKS = ".side a[href], .account .panel a[href], .head .actions a[href], .tabs a[href], main a.row, main .card a[href]"
MOST_PAGES = 60


WALKED_WHOLE = {"administrator", "school_administrator"}
"""Roles that see every page in all four ways; the others see theirs in two, since the pages are the same."""

WHOLE = [("zh-hans", DESKTOP), ("zh-hans", PHONE), ("en", DESKTOP), ("en", PHONE)]
CROSSED = [("zh-hans", PHONE), ("en", DESKTOP)]
_audited: set[tuple[str, str, tuple[int, int]]] = set()
"""Kinds of pages that axe has seen in this process, at which width."""


@pytest.mark.parametrize("role", sorted(roles()))
def test_every_page_holds(role: str, signed_in: SignedIn, server: str, house: House) -> None:
    found: list[str] = []
    paths = _paths_of(signed_in(role, seat_of(role)))
    for language, size in WHOLE if role in WALKED_WHOLE else CROSSED:
        page = signed_in(role, seat_of(role), language=language, size=size)
        watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
        for path in paths:
            place = f"{path} ({language}, {size[0]} px)"
            found += [f"{place}: {fault}" for fault in _faults(page, path, watch, language=language, size=size)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("path", ["/sign-in/", "/no/such/page/"])
@pytest.mark.parametrize(("language", "size"), WHOLE)
def test_pages_for_strangers_hold(
    path: str, language: str, size: tuple[int, int], browser: Browser, server: str
) -> None:
    viewport = ViewportSize(width=size[0], height=size[1])
    with browser.new_context(base_url=server, viewport=viewport) as context:
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        page = context.new_page()
        page.goto(path)
        faults = checks.overflow(page) + checks.untranslated(page, language) + checks.reachable(page)
        assert faults + checks.accessibility(page) == []


def _faults(page: Page, path: str, watch: checks.Watch, *, language: str, size: tuple[int, int]) -> list[str]:
    page.goto(path)
    faults = watch.said() + checks.overflow(page) + checks.untranslated(page, language)
    if size == DESKTOP:
        faults += checks.reachable(page)
    audit = (_kind(path), language, size)
    if audit not in _audited:
        _audited.add(audit)
        faults += checks.accessibility(page)
    return faults


def _paths_of(page: Page) -> list[str]:
    """Breadth first from the home page; of pages that differ only in which thing they show, one."""
    kinds: dict[str, str] = {"/": "/"}
    waiting = ["/"]
    while waiting and len(kinds) < MOST_PAGES:
        page.goto(waiting.pop(0))
        for path in page.eval_on_selector_all(LINKS, "all => all.map((a) => a.hasAttribute('download') ? '' : a.href)"):
            parts = urlsplit(path)
            if parts.netloc != urlsplit(page.url).netloc or parts.path.startswith(("/static/", "/api/v1/openapi")):
                continue
            if _kind(parts.path) not in kinds:
                kinds[_kind(parts.path)] = parts.path
                waiting.append(parts.path)
    return list(kinds.values())


def _kind(path: str) -> str:
    """The path without the numbers, ids and codes in it."""
    return re.sub(r"/[^/]*\d[^/]*(?=/|$)", "/*", path)
