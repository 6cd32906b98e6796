"""Heads kept outside of the database: a file that only grows, so that rewriting the whole log or cutting its tail shows."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from xuezheng.kernel.journal.sealing import Head


def heads_file() -> Path:
    """Beside the database, not in it. Operators copy it to another machine for real distance."""
    return Path(settings.HOME) / "journal-heads.log"


def keep_head(head: Head, *, path: Path) -> None:
    """One line, on disk before this returns."""
    line = json.dumps(
        {"seal": head.number, "size": head.size, "root": head.root, "sealed_at": head.sealed_at.isoformat()}
    )
    with path.open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def kept_heads(path: Path) -> Iterator[Head]:
    """In the order they were kept. A line cut short by a crash is passed over: the next seal has a head again."""
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            item = json.loads(line)
            yield Head(
                number=int(item["seal"]),
                size=int(item["size"]),
                root=str(item["root"]),
                sealed_at=datetime.fromisoformat(item["sealed_at"]),
            )
        except (ValueError, KeyError, TypeError):
            continue
