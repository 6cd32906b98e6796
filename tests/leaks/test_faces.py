"""Pages, exports and JSON under each role: no mark of another county; what is foreign answers as what does not exist."""

import re
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.leaks.scene import COUNTY_ROLES, MARK, SCHOOL_ROLES, Scene

pytestmark = pytest.mark.integration
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ABSENT = {"uuid": str(uuid.UUID(int=7)), "int": "999999999", "str": "absent", "slug": "absent", "path": "absent"}
KINDS = {"uuidstr": "uuid"}
"""The API's own names of kinds."""
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
ASKED = ("q", "text", "name", "title", "code")
"""Where a page looks for a text; one letter is left out, since a page may repeat what it was asked."""
FORMATS = ("?format=csv", "?format=xlsx", "?export=csv", "?export=xlsx")
AS_A_SCRIPT = {"X-Fragment": "1"}
"""A refusal is then told by its sentence alone, without the frame around it; a page is the same."""
CLOSED = {302, 401, 403, 405}
"""An address that answers so does it before it looks at what it was asked for."""
_formats: dict[str, set[str]] = defaultdict(set)
"""Which formats an address was seen to answer in: learned from the first role that it is open to."""
_learned: set[str] = set()
_deaf: set[str] = set()
"""Pages that were seen to answer the same whatever they are asked; a page that searches says back what it looked for."""


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


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", errors="replace")


def filled(place: str, value_of: dict[str, str], *, untyped: str = "str") -> str:
    """The API's addresses do not tell what they take: `untyped` says what to try there."""
    return PARAMETER.sub(lambda found: value_of.get(KINDS.get(found["kind"], found["kind"]) or untyped, "1"), place)


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
    """Rows an address may be about: those its parameters are named after, else those its words name, else all of them. A key of
    another table is as absent there as any."""
    asked = {found["name"].removesuffix("_id").replace("_", "") for found in PARAMETER.finditer(place)}
    exact = [row for row in rows if str(row._meta.model_name) in asked]
    named = [row for row in rows if row._meta.app_label in place or str(row._meta.model_name) in place]
    return exact or named or list(rows)


def told(response: Any, values: dict[str, str]) -> tuple[int, str]:
    """Status and text without what differs by nature: the asked key, tokens, request ids. A notice is text too."""
    said = body(response) + response.headers.get("HX-Trigger", "")
    text = re.sub(r"hx-headers='[^']*'|<script id=\"texts\".*?</script>", "", said, flags=re.DOTALL)
    for written in (response.wsgi_request.path, quote(response.wsgi_request.path)):
        text = text.replace(written, "·")
    for value in sorted((value for value in set(values.values()) if len(value) > 3), key=len, reverse=True):
        text = re.sub(rf"(?<![0-9A-Za-z]){re.escape(value)}(?![0-9A-Za-z])", "·", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return response.status_code, re.sub(r"\b[0-9a-f]{16}\b", "·", text)


@pytest.mark.parametrize("role", sorted({*COUNTY_ROLES, *SCHOOL_ROLES}))
def test_no_open_address_shows_a_foreign_row(role: str, scene: Scene) -> None:
    client = scene.client(role)
    for place in OPEN:
        plain = client.get(place)
        assert MARK not in body(plain), f"{role} sees the mark at {place}"
        for form in _formats_of(client, place, plain):
            assert MARK not in body(client.get(place + form)), f"{role} sees the mark at {place}{form}"
        if plain.status_code not in CLOSED and place not in _deaf:
            asked = client.get(place, dict.fromkeys(ASKED, MARK[:-1]))
            assert MARK not in body(asked), f"{role} finds it at {place}"
            if not place.startswith("/api/") and not asked.streaming and told(asked, {}) == told(plain, {}):
                _deaf.add(place)


def _formats_of(client: Client, place: str, plain: Any) -> set[str]:
    """Those the address has for anybody, also where it is closed to this role."""
    if place not in _learned and plain.status_code == 200:
        _learned.add(place)
        for form in FORMATS:
            answer = client.get(place + form)
            body(answer)  # an answer in a format is a stream, which closes its file when it was read
            if answer.headers.get("Content-Type") != plain.headers.get("Content-Type"):
                _formats[place].add(form)
    return _formats[place]


def test_searches_are_among_what_is_asked(scene: Scene) -> None:
    """Else the test above could not see one."""
    client = scene.client("administrator")
    for place in ("/search/", "/units/", "/units/pick/"):
        answers = [told(client.get(place, dict.fromkeys(ASKED, text)), {}) for text in (MARK[:-1], "")]
        assert answers[0] != answers[1], place


def test_exports_are_among_what_is_asked(scene: Scene) -> None:
    """Else the test above could not see one."""
    client = scene.client("administrator")
    assert _formats_of(client, "/units/", client.get("/units/")) == {"?format=csv", "?format=xlsx"}
    assert scene.neighbour.name in body(client.get("/units/?format=xlsx"))


@pytest.mark.parametrize("role", ["administrator", "school_administrator", "auditor", "teacher"])
def test_what_is_foreign_answers_as_what_does_not_exist(role: str, scene: Scene) -> None:
    client = scene.client(role)
    for place, untyped in [(address, kind) for address in OF_OBJECTS for kind in tried(address)]:
        missing = filled(place, ABSENT, untyped=untyped)
        asked = asked_for(scene.rows.values(), place, untyped)
        for method in methods_of(place, role):
            expected = told(_ask(client, method, missing), ABSENT)
            # What is refused before anything is looked up is refused alike for all: one row shows it.
            for address, keys in list(asked.items())[: 1 if expected[0] in CLOSED else None]:
                answer = told(_ask(client, method, address), keys)
                assert MARK not in answer[1], f"{role} sees the mark: {method} {place}"
                assert answer == expected, f"{role} can tell that it exists: {method} {place}"


def methods_of(place: str, role: str) -> tuple[str, ...]:
    """Pages know reading and sending only."""
    if role != "administrator":
        return ("get",)
    return ("get", "post", "delete") if place.startswith("/api/") else ("get", "post")


def asked_for(rows: Iterable[models.Model], place: str, untyped: str) -> dict[str, dict[str, str]]:
    """The address filled with the key of each row it may be about, each filled address once."""
    found: dict[str, dict[str, str]] = {}
    for row in related(rows, place):
        keys = keys_of(row)
        if untyped == "str" and (keys["str"] == str(row.pk) or keys["str"].isdigit()):
            continue  # such a key is tried as a number or uuid
        if untyped == "int" and not str(row.pk).isdigit():
            continue  # it has no such key
        if "<slug:" in place and not SLUG.fullmatch(keys["slug"]):
            continue  # no such address can be written
        found.setdefault(filled(place, keys, untyped=untyped), keys)
    found.pop(filled(place, ABSENT, untyped=untyped), None)
    return found


def _ask(client: Client, method: str, address: str) -> Any:
    return getattr(client, method)(address, headers=AS_A_SCRIPT)
