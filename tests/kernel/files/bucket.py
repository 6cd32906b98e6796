"""A store on loopback that speaks as much S3 as is needed, and refuses requests that are not signed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.factories import AT

SIGNED = "AWS4-HMAC-SHA256 Credential=test-key/"


class Bucket(BaseHTTPRequestHandler):
    objects: dict[str, bytes]
    asked: list[str]
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._signed("PUT"):
            self.objects[self._key()] = body
            self._answer(200)

    def do_GET(self) -> None:
        if not self._signed("GET"):
            return
        if "list-type" in parse_qs(urlsplit(self.path).query):
            self._list()
        elif self._key() in self.objects:
            self._answer(200, self.objects[self._key()])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code><Message>no</Message></Error>")

    def do_HEAD(self) -> None:
        if self._signed("HEAD"):
            self._answer(200 if self._key() in self.objects else 404)

    def do_DELETE(self) -> None:
        if self._signed("DELETE"):
            self.objects.pop(self._key(), None)
            self._answer(204)

    def _list(self) -> None:
        items = "".join(
            f"<Contents><Key>{escape(key.split('/', 1)[1])}</Key><LastModified>{AT:%Y-%m-%dT%H:%M:%S}.000Z</LastModified>"
            f"<Size>{len(content)}</Size></Contents>"
            for key, content in self.objects.items()
        )
        text = f"<ListBucketResult><IsTruncated>false</IsTruncated>{items}</ListBucketResult>"
        self._answer(200, text.encode())

    def _key(self) -> str:
        return urlsplit(self.path).path.lstrip("/")

    def _signed(self, method: str) -> bool:
        self.asked.append(method)
        given = self.headers.get("Authorization", "")
        signed = given.startswith(SIGNED) and "Signature=" in given and "x-amz-date" in given
        if not signed:
            self._answer(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
        return signed

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", format_datetime(AT, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's signature
        """The test's output stays quiet."""


@contextmanager
def bucket() -> Iterator[tuple[str, type[Bucket]]]:
    """The URL for the settings, and the handler that holds what was kept."""
    handler = type("TestBucket", (Bucket,), {"objects": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"s3://files/house?endpoint=http://127.0.0.1:{server.server_port}&region=cn-north-1", handler
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
