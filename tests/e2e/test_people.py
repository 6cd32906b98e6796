"""People in the browser: a life from registering to the initial password, an import, and every page of it held to the checks."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import DESKTOP, PHONE, House


def faults_of(page: Page, *, language: str, heard: list[str]) -> list[str]:
    names = ("单晓燕", "演示第")  # data within a sentence of a toast
    foreign = [fault for fault in checks.untranslated(page, language) if not any(name in fault for name in names)]
    found = heard + checks.overflow(page) + foreign
    return found + (checks.accessibility(page) if language == "zh-hans" else [])


@pytest.mark.parametrize(("language", "size"), [("zh-hans", DESKTOP), ("en", PHONE)])
def test_a_person_is_registered_gets_a_post_and_an_account(
    signed_in: SignedIn, server: str, house: House, language: str, size: tuple[int, int]
) -> None:
    school = house.unit("school")
    page = signed_in("administrator", "county", language=language, size=size)
    watch = checks.Watch(page=page, host=urlsplit(server).netloc).start()
    faults: list[str] = []

    def look(address: str = "") -> None:
        if address:
            page.goto(address)
        faults.extend(f"{page.url}: {fault}" for fault in faults_of(page, language=language, heard=watch.said()))

    look("/people/new/")
    page.fill("[name=name]", "单晓燕")
    page.evaluate("code => { document.querySelector('[name=home_unit]').value = code; }", school.code)
    page.locator("main .form-actions button.main").click()
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/$"))
    expect(page.locator("h1")).to_have_text("单晓燕")
    look()
    place = urlsplit(page.url).path
    for part in ("change", "transfer", "leaving", "grant", "account/open"):
        look(f"{place}{part}/")
    page.fill("[name=username]", f"shan.{language[:2]}")
    page.locator("main .form-actions button.main").click()
    expect(page.locator("#initial-password")).to_have_text(re.compile(r"^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}$"))
    look()
    page.goto(f"{place}grant/")
    page.select_option("[name=role]", "teacher")
    page.locator("main .form-actions button.main").click()
    page.wait_for_url(re.compile(f"{place}$"))
    look()
    for address in ("/people/", "/posts/", "/posts/grant/", "/people/import/", "/privacy/"):
        look(address)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def table(text: str) -> FilePayload:
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}


def test_a_table_is_checked_and_taken_in(signed_in: SignedIn, house: House) -> None:
    page = signed_in("administrator", "county")
    code = house.unit("school").code
    page.goto("/people/import/")
    page.set_input_files("[name=file]", table(f"姓名,单位代码,角色\n张三,{code},省长\n"))
    page.locator("button[hx-post]").click()
    expect(page.locator("#import-result tbody tr")).to_have_count(1)
    page.set_input_files("[name=file]", table(f"姓名,单位代码,角色\n张三,{code},教师\n"))
    page.locator("button[hx-post]").click()
    expect(page.locator("#import-result .note.ok")).to_be_visible()
    with page.expect_download() as download:
        page.locator("button[formaction$='take-in/']").click()
    assert download.value.suggested_filename == "initial-passwords.xlsx"
    page.wait_for_url("**/people/")
    expect(page.locator(".toast").first).to_be_visible()
    page.goto("/people/?q=张三")
    expect(page.locator("tbody tr")).to_have_count(1)
