"""Every form of the house, found by its address: what a post is refused when it sends one, it is refused when it opens it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from lxml import html

from tests.leaks.rows import MarkedRows
from tests.leaks.scene import Scene
from tests.leaks.test_faces import AS_A_SCRIPT, OF_OBJECTS, OPEN, asked_for, body, tried
from xuezheng.kernel.clock import now, today

pytestmark = pytest.mark.integration
PAGES = [place for place in OF_OBJECTS if not place.startswith("/api/")]
OWN = ("/my-account/", "/sign-in/")
"""What one does to the own account is asked of everybody, and ends the session that the others need."""
REFUSED = {403, 404}
MOST_ROWS = 12
"""Where an address might be about more rows than these, nothing tells which: it is named after no table."""
FEWEST = {"officer": 45, "school_administrator": 15}
"""So many forms open at least: else the test would have gone past them."""


@pytest.fixture(scope="module")
def near(built: Scene) -> list[dict[Any, Any]]:
    """Rows that watchers may see without being the ones who keep them: of a school, and of the province."""
    units = (built.neighbour, built.tree.province)
    return [MarkedRows(unit, f"near{number}").fill() for number, unit in enumerate(units)]


@pytest.mark.parametrize("role", sorted(FEWEST))
def test_a_form_that_may_not_be_sent_does_not_open(role: str, scene: Scene, near: list[dict[Any, Any]]) -> None:
    client = scene.client(role)
    client.raise_request_exception = False  # rows made by their fields' types make some pages fail, which opens no form
    opened, misled = 0, set()
    for place, address in addresses(near):
        answers = form_of(client, address)
        if answers is None:
            continue
        opened += 1
        if sent(client, address, answers) in REFUSED:
            misled.add(place)
    assert sorted(misled) == []
    assert opened >= FEWEST[role]


def addresses(near: list[dict[Any, Any]]) -> Iterator[tuple[str, str]]:
    yield from ((place, place) for place in OPEN if not place.startswith(("/api/", *OWN)))
    for rows in near:
        for place in PAGES:
            asked = [address for kind in tried(place) for address in asked_for(rows.values(), place, kind)]
            yield from ((place, address) for address in asked if len(asked) <= MOST_ROWS)


def form_of(client: Client, address: str) -> dict[str, Any] | None:
    """What a reader might answer to the form that the page is about, if it is about one."""
    answer = client.get(address, headers=AS_A_SCRIPT)
    page = body(answer) if "html" in answer.headers.get("Content-Type", "") else ""
    if answer.status_code != 200 or not page.strip():
        return None
    for form in html.fromstring(page).iter("form"):
        if form.get("method", "").lower() == "post" and form.get("action", "") in {"", address}:
            boxes = [box for box in form.iter("input", "select", "textarea") if box.get("name")]
            return {str(box.get("name")): answer_to(box) for box in reversed(boxes)}
    return None


def answer_to(box: Any) -> Any:
    if box.tag == "select":
        return next((option.get("value") for option in box.iter("option") if option.get("value")), "")
    if box.tag == "textarea":
        return box.text or "word"
    kind = box.get("type", "text")
    if kind == "file":
        return SimpleUploadedFile("a.txt", "一、甲".encode())
    offered = {"date": (today(now()) + timedelta(days=30)).isoformat(), "number": "1", "month": "2026-09"}
    return box.get("value") or offered.get(kind, "word")


def sent(client: Client, address: str, answers: dict[str, Any]) -> int:
    """What is done by it is undone."""
    before = transaction.savepoint()
    try:
        return client.post(address, answers, headers=AS_A_SCRIPT).status_code
    finally:
        transaction.savepoint_rollback(before)
