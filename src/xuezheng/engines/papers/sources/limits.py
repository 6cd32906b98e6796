"""The limits of what is read, from the catalogue that the office may change."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).resolve().parents[1] / "catalog" / "source_limits.yaml"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The catalogue's values by their names; sizes in bytes come from the properties."""

    file_mb: int
    unpacked_mb: int
    member_mb: int
    members: int
    ratio: int
    pages: int
    scanned_pages: int
    pixels: int
    characters: int
    conversion_seconds: int
    pdf_memory_mb: int

    @property
    def file_bytes(self) -> int:
        return self.file_mb * MEGABYTE

    @property
    def unpacked_bytes(self) -> int:
        return self.unpacked_mb * MEGABYTE

    @property
    def member_bytes(self) -> int:
        return self.member_mb * MEGABYTE


@cache
def limits() -> Limits:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return Limits(**{name: int(catalogue[name]) for name in Limits.__dataclass_fields__})
