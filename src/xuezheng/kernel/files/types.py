"""The catalogue of what may be kept: types by their extensions and media types, each with its limit."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

CATALOG = Path(__file__).resolve().parent / "catalog" / "files.yaml"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class FileType:
    """One type of file; `media_type` is what the content is recognised as."""

    code: str
    extensions: tuple[str, ...]
    media_type: str
    largest: int
    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


@cache
def file_types() -> tuple[FileType, ...]:
    catalogue = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return tuple(
        FileType(
            code=item["code"],
            extensions=tuple(item["extensions"]),
            media_type=item["media_type"],
            largest=item["max_mb"] * MEGABYTE,
            name_zh=item["name"]["zh"],
            name_en=item["name"]["en"],
        )
        for item in catalogue["types"]
    )


def type_by_extension(extension: str) -> FileType | None:
    return next((item for item in file_types() if extension.lower() in item.extensions), None)


def type_by_media_type(media_type: str) -> FileType | None:
    return next((item for item in file_types() if item.media_type == media_type), None)


def largest_of_all() -> int:
    return max(item.largest for item in file_types())


def extensions() -> list[str]:
    return [extension for item in file_types() for extension in item.extensions]
