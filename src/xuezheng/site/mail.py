"""Where mails go: to the server that the operator names, or into files under the home."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

BACKENDS = "django.core.mail.backends"
TIMEOUT = 20
"""Seconds a mail server may take to answer: less than a transaction may idle."""


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    backend: str
    folder: Path
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def mail_settings(url: str, *, home: Path) -> MailSettings:
    """`smtp://user:password@host:port?tls=1` begins TLS by STARTTLS, `smtps://` from the first byte; else all is in the clear."""
    folder = home / "mail"
    if not url:
        return MailSettings(backend=f"{BACKENDS}.filebased.EmailBackend", folder=folder)
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("XUEZHENG_SMTP_URL looks like smtp://user:password@mail.example.cn:587?tls=1")
    starttls = parts.scheme == "smtp" and parse_qs(parts.query).get("tls", ["0"])[-1] in {"1", "true", "yes"}
    usual = 465 if parts.scheme == "smtps" else 587 if starttls else 25
    return MailSettings(
        backend=f"{BACKENDS}.smtp.EmailBackend",
        folder=folder,
        host=parts.hostname,
        port=parts.port or usual,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=starttls,
        tls=parts.scheme == "smtps",
    )
