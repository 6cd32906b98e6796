"""The home: one folder with everything an installation keeps, used by one starter at a time."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.configuration import CHECKOUT, socket_folder
from xuezheng.site.embedded import SYSTEM_USER, EmbeddedServer, reaches

VARIABLE = "XUEZHENG_HOME"
FOR_ROOT = Path("/var/lib/xuezheng")


class HomeIsInUse(Refusal):
    """Another process works on this home; `holder` says which, and the address if it serves one."""

    def __init__(self, home: Path, holder: dict[str, Any]) -> None:
        self.holder = holder
        doing = holder.get("doing", "another command")
        super().__init__(f"The home {home} is in use by {doing} (process {holder.get('pid', '?')}).")


class HomeIsOutOfReach(Refusal):
    """The folder cannot be used; the sentence says why and what would do."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """Folders and files by name; nothing is made by asking for them."""

    path: Path

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def processes(self) -> Path:
        """Who was started last, for the next starter to clean up after a kill."""
        return self.path / "processes.json"

    @property
    def counted(self) -> Path:
        """What the processes of the web server count together since the start."""
        return self.path / "counted"

    @property
    def without_demonstration(self) -> Path:
        return self.path / "without-demonstration"

    def server(self) -> EmbeddedServer:
        return EmbeddedServer(data=self.path / "postgresql", sockets=socket_folder(self.path))

    def make(self, *, embedded: bool) -> None:
        """As root the database's own user must be able to pass; nobody's folder is opened for it but ours."""
        if embedded and os.geteuid() == 0 and not reaches(self._nearest()):
            raise HomeIsOutOfReach(
                f"As root the database runs as the user {SYSTEM_USER}, who may not enter {self.path}. Choose a home that"
                f" everybody may pass through, such as --home {FOR_ROOT}; its contents stay closed to others.",
                field="home",
            )
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / "lock").touch()
            self.logs.mkdir(mode=0o750, exist_ok=True)
        except OSError as error:
            raise HomeIsOutOfReach(
                f"The home {self.path} cannot be written ({error.strerror}); choose another with --home DIR.",
                field="home",
            ) from error

    def _nearest(self) -> Path:
        """The home, or the deepest folder above it that is there already."""
        return next(folder for folder in (self.path, *self.path.parents) if folder.exists())

    @property
    def prepared(self) -> Path:
        """The sum of the code that the database was last brought up to."""
        return self.path / "prepared"

    @property
    def sign_ins(self) -> Path:
        return self.path / "sign-ins.txt"

    def holder(self) -> dict[str, Any]:
        """Who holds the home now; empty when nobody does."""
        with suppress(OSError), (self.path / "lock").open(encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _read(handle.read())
        return {}

    @contextmanager
    def held(self, doing: str, *, address: str = "") -> Iterator[None]:
        """Held for as long as the process lives: a kill lets go of it."""
        with (self.path / "lock").open("r+", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise HomeIsInUse(self.path, _read(handle.read())) from None
            handle.truncate(0)
            handle.write(json.dumps({"pid": os.getpid(), "doing": doing, "address": address}))
            handle.flush()
            yield
            handle.truncate(0)


def _read(text: str) -> dict[str, Any]:
    try:
        return dict(json.loads(text))
    except ValueError:
        return {}


def chosen_home(option: Path | None, *, embedded: bool) -> Home:
    """The one named, else var in the checkout; for root below /var/lib where the database could not reach that."""
    named = option or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        return Home(path=named.expanduser().absolute())
    if embedded and os.geteuid() == 0 and not reaches(CHECKOUT):
        mark = sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
        return Home(path=FOR_ROOT / f"{CHECKOUT.name}-{mark}")
    return Home(path=CHECKOUT / "var")
