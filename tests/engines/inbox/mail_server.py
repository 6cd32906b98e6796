"""A mail server on loopback that keeps what it is sent; addresses that begin with `refused` it does not take."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.received)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    kept = MailServer()

    class Dialogue(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(b"220 loopback")
            while line := self.rfile.readline():
                word, _, rest = line.strip().partition(b" ")
                if word.upper() == b"QUIT":
                    self._say(b"221 bye")
                    return
                self._answer(word.upper(), rest)

        def _answer(self, word: bytes, rest: bytes) -> None:
            if word == b"RCPT" and b"<refused" in rest:
                self._say(b"550 no such mailbox")
            elif word == b"DATA":
                self._say(b"354 go on")
                kept.received.append(message_from_bytes(self._data(), policy=policy.default))
                self._say(b"250 taken")
            else:
                self._say(b"250 fine")

        def _data(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            return b"".join(lines)

        def _say(self, text: bytes) -> None:
            self.wfile.write(text + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dialogue) as server:
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
