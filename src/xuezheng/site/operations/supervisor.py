"""Everything of one installation under one process: database, web server, worker; started, kept running, stopped clean."""

import hashlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from types import FrameType

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.configuration import CHECKOUT, configuration
from xuezheng.site.console import Steps, err, out
from xuezheng.site.operations.homes import VARIABLE, Home
from xuezheng.site.operations.processes import Child, command, end_leftovers, note, stop_all

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
READY_WITHIN = 120.0
MOST_PROCESSES = 4
"""Of the web server, unless the operator wants more."""


class Stop(BaseException):
    """Somebody asked the command to end."""


class PortIsTaken(Refusal):
    """Another program listens there."""


class DidNotStart(Refusal):
    """What the started parts said stands above it."""


@dataclass(kw_only=True)
class Supervisor:
    """`run` returns the exit code when told to stop."""

    home: Home
    host: str
    port: int
    scale: str
    steps: Steps = field(default_factory=Steps)

    @property
    def address(self) -> str:
        shown = "127.0.0.1" if self.host in {"0.0.0.0", "::", ""} else self.host  # noqa: S104 - compared, not bound
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"

    def run(self) -> int:
        embedded = not os.environ.get("DATABASE_URL")  # the configuration makes the home's key, which comes later
        self.home.make(embedded=embedded)
        with ExitStack() as stack:
            stack.enter_context(self.home.held("a running server", address=self.address))
            stack.enter_context(stopping_by_signal())
            try:
                self._work(stack, embedded=embedded)
            except Stop:
                out.print("\nStopping …")
        out.print("Stopped; nothing that was saved is lost. Start again with ./run")
        return 0

    def _work(self, stack: ExitStack, *, embedded: bool) -> None:
        for name in end_leftovers(self.home.processes):
            self.steps.say(f"The {name} of a start that was killed was still there; it is ended.")
        refuse_taken_port(self.host, self.port)
        os.environ.update(self._variables())
        if embedded:
            stack.enter_context(database(self.home, self.steps))
        self._prepare_when_changed(embedded=embedded)
        shutil.rmtree(self.home.counted, ignore_errors=True)
        self.home.counted.mkdir(mode=0o750, exist_ok=True)
        children = self._children()
        stack.callback(self._stop, children)
        for child in children:
            child.start()
        note(children, self.home.processes)
        self._wait_until_ready(children)
        self._greet()
        self._keep(children)

    def _variables(self) -> dict[str, str]:
        """What every child is told."""
        told = {VARIABLE: str(self.home.path), "XUEZHENG_LISTEN": self.host}
        if "XUEZHENG_ALLOWED_HOSTS" not in os.environ and not is_loopback(self.host):
            told["XUEZHENG_ALLOWED_HOSTS"] = ",".join(own_names(self.host))
        return told

    def _prepare_when_changed(self, *, embedded: bool) -> None:
        """Skipped when neither code nor wish changed since; an external database may have changed without us."""
        wanted = f"{code_sum()} {self.scale}"
        known = self.home.prepared.read_text(encoding="ascii") if self.home.prepared.exists() else ""
        if embedded and known == wanted:
            return
        self.home.prepared.unlink(missing_ok=True)
        self._prepare()
        self.home.prepared.write_text(wanted, encoding="ascii")

    def _prepare(self) -> None:
        """A stop while it works ends it too; what it did not finish it does next time."""
        process = subprocess.Popen(  # noqa: S603 - our own arguments
            command("xuezheng.site.cli", "prepare", "--scale", self.scale), start_new_session=True
        )
        try:
            code = process.wait()
        except Stop:
            process.terminate()
            process.wait(20)
            raise
        if code != 0:
            raise DidNotStart("The database could not be prepared; the reason stands above.")

    def _children(self) -> list[Child]:
        return [
            Child(
                name="web server",
                words=web_command(host=self.host, port=self.port),
                variables={
                    "XUEZHENG_PROCESS": "web",
                    "DJANGO_SETTINGS_MODULE": "xuezheng.site.settings",
                    "PROMETHEUS_MULTIPROC_DIR": str(self.home.counted),
                },
            ),
            Child(
                name="worker", words=command("xuezheng.site.cli", "worker"), variables={"XUEZHENG_PROCESS": "worker"}
            ),
        ]

    def _wait_until_ready(self, children: list[Child]) -> None:
        until = time.monotonic() + READY_WITHIN
        with self.steps.step("Starting web server and worker"):
            while time.monotonic() < until:
                if is_ready(f"{self.address}/health/ready"):
                    return
                for child in children:
                    if child.process is not None and child.process.poll() is not None:
                        raise DidNotStart(f"The {child.name} did not start; it may have said why above.")
                time.sleep(0.1)
        err.print("Not everything is ready yet; ./run doctor says what is missing.")

    def _greet(self) -> None:
        out.print(f"\n  Xuezheng is at [bold]{self.address}[/bold]\n")
        sign_ins = self.home.sign_ins.read_text(encoding="utf-8") if self.home.sign_ins.exists() else ""
        if sign_ins and self._demonstration_works():
            out.print(sign_ins, markup=False)
        elif sign_ins:
            out.print(
                "  The demonstration's accounts do not work while the server listens beyond this machine or stands"
            )
            out.print("  behind a proxy; XUEZHENG_DEMO_BEYOND_LOOPBACK=1 lets them.\n")
        out.print("  Ctrl-C stops it.\n")

    def _demonstration_works(self) -> bool:
        """The same rule as at sign-in (kernel.people), asked before Django is there."""
        known = configuration()
        return known.demo_beyond_loopback or (is_loopback(self.host) and not known.proxies)

    def _keep(self, children: list[Child]) -> None:
        while True:
            for child in children:
                before = child.process
                sentence = child.keep()
                if sentence:
                    err.print(sentence)
                if child.process is not before:
                    note(children, self.home.processes)
            time.sleep(0.5)

    def _stop(self, children: list[Child]) -> None:
        stop_all(children)
        self.home.processes.unlink(missing_ok=True)


def web_command(*, host: str, port: int) -> list[str]:
    """Processes with threads, since one process computes on one processor; their parent starts them again when they fail."""
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws", "--log-level", "error"]
    options += ["--workers", str(web_processes()), "--respawn-failed-workers", "--workers-kill-timeout", "8"]
    options += ["--blocking-threads", str(configuration().web_threads), "--blocking-threads-idle-timeout", "600"]
    return command("granian", *options, "xuezheng.site.wsgi:application")


def web_processes() -> int:
    """Each takes memory of its own, and the database wants processors too."""
    return configuration().web_processes or min(os.cpu_count() or 1, MOST_PROCESSES)


def code_sum() -> str:
    """Over names, sizes and times of the package's files and of the locked requirements."""
    files = [*(CHECKOUT / "src" / "xuezheng").rglob("*"), CHECKOUT / "requirements" / "runtime.txt"]
    facts = [
        (str(path), found.st_size, found.st_mtime_ns)
        for path in files
        if path.suffix not in {".mo", ".pyc"} and stat.S_ISREG((found := path.stat()).st_mode)
    ]
    return hashlib.sha256(json.dumps(sorted(facts)).encode()).hexdigest()


@contextmanager
def database(home: Home, steps: Steps) -> Iterator[None]:
    """The embedded server for as long as this lasts."""
    server = home.server()
    fresh = not (server.data / "PG_VERSION").exists()
    if fresh:
        with steps.step("Making the database"):
            server.start()
    else:
        server.start()
    try:
        yield
    finally:
        server.stop()


@contextmanager
def stopping_by_signal() -> Iterator[None]:
    """The first signal stops; while stopping, further ones change nothing."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise Stop

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise PortIsTaken(
                f"{host}:{port} cannot be listened on ({error.strerror}); choose another: --port N"
            ) from error


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


def own_names(host: str) -> list[str]:
    """Under which names others may ask for this server when the operator has not said so."""
    names = ["localhost", "127.0.0.1", "[::1]", socket.gethostname(), socket.getfqdn(), host]
    with suppress(OSError):
        names += [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)]
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        trial.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, the kernel names the way out
        names.append(trial.getsockname()[0])
    return list(dict.fromkeys(f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names))


def is_ready(address: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5) as answer:
            return bool(json.loads(answer.read())["ready"])
    except (OSError, ValueError, KeyError, urllib.error.HTTPError):
        return False
