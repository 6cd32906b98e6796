"""One file with everything an installation keeps: database, stored files, keys. Written whole, read back whole or not at all."""

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from xuezheng import VERSION
from xuezheng.kernel.refusals import Refusal
from xuezheng.site.configuration import configuration
from xuezheng.site.console import Steps
from xuezheng.site.databases import prepare_database
from xuezheng.site.operations.dumping import dump_database, restore_database

LEFT_OUT = {
    "benchmarks",
    "lock",
    "logs",
    "postgresql",
    "postgresql-binaries",
    "postgresql.log",
    "postgresql.log.1",
    "postgresql.part",
    "prepared",
    "processes.json",
    "run",
    "sign-ins.txt",
    "static",
}
"""What is made again by itself, or belongs to the machine."""
STORE = "files"
MANIFEST, DUMP, KEPT = "manifest.json", "database.dump", "home"


class ArchiveIsUnfit(Refusal):
    """The file is none of ours, is cut short, or comes from a newer version."""


class ArchiveExists(Refusal):
    """A backup never overwrites anything."""


class DatabaseIsNotEmpty(Refusal):
    """A restore replaces everything, so it asks to be told twice."""


@dataclass(frozen=True, kw_only=True)
class Archived:
    """What was written."""

    path: Path
    size: int


def write_archive(path: Path, *, home: Path, at: datetime, steps: Steps) -> Archived:
    """While the platform runs: the journal's heads and the keys first, the dump, then the stored files, which only grow."""
    if path.exists():
        raise ArchiveExists(f"{path} exists; a backup overwrites nothing, so name another file.")
    fresh = path.with_name(f".{path.name}.part")
    fresh.touch(mode=0o600)
    try:
        with scratch(home) as folder, tarfile.open(fresh, "w") as archive:
            _add_text(archive, MANIFEST, json.dumps(_manifest(at), indent=1), at)
            for entry in kept_entries(home):
                if entry.name != STORE:
                    archive.add(entry, f"{KEPT}/{entry.name}")
            with steps.step("Writing the database"):
                dump_database(folder / DUMP)
            archive.add(folder / DUMP, DUMP)
            if (home / STORE).exists():
                with steps.step("Writing the stored files"):
                    archive.add(home / STORE, f"{KEPT}/{STORE}")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return Archived(path=path, size=path.stat().st_size)


def read_archive(path: Path, *, home: Path, force: bool, steps: Steps) -> dict[str, Any]:
    """Unpacked and checked first; then the database in one transaction; then the home's files. Returns the manifest."""
    prepare_database()
    if not force and (tables := table_count()):
        raise DatabaseIsNotEmpty(
            f"The database holds {tables} tables. A restore replaces all of it and the files of {home}: if that is meant,"
            " say --force."
        )
    with scratch(home) as folder:
        with steps.step("Unpacking the archive"):
            manifest = _unpack(path, folder)
        refuse_newer(manifest)
        with steps.step("Restoring the database"):
            restore_database(folder / DUMP, scratch=folder)
        kept = folder / KEPT
        for entry in sorted(kept.iterdir()) if kept.exists() else []:
            _put(entry, home / entry.name)
        (home / "prepared").unlink(missing_ok=True)
    return manifest


def kept_entries(home: Path) -> list[Path]:
    return sorted(entry for entry in home.iterdir() if entry.name not in LEFT_OUT and not entry.name.startswith("."))


def table_count() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return int(cursor.fetchone()[0])


def refuse_newer(manifest: dict[str, Any]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown:
        raise ArchiveIsUnfit(
            f"The archive was written by version {manifest['version']} and holds changes that this version {VERSION} does"
            f" not know ({', '.join(unknown[:3])}). Restore it with that version or a newer one."
        )


def _manifest(at: datetime) -> dict[str, Any]:
    applied = MigrationLoader(connections["owner"]).applied_migrations
    ours = MigrationLoader(None).disk_migrations
    return {
        "kind": "xuezheng-backup",
        "version": VERSION,
        "written_at": at.isoformat(),
        "application_role": configuration().application_role,
        "migrations": sorted(f"{app}.{name}" for app, name in applied if (app, name) in ours),
    }


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path, "r") as archive:
            for member in archive:
                _take_out(archive, member, folder=folder.resolve())
        manifest = dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, tarfile.TarError) as error:
        raise ArchiveIsUnfit(f"{path} is no whole backup of this platform ({error}).") from error
    if manifest.get("kind") != "xuezheng-backup" or not (folder / DUMP).exists():
        raise ArchiveIsUnfit(f"{path} is no backup of this platform.")
    return manifest


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, *, folder: Path) -> None:
    """Files and folders below `folder` alone. By hand: the filters of tarfile came with Python 3.11.4, Debian 12 has 3.11.2."""
    target = (folder / member.name).resolve()
    if folder not in target.parents:
        raise tarfile.TarError(f"{member.name} would lie elsewhere")
    if member.isdir():
        target.mkdir(parents=True, exist_ok=True)
        return
    content = archive.extractfile(member) if member.isfile() else None
    if content is None:
        raise tarfile.TarError(f"{member.name} is neither file nor folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("xb") as written:
        shutil.copyfileobj(content, written)
    target.chmod(member.mode & 0o755)


def _put(entry: Path, target: Path) -> None:
    """What was there gives way, as the database's did."""
    if target.is_dir():
        shutil.rmtree(target)
    entry.replace(target)


def _add_text(archive: tarfile.TarFile, name: str, text: str, at: datetime) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(text.encode()), 0o600, int(at.timestamp())
    archive.addfile(info, io.BytesIO(text.encode()))


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """On the home's own disk, closed to others, gone afterwards."""
    folder = Path(mkdtemp(prefix=".work-", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
