"""Files of an answer as they are shown: by their names, in the order of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.forms.answers import Kept
from xuezheng.engines.forms.report_files import Files
from xuezheng.kernel.files.facade import extensions


@dataclass(frozen=True, kw_only=True)
class FileShown:
    """Where nothing is kept under the id any more, `size` is not known and nothing can be downloaded."""

    id: str
    name: str
    size: int | None


def accepted_kinds() -> str:
    """For the control: the endings that may be kept."""
    return ",".join(f".{ending}" for ending in extensions())


def files_shown(kept: Kept, files: Files) -> Sequence[FileShown]:
    ids = kept if isinstance(kept, list) else []
    return [
        FileShown(id=one, name=files[one].name, size=files[one].size)
        if one in files
        else FileShown(id=one, name=one, size=None)
        for one in ids
    ]
