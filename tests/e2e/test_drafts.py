"""Forms that keep what was typed: over a lost connection, a reload, a refusal; gone when accepted and at sign-out.

The form stands in an answer given to the browser here, so that no package's page is needed; script and frame are the real ones.
"""

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import SignedIn

FORM = """<form class="form" method="post" action="/trial/" data-guard data-draft="trial" novalidate>{errors}
<label for="a">A</label><input id="a" name="a"><label for="b">B</label><select id="b" name="b"><option>1<option>2</select>
<label><input type="checkbox" name="c" value="x"> C</label><button class="btn main">Send</button></form>"""
SUMMARY = '<div class="error-summary" tabindex="-1" data-focus>no</div>'


class Trial:
    """A page with the form; what was sent, and whether the form comes back with an error."""

    def __init__(self, page: Page) -> None:
        self.page, self.sent, self.refuses = page, list[str](), False
        page.goto("/about/")
        self.frame = page.content()
        page.route("**/trial/", self.answer)

    def around(self, main: str) -> str:
        return re.sub(
            r"(<main[^>]*>).*(</main>)", lambda found: found[1] + main + found[2], self.frame, flags=re.DOTALL
        )

    def answer(self, route: Route) -> None:
        if route.request.method == "POST":
            self.sent.append(route.request.post_data or "")
            if not self.refuses:
                return route.fulfill(status=303, headers={"location": "/about/"})
        errors = SUMMARY if route.request.method == "POST" else ""
        return route.fulfill(body=self.around(FORM.format(errors=errors)), content_type="text/html")

    def open(self) -> None:
        self.page.goto("/trial/")

    def kept(self) -> int:
        return int(self.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"))


def test_a_lost_connection_keeps_the_input_and_says_so(signed_in: SignedIn) -> None:
    page = signed_in()
    trial = Trial(page)
    trial.open()
    page.fill("#a", "只填一次")
    page.select_option("#b", "2")
    page.check("[name=c]")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".toast.error")).to_contain_text("已保存在本设备")
    assert trial.sent == []
    page.context.set_offline(False)
    trial.open()
    expect(page.locator("#a")).to_have_value("只填一次")
    expect(page.locator("#b")).to_have_value("2")
    expect(page.locator("[name=c]")).to_be_checked()
    expect(page.locator(".draft-note")).to_contain_text("已恢复")


def test_an_accepted_form_leaves_no_draft_and_a_refused_one_does(signed_in: SignedIn) -> None:
    page = signed_in()
    trial = Trial(page)
    trial.refuses = True
    trial.open()
    page.fill("#a", "x")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert trial.kept() == 1
    trial.refuses = False
    page.fill("#a", "y")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/about/")
    assert (trial.kept(), len(trial.sent)) == (0, 2)


def test_a_second_click_sends_nothing_more(signed_in: SignedIn) -> None:
    page = signed_in()
    trial = Trial(page)
    trial.open()
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**/about/")
    assert len(trial.sent) == 1


def test_a_draft_can_be_discarded(signed_in: SignedIn) -> None:
    page = signed_in()
    trial = Trial(page)
    trial.open()
    page.fill("#a", "x")
    trial.open()
    page.locator(".draft-note button").click()
    expect(page.locator("#a")).to_have_value("")
    assert trial.kept() == 0


def test_signing_out_takes_the_drafts(signed_in: SignedIn) -> None:
    page = signed_in("officer", "office")
    trial = Trial(page)
    trial.open()
    page.fill("#a", "x")
    assert trial.kept() == 1
    page.goto("/about/")
    page.locator("details.account summary").click()
    page.locator("[data-sign-out] button").click()
    page.wait_for_url("**/sign-in/**")
    assert trial.kept() == 0
