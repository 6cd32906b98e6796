"""Programs that call the API: clients with a token, resolved by a table of the test instead of the people package."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.test import Client

from xuezheng.kernel.rest import authentication
from xuezheng.kernel.scope.acting import ActingPost


class Caller(Client):
    """Speaks JSON under one token, in English, as a program would: no cookie, CSRF enforced."""

    def __init__(self, token: str) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.token = token

    def ask(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.generic(
            method,
            address,
            data=body if isinstance(body, bytes) else _json(body),
            content_type=given.pop("Content-Type", "application/json"),
            headers={"Authorization": f"Test {self.token}", "Accept-Language": "en", **given},
        )


def _json(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


@contextmanager
def tokens(**posts: ActingPost) -> Iterator[None]:
    """Serve `Authorization: Test NAME` for these posts."""

    def resolve(token: str, /, *, at: datetime, origin: str, request_id: str) -> ActingPost | None:
        post = posts.get(token)
        return replace(post, origin=origin, request_id=request_id) if post else None

    authentication.register("Test", resolve)
    yield
    authentication.forget("Test")
