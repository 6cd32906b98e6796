"""A store on loopback that speaks as much S3 as is needed: signatures and contents are verified, lists come in pages."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.factories import AT

KEY, SECRET, REGION = "test-key", "test-secret", "cn-north-1"
PAGE = 2


class Bucket(BaseHTTPRequestHandler):
    objects: dict[str, bytes]
    asked: list[str]
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._signed("PUT"):
            if self.headers["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
                self._answer(400, b"<Error><Code>XAmzContentSHA256Mismatch</Code><Message>no</Message></Error>")
                return
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
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        bucket, after = self._key().rstrip("/"), asked.get("continuation-token", "")
        names = sorted(key.removeprefix(f"{bucket}/") for key in self.objects)
        left = [name for name in names if name.startswith(asked.get("prefix", "")) and name > after]
        items = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>{AT:%Y-%m-%dT%H:%M:%S}.000Z</LastModified>"
            f"<Size>{len(self.objects[f'{bucket}/{name}'])}</Size></Contents>"
            for name in left[:PAGE]
        )
        more = len(left) > PAGE
        token = f"<NextContinuationToken>{escape(left[PAGE - 1])}</NextContinuationToken>" if more else ""
        text = f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>{token}{items}</ListBucketResult>"
        self._answer(200, text.encode())

    def _key(self) -> str:
        return urlsplit(self.path).path.lstrip("/")

    def _signed(self, method: str) -> bool:
        """Signed anew from what arrived, with the secret that only the two sides know."""
        self.asked.append(method)
        given = self.headers.get("Authorization", "")
        named = given.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        arrived = AWSRequest(
            method=method,
            url=f"http://{self.headers['Host']}{self.path}",
            headers={name: self.headers[name] for name in named if name in self.headers},
        )
        arrived.context["timestamp"] = self.headers.get("x-amz-date", "")
        auth = S3SigV4Auth(Credentials(KEY, SECRET), "s3", REGION)
        due = auth.signature(auth.string_to_sign(arrived, auth.canonical_request(arrived)), arrived)
        signed = f"Credential={KEY}/" in given and given.endswith(f"Signature={due}")
        if not signed:
            self._answer(403, b"<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>")
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
        yield f"s3://files/house?endpoint=http://127.0.0.1:{server.server_port}&region={REGION}", handler
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
