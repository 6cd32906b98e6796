"""The embedded server in bad places and after bad ends."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace

import psycopg
import pytest

from xuezheng.site import embedded
from xuezheng.site.configuration import OWNER, socket_folder
from xuezheng.site.embedded import EmbeddedServer, EmbeddedServerFailed, quoted_setting

pytestmark = pytest.mark.integration


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    """In a folder with a space, which everybody may pass."""
    home = Path(mkdtemp(prefix="xuezheng server "))
    home.chmod(0o755)
    made = EmbeddedServer(data=home / "postgresql", sockets=socket_folder(home))
    yield made
    made.stop()


def asked(server: EmbeddedServer, question: str) -> object:
    with psycopg.connect(host=str(server.sockets), user=OWNER, dbname="postgres", autocommit=True) as connection:
        found = connection.execute(question.encode())
        row = found.fetchone() if found.description else None
        return row[0] if row else None


def test_the_socket_is_behind_a_closed_folder_and_its_log_quotes_no_statement(server: EmbeddedServer) -> None:
    server.start()
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    with pytest.raises(psycopg.Error):
        asked(server, "SELECT 'Wang Fang'::int")
    assert "Wang" not in server.log.read_text().replace('integer: "Wang Fang"', "")


def test_a_killed_server_keeps_what_it_acknowledged_and_starts_again(server: EmbeddedServer) -> None:
    server.start()
    asked(server, "CREATE TABLE kept AS SELECT 7 AS number")
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()
    assert asked(server, "SELECT number FROM kept") == 7


def test_a_server_that_outlived_its_starter_gives_way(server: EmbeddedServer) -> None:
    server.start()
    left, server.process = server.process, None
    assert left is not None
    server.start()
    assert left.poll() == 0
    assert asked(server, "SELECT 1") == 1


def test_a_note_that_names_somebody_elses_process_is_removed(server: EmbeddedServer) -> None:
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n{int(time.time())}\n5432\n")
    server.start()
    assert asked(server, "SELECT 1") == 1


def test_a_half_made_database_is_made_anew(server: EmbeddedServer) -> None:
    half = server.data.with_name("postgresql.part")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server.start()
    assert asked(server, "SELECT 1") == 1
    assert not half.exists()


def test_what_initdb_says_is_shown(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "COLLATION", ("--encoding=NONSENSE",))
    with pytest.raises(EmbeddedServerFailed) as failed:
        server.start()
    assert '"NONSENSE" is not a valid server encoding name' in str(failed.value)
    assert not server.data.exists()


def test_a_folder_in_a_list_setting_is_quoted() -> None:
    assert quoted_setting(Path('/a b/"c"')) == '"/a b/""c"""'


def test_a_folder_of_another_user_is_refused(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in /tmp, where anybody may have made it before."""
    server.sockets.mkdir(parents=True)
    monkeypatch.setattr(embedded, "_system_user", lambda: None)
    monkeypatch.setattr(embedded, "os", SimpleNamespace(geteuid=lambda: server.sockets.stat().st_uid + 1))
    with pytest.raises(EmbeddedServerFailed):
        server._own_folder(server.sockets)
