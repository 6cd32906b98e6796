"""What the operator may set by environment, each with its meaning; the settings and their page in docs come from here."""

import os
import secrets
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CONNECTION_OPTIONS = (
    "-c xuezheng.scope=!unbound -c statement_timeout={timeout}ms -c idle_in_transaction_session_timeout=120s"
)
"""Every connection starts unbound: outside a binding, scoped tables show no row."""


def _setting(variable: str, meaning: str, *, default: Any) -> Any:
    return field(default=default, metadata={"variable": variable, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """One field per environment variable."""

    home: Path = _setting(
        "XUEZHENG_HOME", "Folder for the embedded database, files, logs and keys.", default=Path("var")
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "Address of an external PostgreSQL 15+ as owner. Empty: the embedded server.",
        default="",
    )
    app_database_url: str = _setting(
        "XUEZHENG_APP_DATABASE_URL",
        "The same database as the application role. Empty: derived from DATABASE_URL.",
        default="",
    )
    secret_key: str = _setting(
        "XUEZHENG_SECRET_KEY", "Key for signatures. Empty: made once and kept under the home.", default=""
    )
    allowed_hosts: list[str] = _setting(
        "XUEZHENG_ALLOWED_HOSTS",
        "Host names served, separated by commas.",
        default="localhost,127.0.0.1,[::1]",
    )
    https: bool = _setting("XUEZHENG_HTTPS", "1 when users reach the server by https only.", default=False)
    behind_proxy: bool = _setting(
        "XUEZHENG_BEHIND_PROXY", "1 when a reverse proxy sets X-Forwarded-Proto and -For.", default=False
    )
    statement_timeout: int = _setting(
        "XUEZHENG_STATEMENT_TIMEOUT_MS", "Longest a database statement may take, in ms.", default=30000
    )
    demo_beyond_loopback: bool = _setting(
        "XUEZHENG_DEMO_BEYOND_LOOPBACK",
        "1 lets demonstration accounts sign in when the server listens beyond loopback.",
        default=False,
    )

    def database(self, *, owner: bool = False) -> dict[str, Any]:
        url = self.database_url if owner else self.app_database_url or self.database_url
        return database_from_url(url or embedded_url(self.home, owner=owner), timeout_ms=self.statement_timeout)


def embedded_url(home: Path, *, owner: bool) -> str:
    """The embedded server listens on a socket under the home only."""
    user = "xuezheng_owner" if owner else "xuezheng_app"
    return f"postgresql://{user}@/xuezheng?host={home.resolve() / 'run'}"


def database_from_url(url: str, *, timeout_ms: int) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": CONNECTION_OPTIONS.format(timeout=timeout_ms), **query},
    }


@cache
def configuration() -> Configuration:
    read: dict[str, Any] = {}
    for item in fields(Configuration):
        text = os.environ.get(item.metadata["variable"], "")
        read[item.name] = _parsed(text, like=item.default) if text else item.default
    read["home"] = Path(read["home"])
    read["allowed_hosts"] = [host for host in str(read["allowed_hosts"]).split(",") if host]
    read["secret_key"] = read["secret_key"] or _kept_secret(read["home"])
    return Configuration(**read)


def _parsed(text: str, *, like: object) -> object:
    if isinstance(like, bool):
        return text.lower() in {"1", "true", "yes"}
    return int(text) if isinstance(like, int) else text


def _kept_secret(home: Path) -> str:
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
