"""Pages, exports and JSON under each role: no mark of another county; what is foreign answers as what does not exist."""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import PASSWORD, Tree, make_post
from tests.leaks.rows import MarkedRows
from tests.leaks.test_tables import COUNTY_ROLES, MARK, SCHOOL_ROLES

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ABSENT = {"uuid": str(uuid.UUID(int=7)), "int": "999999999", "str": "absent", "slug": "absent", "path": "absent"}
ASKED = ("q", "text", "name", "title", "code")
"""Where a page looks for a text; one letter is left out, since a page may repeat what it was asked."""
FORMATS = ("", "?format=csv", "?format=xlsx", "?export=csv", "?export=xlsx")


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Every address of the site, with its parameters still in their brackets."""
    for pattern in resolver.url_patterns:
        place = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, place)
        elif isinstance(pattern, URLPattern):
            yield place


ADDRESSES = sorted({place for place in addresses(get_resolver()) if "(?P" not in place and "sign-out" not in place})
OPEN = [place for place in ADDRESSES if not PARAMETER.search(place)]
OF_OBJECTS = [place for place in ADDRESSES if PARAMETER.search(place)]


def signed_in(tree: Tree, role: str) -> Client:
    unit = tree.counties[2] if role in COUNTY_ROLES else tree.schools[4]
    make_post(unit, role=role, username=f"watcher-{role}")
    client = Client()
    client.post("/sign-in/", {"username": f"watcher-{role}", "password": PASSWORD})
    return client


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")


def filled(place: str, value_of: dict[str, str], *, untyped: str = "str") -> str:
    """The API's addresses do not tell what they take: `untyped` says what to try there."""
    return PARAMETER.sub(lambda found: value_of.get(found["kind"] or untyped, "1"), place)


def tried(place: str) -> tuple[str, ...]:
    """Kinds of keys to put where the address names none."""
    return ("uuid", "int", "str") if any(not found["kind"] for found in PARAMETER.finditer(place)) else ("",)


def keys_of(row: models.Model) -> dict[str, str]:
    """What an address may ask for: the row's own key, its uuid, its code."""
    key = str(row.pk)
    code = str(getattr(row, "code", getattr(row, "number", key)))
    given = str(getattr(row, "uuid", key))
    return {
        "uuid": given if len(given) == 36 else ABSENT["uuid"],
        "int": key if key.isdigit() else "1",
        "str": code,
        "slug": code,
    }


def related(rows: Iterable[models.Model], place: str) -> list[models.Model]:
    """Rows an address may be about, by the words in it; all of them where its words name none."""
    named = [row for row in rows if row._meta.app_label in place or str(row._meta.model_name) in place]
    return named or list(rows)


def told(response: Any, values: dict[str, str]) -> tuple[int, str]:
    """Status and text without what differs by nature: the asked key, tokens, request ids."""
    text = re.sub(r"hx-headers='[^']*'|<script id=\"texts\".*?</script>", "", body(response), flags=re.DOTALL)
    for written in (response.wsgi_request.path, quote(response.wsgi_request.path)):
        text = text.replace(written, "·")
    for value in sorted((value for value in set(values.values()) if len(value) > 3), key=len, reverse=True):
        text = re.sub(rf"(?<![0-9A-Za-z]){re.escape(value)}(?![0-9A-Za-z])", "·", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return response.status_code, re.sub(r"\b[0-9a-f]{16}\b", "·", text)


@pytest.mark.parametrize("role", sorted({*COUNTY_ROLES, *SCHOOL_ROLES}))
def test_no_open_address_shows_a_foreign_row(role: str) -> None:
    tree = Tree()
    MarkedRows(tree.schools[7], MARK).fill()
    client = signed_in(tree, role)
    for place in OPEN:
        for form in FORMATS:
            assert MARK not in body(client.get(place + form)), f"{role} sees the mark at {place}{form}"
        assert MARK not in body(client.get(place, dict.fromkeys(ASKED, MARK[:-1])))


@pytest.mark.parametrize("role", ["administrator", "school_administrator", "auditor", "teacher"])
def test_what_is_foreign_answers_as_what_does_not_exist(role: str) -> None:
    tree = Tree()
    rows = MarkedRows(tree.schools[7], MARK).fill()
    client = signed_in(tree, role)
    methods = ("get", "post", "delete") if role == "administrator" else ("get",)
    for place, untyped in [(address, kind) for address in OF_OBJECTS for kind in tried(address)]:
        missing = filled(place, ABSENT, untyped=untyped)
        absent = {method: told(_ask(client, method, missing), ABSENT) for method in methods}
        for row in related(rows.values(), place):
            keys = keys_of(row)
            if untyped == "str" and (keys["str"] == str(row.pk) or keys["str"].isdigit()):
                continue  # such a key is tried as a number or uuid
            for method, expected in absent.items():
                answer = told(_ask(client, method, filled(place, keys, untyped=untyped)), keys)
                assert MARK not in answer[1], f"{role} sees the mark: {method} {place}"
                assert answer == expected, f"{role} can tell that it exists: {method} {place}"


def _ask(client: Client, method: str, address: str) -> Any:
    return getattr(client, method)(address)
