"""PostgreSQL's own programs for writing a database to a file and reading it back, called with the owner's address."""

import os
import subprocess
from pathlib import Path

from django.db import connections

from xuezheng.kernel.refusals import Refusal
from xuezheng.site.databases import prepare_database
from xuezheng.site.embedded import BINARIES

BEGIN = "DROP SCHEMA IF EXISTS public CASCADE;\nCREATE SCHEMA public;\n"
NEWER = b"SET transaction_timeout"
"""Written by the programs of PostgreSQL 17 and later, unknown to older servers."""


class DumpFailed(Refusal):
    """What PostgreSQL's program said."""


def dump_database(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--schema=public", f"--file={target}")


def restore_database(dump: Path, *, scratch: Path) -> None:
    """In one transaction: afterwards all of it is there, or everything is as before. Default rights are granted anew."""
    contents, script = scratch / "contents", scratch / "script.sql"
    _run("pg_restore", f"--file={contents}", "--list", str(dump))
    lines = contents.read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if " DEFAULT ACL " not in line and " SCHEMA - public " not in line]
    contents.write_text("\n".join(wanted), encoding="utf-8")
    raw = scratch / "raw.sql"
    _run("pg_restore", f"--file={raw}", f"--use-list={contents}", "--no-owner", str(dump))
    with raw.open("rb") as source, script.open("wb") as target:
        target.write(BEGIN.encode())
        target.writelines(line for line in source if not line.startswith(NEWER))
    raw.unlink()
    for alias in ("default", "owner"):
        connections[alias].close()
    _run("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--file={script}")
    prepare_database()


def _run(program: str, *arguments: str) -> None:
    """The address goes by environment: a list of processes shows arguments to everybody."""
    known = connections["owner"].settings_dict
    address = {
        "PGHOST": known["HOST"],
        "PGPORT": str(known["PORT"] or ""),
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
        "PGDATABASE": known["NAME"],
    }
    env = {**os.environ, **{key: value for key, value in address.items() if value}}
    done = subprocess.run(  # noqa: S603 - our own arguments
        [str(BINARIES / program), *arguments], env=env, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        raise DumpFailed(f"{program} failed: {done.stderr.strip()[-2000:]}")
