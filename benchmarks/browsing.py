"""A signed-in reader over a kept connection, and a second web server over the same database for comparison."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from benchmarks.installations import free_port, wait_until_ready

SOURCES = Path(__file__).parents[1] / "src"


@dataclass(kw_only=True)
class Reader:
    """Keeps its cookies and its connection, as a browser does."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    connection: HTTPConnection | None = None
    led_to: str = ""
    """Where the last answer led to."""

    def get(self, path: str) -> tuple[float, int, str]:
        """Seconds, status and text of the answer."""
        began = time.perf_counter()
        status, body = self._ask("GET", path)
        return time.perf_counter() - began, status, body

    def settled(self, path: str) -> str:
        """Where a page is that answers, after its redirects; empty where there is none for this reader."""
        for _turn in range(4):
            status, _body = self._ask("GET", path)
            if status == 200:
                return path
            if status not in {301, 302}:
                return ""
            path = self.led_to
        return ""

    def sign_in(self, username: str, password: str) -> None:
        _status, page = self._ask("GET", "/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None, "the sign-in page has no form"
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token[1], "next": "/"}
        status, _body = self._ask("POST", "/sign-in/", urlencode(form))
        if status != 302:
            raise RuntimeError(f"{username} was not signed in: {status}")

    def download(self, path: str) -> bytes:
        return self._answered("GET", path, None, {})[1]

    def send(self, path: str, body: bytes, *, kind: str, token: str) -> tuple[int, str]:
        """With the token of the page it is sent from."""
        status, answer = self._answered("POST", path, body, {"Content-Type": kind, "X-CSRFToken": token})
        return status, answer.decode(errors="replace")

    def send_file(self, path: str, data: bytes, *, filename: str, token: str) -> tuple[int, str]:
        """As a browser sends the one file of a form."""
        mark = uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        return self.send(path, body, kind=f"multipart/form-data; boundary={mark}", token=token)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        form = {} if body is None else {"Content-Type": "application/x-www-form-urlencoded"}
        status, answer = self._answered(method, path, body.encode() if body else None, form)
        return status, answer.decode(errors="replace")

    def _answered(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        """Asks again, once, over a new connection where the server had closed the kept one."""
        try:
            return self._answer(method, path, body, headers)
        except (RemoteDisconnected, ConnectionResetError):
            self.connection = None
            return self._answer(method, path, body, headers)

    def _answer(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> tuple[int, bytes]:
        if self.connection is None:
            self.connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept": "text/html",
            **more,
        }
        if body is not None:
            headers["Referer"] = self.address
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.led_to = answer.headers.get("Location") or ""
        return answer.status, answer.read()


@contextmanager
def second_server(*, home: Path, database_url: str) -> Iterator[str]:
    """The same site over the same database, through another database address."""
    port = free_port()
    variables = {
        **os.environ,
        "XUEZHENG_HOME": str(home),
        "XUEZHENG_APP_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "xuezheng.site.settings",
        "PYTHONPATH": str(SOURCES),
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
    with (home.parent / "second-server.log").open("wb") as log:
        process = subprocess.Popen([*command, "xuezheng.site.wsgi:application"], env=variables, stdout=log, stderr=log)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, patience=60)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)
