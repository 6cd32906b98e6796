"""What a restore takes out of an archive: files and folders of its own, nothing that leads elsewhere."""

import io
import tarfile
from pathlib import Path

import pytest

from xuezheng.site.operations.archives import ArchiveIsUnfit, _unpack

pytestmark = pytest.mark.unit
SOUND = {"manifest.json": b'{"kind": "xuezheng-backup"}', "database.dump": b"PGDMP"}


def member(name: str, *, kind: bytes = tarfile.REGTYPE, linkname: str = "", mode: int = 0o600) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.mode = kind, linkname, mode
    return made


def archive(path: Path, *more: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w") as made:
        for name, content in SOUND.items():
            _add(made, member(name), content)
        for info, content in more:
            _add(made, info, content)
    return path


def _add(archive: tarfile.TarFile, info: tarfile.TarInfo, content: bytes) -> None:
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def test_files_and_folders_are_taken_out_with_their_content(tmp_path: Path) -> None:
    folder = tmp_path / "目 录"
    folder.mkdir()
    kept = [(member("home", kind=tarfile.DIRTYPE), b""), (member("home/files/a b", mode=0o666), b"x")]
    assert _unpack(archive(tmp_path / "a.tar", *kept), folder) == {"kind": "xuezheng-backup"}
    assert (folder / "home" / "files" / "a b").read_bytes() == b"x"
    assert (folder / "home" / "files" / "a b").stat().st_mode & 0o022 == 0


@pytest.mark.parametrize(
    "strange",
    [
        member("../outside"),
        member("home/../../outside"),
        member("/tmp/outside"),
        member("home/link", kind=tarfile.SYMTYPE, linkname="../../outside"),
        member("home/link", kind=tarfile.LNKTYPE, linkname="manifest.json"),
        member("home/pipe", kind=tarfile.FIFOTYPE),
        member("manifest.json"),
    ],
    ids=["above", "above in between", "absolute", "symbolic link", "hard link", "pipe", "twice"],
)
def test_what_leads_elsewhere_is_refused(tmp_path: Path, strange: tarfile.TarInfo) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(ArchiveIsUnfit):
        _unpack(archive(tmp_path / "a.tar", (strange, b"")), folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "in"]


@pytest.mark.parametrize("content", [b"", b"no archive at all" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(ArchiveIsUnfit):
        _unpack(tmp_path / "a.tar", tmp_path)
