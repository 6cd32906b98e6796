"""Where sessions are kept: Django's session interface over our own rows, which know their account and can be ended.

The cookie's key is stored hashed, so that a copy of the database opens no session.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.utils.crypto import get_random_string

from xuezheng.kernel.clock import now
from xuezheng.kernel.people.models import Account, Session
from xuezheng.kernel.people.sign_in.keys import plain_hash
from xuezheng.kernel.people.sign_in.rules import sign_in_rules
from xuezheng.kernel.people.sign_in.sessions import forget_sessions, live_sessions
from xuezheng.kernel.scope.acting import ROOT, system_post
from xuezheng.kernel.scope.binding import NoScopeBound, acting_post, bound

KEY_LENGTH = 43
"""Of letters and digits: 256 bits."""


@contextmanager
def platform_scope() -> Iterator[None]:
    """The whole tree, in the binding that is open already where it has it."""
    try:
        reaches = acting_post().scope_path == ROOT
    except NoScopeBound:
        reaches = False
    if reaches:
        yield
    else:
        with bound(system_post("sessions")):
            yield


class SessionStore(SessionBase):
    """One browser's session. `row` is set once it was read and is a live one."""

    row: Session | None = None

    def load(self) -> dict[str, Any]:
        key = self.session_key
        if key is not None:
            with platform_scope():
                rows = live_sessions(at=now()).filter(key_hash=plain_hash(key))
                self.row = rows.select_related("account__person").first()
        if self.row is None:
            self._session_key = None
            return {}
        return dict(self.decode(self.row.data))

    def exists(self, session_key: str) -> bool:
        with platform_scope():
            return Session.objects.filter(key_hash=plain_hash(session_key)).exists()

    def create(self) -> None:
        self._session_key = get_random_string(KEY_LENGTH)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        key = self.session_key
        if key is None:
            self.create()
            return
        data = self.encode(getattr(self, "_session_cache", {}) if must_create else dict(self.items()))
        with platform_scope():
            if must_create:
                self._insert(key, data)
            elif not Session.objects.filter(key_hash=plain_hash(key)).update(data=data):
                raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            with platform_scope():
                Session.objects.filter(key_hash=plain_hash(key)).delete()
        self.row = None

    def cycle_key(self) -> None:
        """A new cookie for the same session, whenever what it may do changes."""
        self.items()
        before = self.session_key
        if before is None:
            self.create()
            return
        self._session_key = get_random_string(KEY_LENGTH)
        with platform_scope():
            Session.objects.filter(key_hash=plain_hash(before)).update(key_hash=plain_hash(self._session_key))
        self.modified = True

    def begin(self, *, account: Account, means: str, origin: str, device: str, at: datetime) -> None:
        """Sign the account in: nothing of what this browser had before is carried over, least of all its key."""
        self.flush()
        self.create()
        row = self.row
        assert row is not None
        row.account, row.unit_path, row.means = account, account.unit_path, means
        row.origin, row.device = origin[:60], device.replace("\x00", "")[:300]
        row.started_at = row.seen_at = at
        row.expires_at = at + sign_in_rules().sessions.longest
        with platform_scope():
            row.save()

    def mark_seen(self, *, origin: str, at: datetime) -> None:
        """At most once a minute, so that reading pages does not become writing rows."""
        row = self.row
        if row is None or (at - row.seen_at < sign_in_rules().sessions.seen_every and row.origin == origin):
            return
        with platform_scope():
            Session.objects.filter(id=row.id).update(seen_at=at, origin=origin)

    @classmethod
    def clear_expired(cls) -> None:
        with platform_scope():
            forget_sessions(at=now())

    def _insert(self, key: str, data: str) -> None:
        at = now()
        self.row = Session.objects.create(
            key_hash=plain_hash(key),
            data=data,
            unit_path=ROOT,
            started_at=at,
            seen_at=at,
            expires_at=at + sign_in_rules().sessions.unfinished,
        )
