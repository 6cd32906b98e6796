"""Browsers an account was signed in with before: a signed cookie, which opens nothing and only keeps its own allowance."""

from secrets import token_urlsafe
from uuid import UUID

from django.core import signing

from xuezheng.kernel.people.sign_in.rules import sign_in_rules

COOKIE = "known-device"
SALT = "xuezheng.people.known-device"
ACCOUNTS_PER_BROWSER = 12


def device_of(cookie: str, *, account_id: UUID | None) -> str:
    """The browser's name for this account; empty where the browser is not known to it."""
    return "" if account_id is None else _read(cookie).get(str(account_id), "")


def with_account(cookie: str, *, account_id: UUID) -> str:
    """The cookie to set after a complete sign-in. A shared browser remembers its last few accounts."""
    known = {key: name for key, name in _read(cookie).items() if key != str(account_id)}
    recent = dict(list(known.items())[-(ACCOUNTS_PER_BROWSER - 1) :])
    name = _read(cookie).get(str(account_id)) or token_urlsafe(12)
    return signing.dumps({**recent, str(account_id): name}, salt=SALT)


def _read(cookie: str) -> dict[str, str]:
    if not cookie:
        return {}
    try:
        known = signing.loads(cookie, salt=SALT, max_age=sign_in_rules().known_device)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}
