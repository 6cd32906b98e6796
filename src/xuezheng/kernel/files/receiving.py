"""Taking a file in: written to a temporary place while its hash and size are taken, then told what it is."""

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from xuezheng.kernel.files.detection import MACROS, media_type_of
from xuezheng.kernel.files.refusals import (
    FileIsEmpty,
    FileTooLarge,
    MacrosNotKept,
    NameAndContentDiffer,
    TypeNotKept,
)
from xuezheng.kernel.files.types import FileType, type_by_extension, type_by_media_type

LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file in its temporary place, checked, not yet kept."""

    path: Path
    name: str
    size: int
    sha256: str
    media_type: str


def incoming() -> Path:
    """On the same disk as the local store, so that a finished file moves there in one step."""
    folder = Path(settings.HOME) / "files" / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def received(chunks: Iterable[bytes], *, name: str) -> Iterator[Received]:
    """The temporary file is gone at the end, whether it was kept (moved away) or not. Call it outside of a transaction's
    locks: a slow sender must not keep others waiting.
    """
    name = clean_name(name)
    named = type_by_extension(Path(name).suffix.removeprefix("."))
    if named is None:
        raise TypeNotKept(name)
    with tempfile.NamedTemporaryFile(dir=incoming(), delete=False) as file:
        path = Path(file.name)
        try:
            digest, size = hashlib.sha256(), 0
            for chunk in chunks:
                size += len(chunk)
                if size > named.largest:
                    raise FileTooLarge(name, named.largest)
                digest.update(chunk)
                file.write(chunk)
            file.close()
            if size == 0:
                raise FileIsEmpty(name)
            media_type = _checked(path, name, named)
            yield Received(path=path, name=name, size=size, sha256=digest.hexdigest(), media_type=media_type)
        finally:
            path.unlink(missing_ok=True)


def _checked(path: Path, name: str, named: FileType) -> str:
    held = media_type_of(path)
    if held == MACROS:
        raise MacrosNotKept(name)
    if held != named.media_type:
        raise NameAndContentDiffer(name, named, type_by_media_type(held))
    return held


def clean_name(name: str) -> str:
    """Without folders, controls and marks that turn the writing direction (they hide the real ending)."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[:LONGEST_NAME] if dot else plain[:LONGEST_NAME]
