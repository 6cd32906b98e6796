"""What is told when a post takes rows out of the platform; the journal registers itself as an observer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell of text that begins so for a formula."""

MOST_OF_A_SHEET_NAME = 31
RESERVED_SHEET_NAMES = frozenset({"history"})


def sheet_name(title: str, *, most: int = MOST_OF_A_SHEET_NAME) -> str:
    """As a spreadsheet takes it: short, without its own signs, never empty."""
    plain = (
        "".join("_" if sign in "[]:*?/\\'" or ord(sign) < ord(" ") else sign for sign in title).strip()[:most].strip()
    )
    return f"{plain}_" if plain.casefold() in RESERVED_SHEET_NAMES else plain or "_"


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


def tell(taken: ExportTaken) -> None:
    for observer in observers:
        observer(taken)


def attachment_headers(*, code: str, title: str, form: str, at: datetime) -> dict[str, str]:
    """Saved under its title with the day; under its code where a browser reads ASCII only. No cache keeps what a post saw."""
    name = quote(f"{title}-{today(at):%Y%m%d}.{form}")
    return {
        "Content-Disposition": f"attachment; filename={code}.{form}; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
