"""What is told when a post takes rows out of the platform; the journal registers itself as an observer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class ExportTaken:
    """Rows of a list page left as a file. `complete` is False where the reader went away before the end."""

    post: ActingPost
    at: datetime
    list_code: str
    title: str
    format: str
    filters: Mapping[str, str]
    columns: tuple[str, ...]
    rows: int
    complete: bool


Observer = Callable[[ExportTaken], None]
observers: list[Observer] = []
"""Each is called within a transaction bound to the post."""
