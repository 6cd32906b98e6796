"""Every page that a role finds by the menu and the links of its pages, in both languages, on a desk and on a phone."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.e2e import checks
from tests.e2e.conftest import PATIENCE, SignedIn, speak
from tests.e2e.house import DESKTOP, PHONE, House, seat_of
from xuezheng.kernel.people.roles import roles

LINKS = ".side a[href], .account .panel a[href], .head .actions a[href], .tabs a[href], main a.row, main .card a[href]"
MOST_PAGES = 300

WALKED_WHOLE = "administrator"
"""The role whose pages are all looked at in all four ways. Other roles' pages are read in both languages, and looked at where
something stands on them that no page of its kind has for that role, nor had for another one before."""
WHOLE = [("zh-hans", DESKTOP), ("zh-hans", PHONE), ("en", DESKTOP), ("en", PHONE)]
LANGUAGES = ("zh-hans", "en")
_audited: dict[str, str] = {}
"""Kinds of pages that axe looks at at both widths, and in which language, by turns: what it judges hangs on the width and on
the templates, hardly on the language."""
FRAME = ("nav.side", "header.top")
"""The same on every page: axe looks at it once at each width."""
_framed: set[tuple[int, int]] = set()
_shown: dict[str, set[str]] = defaultdict(set)
"""What stands on the pages of a kind that are looked at elsewhere, or were in this process."""


@pytest.mark.parametrize("role", sorted(roles()))
def test_every_page_holds(role: str, signed_in: SignedIn, server: str, house: House) -> None:
    found: list[str] = []
    if role != WALKED_WHOLE and not _shown:
        _know_the_others(signed_in(WALKED_WHOLE, seat_of(WALKED_WHOLE)))
    page = signed_in(role, seat_of(role))
    watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
    page.goto("/")
    paths = _paths_of(page)
    watch.said()
    new = [path for path in paths if _is_new(page, path) or role == WALKED_WHOLE]
    for language in LANGUAGES:
        speak(page, language, server)
        for path in paths:
            faults = _looked_at(page, path, watch, language) if path in new else _read(page, path, language)
            found += [f"{path} ({language}): {fault}" for fault in faults]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("path", ["/sign-in/", "/no/such/page/"])
@pytest.mark.parametrize(("language", "size"), WHOLE)
def test_pages_for_strangers_hold(
    path: str, language: str, size: tuple[int, int], browser: Browser, server: str
) -> None:
    with browser.new_context(base_url=server, viewport=_viewport(size)) as context:
        context.set_default_timeout(PATIENCE * 1000)
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        page = context.new_page()
        page.goto(path)
        faults = checks.overflow(page) + checks.untranslated(page, language) + checks.reachable(page)
        assert faults + checks.accessibility(page) == []


def _looked_at(page: Page, path: str, watch: checks.Watch, language: str) -> list[str]:
    """Opened once as on a phone, then widened: the layout follows the window, the answer is the same."""
    is_audited = _audited.setdefault(_kind(path), LANGUAGES[len(_audited) % 2]) == language
    page.set_viewport_size(_viewport(PHONE))
    page.goto(path)
    faults = checks.untranslated(page, language) + _looked_at_in(page, PHONE, is_audited=is_audited)
    page.set_viewport_size(_viewport(DESKTOP))
    faults += checks.reachable(page) + _looked_at_in(page, DESKTOP, is_audited=is_audited)
    return watch.said() + faults


def _looked_at_in(page: Page, size: tuple[int, int], *, is_audited: bool) -> list[str]:
    faults = checks.overflow(page)
    if is_audited:
        faults += checks.accessibility(page, but=FRAME if size in _framed else ())
        _framed.add(size)
    return [f"{fault} ({size[0]} px)" for fault in faults]


def _read(page: Page, path: str, language: str) -> list[str]:
    answer = page.request.get(path)
    if not answer.ok:
        return [f"{answer.status} for {path}"]
    return checks.untranslated_in(page, answer.text(), language)


def _know_the_others(page: Page) -> None:
    """Tests of two roles run in two processes: each knows what the role that is walked whole has, without looking at it."""
    page.goto("/")
    for path in _paths_of(page):
        _is_new(page, path)


def _is_new(page: Page, path: str) -> bool:
    """Whether something stands on the page that no page of its kind had which was looked at before."""
    parts = checks.parts_of(page, page.request.get(path).text())
    known = _shown[_kind(path)]
    if parts <= known:
        return False
    known |= parts
    return True


def _viewport(size: tuple[int, int]) -> ViewportSize:
    return ViewportSize(width=size[0], height=size[1])


def _paths_of(page: Page) -> list[str]:
    """Breadth first from the home page; of pages that differ only in which thing they show, one."""
    kinds: dict[str, str] = {"/": "/"}
    waiting = ["/"]
    while waiting:
        for path in checks.links_in(page, page.request.get(waiting.pop(0)).text(), LINKS):
            parts = urlsplit(path)
            if parts.netloc != urlsplit(page.url).netloc or parts.path.startswith(("/static/", "/api/v1/openapi")):
                continue
            if _kind(parts.path) not in kinds:
                kinds[_kind(parts.path)] = parts.path
                waiting.append(parts.path)
    assert len(kinds) <= MOST_PAGES, f"more kinds of pages than {MOST_PAGES}: {list(kinds)}"
    return list(kinds.values())


def _kind(path: str) -> str:
    """The path without the numbers, ids and codes in it. Record tables are named in words and differ in their rows only."""
    path = re.sub(r"^/lake/[a-z_]+", "/lake/*", path)
    return re.sub(r"/[^/]*\d[^/]*(?=/|$)", "/*", path)
