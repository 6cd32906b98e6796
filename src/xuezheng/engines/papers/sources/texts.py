"""What comes out of a file: its text by lines, and what was left behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

PAGE_BREAK = "\f"


def gettext_noop(message: str) -> str:
    """Marks a message for translators. Django's own wants settings, which a constant and the PDF process do not have."""
    return message


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something left out or done on the way; `message` is English and translated when shown."""

    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return gettext(self.message) % self.params


@dataclass(frozen=True, kw_only=True)
class Read:
    """What one kind's reader gives back."""

    lines: tuple[str, ...]
    kind: str
    pages: int | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A document's text: one line a paragraph, table row or printed line, pages apart by a form feed on its own line."""

    text: str
    kind: str
    sha256: str
    pages: int | None
    remarks: tuple[Remark, ...]


def tidy(lines: Iterable[str]) -> list[str]:
    """Line ends of every sort made one; a page break on a line of its own; no space at a line's end."""
    found: list[str] = []
    for line in lines:
        whole = line.replace("\r\n", "\n").replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n")
        for sort in "\r\v\x85\u2028\u2029":
            whole = whole.replace(sort, "\n")
        parts = whole.split("\n") if PAGE_BREAK not in whole else [part for part in whole.split("\n") if part]
        found.extend(part if part == PAGE_BREAK else part.rstrip() for part in parts)
    return _without_doubled_breaks(found)


def _without_doubled_breaks(lines: list[str]) -> list[str]:
    """No page break before the first words or after the last, and none twice in a row."""
    kept: list[str] = []
    for line in lines:
        if line == PAGE_BREAK and (not any(kept) or kept[-1] == PAGE_BREAK):
            continue
        kept.append(line)
    while kept and kept[-1] in {"", PAGE_BREAK}:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    return kept
