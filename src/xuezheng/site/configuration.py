"""What the operator may set by environment, each with its meaning; the settings and their page in docs come from here."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from xuezheng.kernel.refusals import Refusal

Network = IPv4Network | IPv6Network
OWNER, APPLICATION, DATABASE = "xuezheng_owner", "xuezheng_app", "xuezheng"
CHECKOUT = Path(__file__).resolve().parents[3]
SOCKET_LIMIT = 103
"""Bytes of a socket's address: 107 on Linux, 103 on others."""
CONNECTION_OPTIONS = (
    "-c xuezheng.scope=!unbound -c xuezheng.scope_end=!unbound"
    " -c statement_timeout={timeout}ms -c idle_in_transaction_session_timeout=120s"
)
"""Every connection starts unbound: outside a binding, scoped tables show no row."""

TOP_UNIT = "top-unit"
THIS_MACHINE = ("127.0.0.0/8", "::1")


class SettingNotReadable(Refusal):
    """Names the variable, what it holds, and what would be right."""


def _setting(variable: str, meaning: str, *, default: Any) -> Any:
    return field(default=default, metadata={"variable": variable, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """One field per environment variable."""

    home: Path = _setting(
        "XUEZHENG_HOME",
        "Folder for the embedded database, files, logs and keys. Empty: var in the checkout.",
        default=CHECKOUT / "var",
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "Address of an external PostgreSQL 15+ as owner. Empty: the embedded server.",
        default="",
    )
    app_database_url: str = _setting(
        "XUEZHENG_APP_DATABASE_URL",
        "The same database as the application role. Empty: DATABASE_URL with the role xuezheng_app, which is made where it"
        " is missing, and a password derived from the owner's.",
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
    trusted_proxies: str = _setting(
        "XUEZHENG_TRUSTED_PROXIES",
        "Addresses or networks of the reverse proxies whose X-Forwarded-Proto and -For are believed, separated by commas, such"
        " as 10.0.0.7,10.2.0.0/16. Naming any implies XUEZHENG_BEHIND_PROXY. Empty: with XUEZHENG_BEHIND_PROXY this machine"
        " itself, else nobody.",
        default="",
    )
    statement_timeout: int = _setting(
        "XUEZHENG_STATEMENT_TIMEOUT_MS", "Longest a database statement may take, in ms.", default=30000
    )
    web_processes: int = _setting(
        "XUEZHENG_WEB_PROCESSES",
        "Processes of the web server. 0: one for each processor of the machine, at most four.",
        default=0,
    )
    web_threads: int = _setting(
        "XUEZHENG_WEB_THREADS", "Requests each process of the web server works on at the same time.", default=8
    )
    worker_concurrency: int = _setting(
        "XUEZHENG_WORKER_CONCURRENCY", "Jobs the worker runs at the same time.", default=2
    )
    metrics_token: str = _setting(
        "XUEZHENG_METRICS_TOKEN",
        "Opens /metrics to `Authorization: Bearer …` from other machines.",
        default="",
    )
    files_url: str = _setting(
        "XUEZHENG_FILES_URL",
        "Where files are kept: s3://bucket/prefix?endpoint=https://…&region=… Empty: the folder files under the home.",
        default="",
    )
    files_key: str = _setting("XUEZHENG_FILES_KEY", "Access key of the S3-compatible store.", default="")
    files_secret: str = _setting("XUEZHENG_FILES_SECRET", "Secret of the S3-compatible store.", default="")
    files_quota_mb: int = _setting("XUEZHENG_FILES_QUOTA_MB", "Files one unit may keep, in megabytes.", default=2048)
    fonts: str = _setting(
        "XUEZHENG_FONTS",
        "Folder with fonts for documents (仿宋_GB2312, 方正小标宋简体 …) that are not installed on the system. Empty: the folder"
        " fonts under the home.",
        default="",
    )
    lake_folder: str = _setting(
        "XUEZHENG_LAKE_FOLDER",
        "Where record tables are kept as Parquet. Empty: the folder lake under the home.",
        default="",
    )
    lake_engine: str = _setting(
        "XUEZHENG_LAKE_ENGINE",
        "What computes on record tables: duckdb (in this process) or spark (needs pyspark-client, XUEZHENG_SPARK_ADDRESS and"
        " a cluster that reads the lake's folder under the same path).",
        default="duckdb",
    )
    spark_address: str = _setting(
        "XUEZHENG_SPARK_ADDRESS", "Spark Connect address for the engine spark: sc://host:15002", default=""
    )
    lake_memory_mb: int = _setting(
        "XUEZHENG_LAKE_MEMORY_MB",
        "Memory DuckDB may use, in each process; beyond it it spills to the lake's folder.",
        default=2048,
    )
    lake_threads: int = _setting("XUEZHENG_LAKE_THREADS", "Threads DuckDB may use, in each process.", default=2)
    lake_snapshots_kept: int = _setting(
        "XUEZHENG_LAKE_SNAPSHOTS_KEPT", "Snapshots of each table and period that stay readable.", default=8
    )
    lake_sources: str = _setting(
        "XUEZHENG_LAKE_SOURCES",
        "YAML file that lists the databases from which rows may be drawn into record tables. Empty: none.",
        default="",
    )
    api_rate_per_post: int = _setting(
        "XUEZHENG_API_RATE_PER_POST",
        "Requests to the API a post may make in a minute. 0: no limit.",
        default=600,
    )
    api_rate_per_address: int = _setting(
        "XUEZHENG_API_RATE_PER_ADDRESS",
        "Requests to the API one network address may make in a minute. 0: no limit.",
        default=3000,
    )
    smtp_url: str = _setting(
        "XUEZHENG_SMTP_URL",
        "Mail server: smtp://user:password@host:port?tls=1 (STARTTLS) or smtps://… Empty: mails are written as files into the"
        " folder mail under the home.",
        default="",
    )
    mail_from: str = _setting(
        "XUEZHENG_MAIL_FROM", "Address that mails of the platform come from.", default="xuezheng@localhost"
    )
    demo_beyond_loopback: bool = _setting(
        "XUEZHENG_DEMO_BEYOND_LOOPBACK",
        "1 lets demonstration accounts sign in when the server listens beyond loopback.",
        default=False,
    )

    listen: str = _setting(
        "XUEZHENG_LISTEN", "Address the web server listens on; set by the command that starts it.", default="127.0.0.1"
    )
    top_unit: str = _setting(
        "XUEZHENG_TOP_UNIT",
        "Path of the unit that runs this installation, such as cn.41.: its administrators see the job queue."
        " Empty: what the file top-unit under the home says, else the root.",
        default="",
    )
    public_origin: str = _setting(
        "XUEZHENG_PUBLIC_ORIGIN",
        "Scheme and host users open, such as https://xuezheng.example.cn. Passkeys belong to it.",
        default="",
    )

    @property
    def proxies(self) -> tuple[Network, ...]:
        """Whose word is believed about where a request came from and by which scheme."""
        named = [text.strip() for text in self.trusted_proxies.split(",") if text.strip()]
        return tuple(_network(text) for text in named or (THIS_MACHINE if self.behind_proxy else ()))

    @property
    def owner_url(self) -> str:
        return self.database_url or embedded_url(self.home, owner=True)

    @property
    def application_url(self) -> str:
        if self.app_database_url:
            return self.app_database_url
        return derived_url(self.database_url) if self.database_url else embedded_url(self.home, owner=False)

    @property
    def application_role(self) -> str:
        return unquote(urlsplit(self.application_url).username or APPLICATION)

    def database(self, *, owner: bool = False) -> dict[str, Any]:
        """The owner migrates and repairs, which may take its time."""
        timeout = 0 if owner else self.statement_timeout
        return database_from_url(self.owner_url if owner else self.application_url, timeout_ms=timeout)


def embedded_url(home: Path, *, owner: bool) -> str:
    """The embedded server listens on a socket only, in a folder that only its user may enter."""
    return f"postgresql://{OWNER if owner else APPLICATION}@/{DATABASE}?host={quote(str(socket_folder(home)))}"


def socket_folder(home: Path) -> Path:
    """Under the home, unless that makes the socket's address longer than systems allow."""
    near = home.resolve() / "run"
    if len(os.fsencode(near / ".s.PGSQL.5432")) <= SOCKET_LIMIT:
        return near
    mark = hashlib.sha256(os.fsencode(near)).hexdigest()[:16]
    return Path("/tmp") / f"xuezheng-{mark}"  # noqa: S108 - the server refuses the folder when it is another user's


def application_password(owner_url: str) -> str:
    """The same wherever it is derived, known to whoever knows the owner's, and useless without it."""
    owner = unquote(urlsplit(owner_url).password or "")
    return hmac.new(owner.encode(), b"xuezheng application role", "sha256").hexdigest() if owner else ""


def derived_url(owner_url: str) -> str:
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    password = application_password(owner_url)
    return urlunsplit(parts._replace(netloc=f"{APPLICATION}{':' if password else ''}{password}@{place}"))


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
        "CONN_MAX_AGE": None,  # kept by each thread: docs/decisions/0006
        "OPTIONS": {"options": CONNECTION_OPTIONS.format(timeout=timeout_ms), **query},
    }


@cache
def configuration() -> Configuration:
    read: dict[str, Any] = {}
    for item in fields(Configuration):
        text = os.environ.get(item.metadata["variable"], "")
        read[item.name] = _parsed(text, like=item.default, variable=item.metadata["variable"]) if text else item.default
    read["home"] = Path(read["home"]).absolute()
    read["allowed_hosts"] = [host for host in str(read["allowed_hosts"]).split(",") if host]
    read["secret_key"] = read["secret_key"] or _kept_secret(read["home"])
    read["top_unit"] = read["top_unit"] or kept_top_unit(read["home"])
    return Configuration(**read)


def _parsed(text: str, *, like: object, variable: str) -> object:
    if isinstance(like, bool):
        return text.lower() in {"1", "true", "yes"}
    if not isinstance(like, int):
        return text
    if not (text.isascii() and text.isdigit()):
        raise SettingNotReadable(f"{variable} is “{text}”; it should be a whole number, such as {like}.")
    return int(text)


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise SettingNotReadable(
            f"XUEZHENG_TRUSTED_PROXIES holds “{text}”, which is no address or network: {error}. Write 10.0.0.7 or 10.2.0.0/16."
        ) from error


def kept_top_unit(home: Path) -> str:
    path = home / TOP_UNIT
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _kept_secret(home: Path) -> str:
    """Written beside its place and linked there: whoever comes second takes the first one's, and none is cut short."""
    path = home / "secret-key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f".secret-key-{secrets.token_hex(8)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text(encoding="ascii")
