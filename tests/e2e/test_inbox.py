"""To-dos and messages in the browser: they appear, are done and are gone, are read; also on a phone."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.e2e import checks
from tests.e2e.conftest import SignedIn
from tests.e2e.house import DESKTOP, PHONE, House
from tests.engines.inbox.drafts import message, todo
from xuezheng.engines.inbox.facade import close_todos, open_todos, send_messages
from xuezheng.kernel.clock import now, today

REPORT = "上报第%(number)s项任务的月度进展"
ACCEPTED = "第%(number)s项任务已通过验收"


def test_a_to_do_appears_at_home_and_is_gone_when_done(house: House, signed_in: SignedIn) -> None:
    school, at = house.unit("school"), now()
    page = signed_in("teacher", "school")
    open_todos([todo(school, "7", text=REPORT, url="/inbox/messages/", due_on=today(at) - timedelta(days=2))], at=at)
    open_todos([todo(school, "8", text=REPORT, due_on=today(at) + timedelta(days=3), waiting_for="基教处")], at=at)
    page.goto("/")
    expect(page.locator("ul.todo a")).to_have_text(["上报第7项任务的月度进展", "上报第8项任务的月度进展"])
    expect(page.locator("ul.todo .tag.r")).to_have_text("逾期 2 天")
    page.get_by_role("link", name="全部待办").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("nav.side a[aria-current] em")).to_have_text("2")
    page.locator("#filter-due").select_option("late")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody a").click()
    page.wait_for_url("**/inbox/messages/")
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["7", "8"], at=now())
    page.goto("/")
    expect(page.get_by_text("没有待办")).to_be_visible()
    page.goto("/inbox/todos/done/")
    expect(page.locator("tbody tr")).to_have_count(2)


def test_messages_are_read_on_a_phone(house: House, signed_in: SignedIn) -> None:
    school = house.unit("school")
    page = signed_in("cio", "school", size=PHONE)
    send_messages([message(school, "1", text=ACCEPTED, url=""), message(school, "2", text=ACCEPTED, url="")], at=now())
    page.goto("/inbox/messages/")
    expect(page.locator("tbody .tag.t")).to_have_count(2)
    assert checks.overflow(page) + checks.accessibility(page) == []
    page.get_by_role("link", name="第2项任务已通过验收").click()
    expect(page.locator("main p[data-data]")).to_have_text("第2项任务已通过验收")
    page.get_by_role("link", name="全部消息").click()
    expect(page.locator("tbody tr").first).to_contain_text("第1项任务已通过验收")
    expect(page.locator("tbody .tag.t")).to_have_count(1)
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.locator("tbody .tag.t")).to_have_count(0)
    expect(page.get_by_role("button", name="全部标为已读")).to_have_count(0)


def test_a_subscription_is_chosen_by_keyboard_and_shows_the_next_digest(house: House, signed_in: SignedIn) -> None:
    county, at = house.unit("county"), now()
    open_todos([todo(county, "9", text=REPORT, due_on=today(at))], at=at)
    page = signed_in("auditor", "county", size=DESKTOP)
    page.goto("/inbox/subscription/")
    expect(page.locator("main ul.todo a")).to_have_text(["上报第9项任务的月度进展"])
    assert checks.overflow(page) + checks.untranslated(page, "zh-hans") + checks.accessibility(page) == []
    page.get_by_label("频率").select_option("daily")
    page.get_by_label("用邮件发送").check()
    page.get_by_label("电子邮箱地址").fill("nobody")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_label("电子邮箱地址").fill("reader@school.example")
    page.keyboard.press("Enter")
    expect(page.get_by_text("订阅已保存。")).to_be_visible()
    expect(page.get_by_label("频率")).to_have_value("daily")
    close_todos(topic="plans.report", subject_kind="assignment", subject_ids=["9"], at=now())
