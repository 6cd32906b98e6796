"""A real server over a real database, and a real browser, for every test of this folder."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.e2e.house import DESKTOP, House
from tests.emptying import empty_tables
from tests.factories import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120.0
"""Seconds: whatever ends by a condition is given so long; a slow machine is no fault."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def chromium() -> str | None:
    """The browser named by CHROMIUM, one of the system, or (None) the one Playwright brought."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for found in map(shutil.which, PROGRAMS) if found), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = chromium()
    if program is None and not Path(playwright.chromium.executable_path).exists():
        pytest.skip("no Chromium on this machine: install the package chromium, or name one by CHROMIUM")
    running = playwright.chromium.launch(executable_path=program, args=FLAGS, timeout=PATIENCE * 1000)
    yield running
    running.close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def address_of(alias: str) -> str:
    """The present test database as a URL, for the server's process."""
    known = connections[alias].settings_dict
    who = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    host, port = known["HOST"], known["PORT"]
    if host.startswith("/"):
        return f"postgresql://{who}@/{known['NAME']}?host={host}" + (f"&port={port}" if port else "")
    return f"postgresql://{who}@{host}{f':{port}' if port else ''}/{known['NAME']}"


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, served over the test database by a process of its own."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "xuezheng.site.settings",
        "DATABASE_URL": address_of("owner"),
        "XUEZHENG_APP_DATABASE_URL": address_of("default"),
        "XUEZHENG_SECRET_KEY": str(settings.SECRET_KEY),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "xuezheng.site.wsgi:application"], env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_served(f"{address}/sign-in/", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_until_served(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as refused:
            refused.close()
            raise AssertionError(f"{address} answers {refused.code}:\n{log.read_text()[-3000:]}") from None
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The small tree with accounts, committed for the server to see, kept for the tests of one module."""
    with django_db_blocker.unblock():
        yield House.build()
        empty_tables()
        for connection in connections.all():
            connection.close()


SignedIn = Callable[..., Page]


def speak(page: Page, language: str, server: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": server}])


@pytest.fixture
def signed_in(browser: Browser, server: str, house: House) -> Iterator[SignedIn]:
    """`signed_in(role, unit, language="zh-hans", width=…)`: a page of a browser in which such a post is signed in."""
    contexts: list[BrowserContext] = []

    def sign_in(
        role: str = "administrator",
        unit: str = "province",
        *,
        language: str = "zh-hans",
        size: tuple[int, int] = DESKTOP,
        javascript: bool = True,
    ) -> Page:
        state = house.states.get((role, unit))
        context = browser.new_context(
            base_url=server,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN" if language == "zh-hans" else "en-US",
            storage_state=state,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        if state is None:
            page.goto("/sign-in/")
            page.fill("[name=username]", house.username(role, unit))
            page.fill("[name=password]", PASSWORD)
            page.locator("main button:not([type=button])").first.click()
            page.wait_for_selector("header.top")
            house.states[role, unit] = context.storage_state()
        speak(page, language, server)
        return page

    yield sign_in
    for context in contexts:
        context.close()
