"""Signing in, step by step, in both languages, on a desk and on a phone: pages that no link leads to."""

import re
from base64 import b32decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from django_otp.oath import hotp
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e import checks
from tests.e2e.conftest import PATIENCE
from tests.e2e.house import DESKTOP, PHONE, House
from tests.factories import PASSWORD
from xuezheng.kernel.people.models import Account
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

NEW = "Paper-Ink-Seal-7"
FORMS = [("zh-hans", DESKTOP), ("en", PHONE)]
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def opened(language: str = "en", size: tuple[int, int] = DESKTOP) -> Page:
        context = browser.new_context(base_url=server, viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(PATIENCE * 1000)
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def show_password(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.locator(".sign-in .btn.main").click()


def faults(page: Page, language: str) -> list[str]:
    return checks.overflow(page) + checks.untranslated(page, language) + checks.accessibility(page)


def present_code(page: Page, *, steps: int = 0) -> str:
    """From the secret as it is shown for typing."""
    secret = b32decode((page.locator("details code").text_content() or "").replace(" ", ""))
    return f"{hotp(secret, int(timezone.now().timestamp()) // 30 + steps):06d}"


@pytest.mark.parametrize(("language", "size"), FORMS)
def test_the_way_in_holds(visit: Visit, house: House, language: str, size: tuple[int, int]) -> None:
    page = visit(language, size)
    page.goto("/sign-in/")
    found = faults(page, language)
    show_password(page, "nobody", "wrong")
    page.wait_for_selector(".error-summary")
    assert found + faults(page, language) == []


@pytest.mark.parametrize(("language", "size"), FORMS)
def test_an_initial_password_is_changed_first(visit: Visit, house: House, language: str, size: tuple[int, int]) -> None:
    username = house.username("officer" if language == "en" else "analyst", "city")
    with bound(system_post("test")):
        Account.objects.filter(username=username).update(must_change_password=True)
    page = visit(language, size)
    show_password(page, username)
    page.wait_for_url("**/my-account/password/")
    assert faults(page, language) == []
    page.goto("/units/")
    assert page.url.endswith("/my-account/password/")
    for name, value in (("present", PASSWORD), ("new", NEW), ("again", NEW)):
        page.fill(f"[name={name}]", value)
    page.locator(".form .btn.main").click()
    page.wait_for_selector("header.top")


@pytest.mark.parametrize(("language", "size"), FORMS)
def test_an_app_is_set_up_and_asked_for(
    visit: Visit, house: House, language: str, size: tuple[int, int], tmp_path: Path
) -> None:
    username = house.username("auditor" if language == "en" else "administrator", "county")
    page = visit(language, size)
    show_password(page, username)
    page.wait_for_selector("header.top")
    page.goto("/my-account/authenticator/")
    found = faults(page, language)
    page.locator("details summary").last.click()
    later = present_code(page, steps=1)
    page.fill("[name=code]", present_code(page))
    page.locator("main .form .btn.main").click()
    page.wait_for_selector(".codes")
    found += faults(page, language)
    codes = page.locator(".codes code").all_text_contents()
    with page.expect_download() as download:
        page.locator("a[download]").click()
    download.value.save_as(tmp_path / "codes.txt")
    kept = (tmp_path / "codes.txt").read_text(encoding="utf-8")
    assert (len(codes), [code for code in codes if code not in kept]) == (10, [])
    other = visit(language, size)
    show_password(other, username)
    other.wait_for_url("**/sign-in/code/")
    found += faults(other, language)
    other.fill("[name=code]", later)
    other.locator(".sign-in .btn.main").click()
    other.wait_for_selector("header.top")
    assert found == []


def test_a_token_is_made_by_keyboard_alone(visit: Visit, house: House) -> None:
    page = visit()
    show_password(page, house.username("cio", "school"))
    page.wait_for_selector("header.top")
    page.goto("/my-account/tokens/new/")
    page.get_by_label("Name").focus()
    page.keyboard.type("Reporting")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#secret")).to_have_value(re.compile("^xz_"))
    assert faults(page, "en") == []
