"""Idempotency keys: the answer is kept in the transaction of the change itself, so either both exist or neither."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.rest.models import StoredReply
from xuezheng.kernel.scope.acting import ActingPost

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(days=1)
KEPT_HEADERS = ("ETag", "Location", "Content-Type")
FORM = re.compile("[0-9A-Za-z_-]{1,100}")


class KeyNotUsable(Refusal):
    status = 400
    code = "idempotency-key"

    def __init__(self) -> None:
        super().__init__(
            _("An Idempotency-Key has 1 to 100 letters a–z, digits, hyphens or underscores; a UUID serves well.")
        )


class KeyUsedForAnother(Refusal):
    code = "idempotency-key-reused"

    def __init__(self) -> None:
        super().__init__(_("This Idempotency-Key was used with another request. Make a new key for each new request."))


def once(
    request: HttpRequest, post: ActingPost, *, at: datetime, run: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Run it, or give the answer it had before. A second request of the same key waits until the first is decided."""
    key = request.headers.get(HEADER, "")
    if HEADER not in request.headers or post.post_id is None:
        return run()
    if not FORM.fullmatch(key):
        raise KeyNotUsable
    _wait_in_turn(post.post_id, key)
    asked = _hash_of(request)
    kept = StoredReply.objects.filter(post_id=post.post_id, key=key).first()
    if kept is not None and kept.expires_at > at:
        return _again(kept, asked)
    response = run()
    if isinstance(response, HttpResponse) and response.status_code < 300:
        StoredReply.objects.filter(post_id=post.post_id, key=key).delete()
        _keep(response, post, post_id=post.post_id, key=key, asked=asked, at=at)
    return response


def forget_expired(*, at: datetime) -> int:
    """Called by a job that is bound to the whole tree."""
    deleted, _by_model = StoredReply.objects.filter(expires_at__lte=at).delete()
    return deleted


def _wait_in_turn(post_id: UUID, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20260901))", [f"{post_id} {key}"])


def _hash_of(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def _again(kept: StoredReply, asked: str) -> HttpResponse:
    if kept.request_hash != asked:
        raise KeyUsedForAnother
    return HttpResponse(kept.body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"})


def _keep(response: HttpResponse, post: ActingPost, *, post_id: UUID, key: str, asked: str, at: datetime) -> None:
    StoredReply.objects.create(
        unit_path=post.unit_path,
        post_id=post_id,
        key=key,
        request_hash=asked,
        status=response.status_code,
        headers={name: response[name] for name in KEPT_HEADERS if name in response},
        body=response.content.decode(),
        stored_at=at,
        expires_at=at + KEPT_FOR,
    )
