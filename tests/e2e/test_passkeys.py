"""Passkeys with Chromium's virtual authenticator: made, used, renamed, copied, removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.conftest import PATIENCE
from tests.e2e.house import House
from tests.factories import PASSWORD


@dataclass(kw_only=True)
class Device:
    """A page and the authenticator built into its machine."""

    page: Page
    wire: CDPSession
    authenticator: str

    def held(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.wire.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.authenticator}
        )["credentials"]
        return found

    def tell(self, method: str, **values: object) -> None:
        self.wire.send(f"WebAuthn.{method}", {"authenticatorId": self.authenticator, **values})


@pytest.fixture
def device(browser: Browser, server: str, house: House) -> Iterator[Device]:
    """Passkeys belong to a name, so the pages are opened under localhost."""
    context = browser.new_context(base_url=server.replace("127.0.0.1", "localhost"), locale="en-US")
    context.set_default_timeout(PATIENCE * 1000)
    context.add_cookies([{"name": "language", "value": "en", "url": server.replace("127.0.0.1", "localhost")}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield Device(page=page, wire=wire, authenticator=made["authenticatorId"])
    context.close()


def sign_in_by_password(page: Page, username: str) -> None:
    page.goto("/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_selector("header.top")


def sign_out(page: Page) -> None:
    page.context.clear_cookies(name="session")
    page.goto("/sign-in/")


def add_passkey(page: Page, name: str) -> None:
    page.goto("/my-account/")
    page.get_by_label("Name of the new passkey").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("#toasts")).to_contain_text("signs you in without your password")


def test_a_passkey_is_made_and_signs_in_without_name_or_password(device: Device, house: House) -> None:
    page = device.page
    sign_in_by_password(page, house.username("teacher", "school"))
    add_passkey(page, "Office laptop")
    assert [(key["isResidentCredential"], key["rpId"]) for key in device.held()] == [(True, "localhost")]
    sign_out(page)
    page.goto("/sign-in/?next=/units/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_selector("header.top")
    assert page.url.endswith("/units/")
    page.goto("/my-account/")
    expect(page.locator("main")).to_contain_text("signed in by passkey")
    expect(page.locator("main")).to_contain_text("last used")


def test_a_device_that_does_not_verify_its_user_is_refused(device: Device, house: House) -> None:
    page = device.page
    sign_in_by_password(page, house.username("expert", "county"))
    add_passkey(page, "Phone")
    sign_out(page)
    device.tell("setUserVerified", isUserVerified=False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("The passkey was not used")
    assert page.url.endswith("/sign-in/")


def test_a_copied_key_shows_by_its_counter(device: Device, house: House) -> None:
    page = device.page
    sign_in_by_password(page, house.username("cio", "school"))
    add_passkey(page, "Token")
    [key] = device.held()
    for _time in range(2):
        sign_out(page)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_selector("header.top")
    device.tell("removeCredential", credentialId=key["credentialId"])
    device.tell("addCredential", credential={**key, "signCount": 1})
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("This passkey was not accepted")


def test_a_removed_passkey_no_longer_signs_in(device: Device, house: House) -> None:
    page = device.page
    sign_in_by_password(page, house.username("officer", "office"))
    add_passkey(page, "Old phone")
    page.get_by_role("link", name="Rename Old phone").click()
    page.get_by_label("Name").fill("Older phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Remove Older phone").click()
    expect(page.locator("#toasts")).to_contain_text("no longer signs in here")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("This passkey was not accepted")


def test_under_an_address_passkeys_are_not_offered(browser: Browser, server: str, house: House) -> None:
    context = browser.new_context(base_url=server, locale="en-US")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.goto("/sign-in/")
    assert page.locator("[data-passkey-sign-in]").count() == 0
    context.close()
