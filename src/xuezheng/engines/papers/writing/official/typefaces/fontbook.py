"""The fonts of this machine and of the operator's folder, as typst finds them: what it can set is what is looked at here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import typst
from django.conf import settings

from xuezheng.engines.papers.writing.official.typefaces.charmap import FontIsNotReadable, characters_of

REGULAR = 400
LATIN = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180))
"""What the fonts inside typst surely have; they are no files that could be read."""


@dataclass(frozen=True, kw_only=True)
class FontFile:
    family: str
    path: str | None
    index: int

    @property
    def characters(self) -> frozenset[int]:
        if self.path is None:
            return LATIN
        try:
            return characters_of(self.path, self.index)
        except (FontIsNotReadable, OSError):
            return frozenset()


@dataclass(frozen=True)
class FontBook:
    """`folder` is where the operator puts fonts that are not installed on the system."""

    folder: Path | None
    system: bool = True

    @cached_property
    def fonts(self) -> typst.Fonts:
        named = [self.folder] if self.folder is not None and self.folder.is_dir() else []
        return typst.Fonts(include_system_fonts=self.system, include_embedded_fonts=True, font_paths=named)

    @cached_property
    def by_family(self) -> dict[str, FontFile]:
        """The plainest font of each family, by its name in small letters."""
        found: dict[str, FontFile] = {}
        for info in sorted(self.fonts.fonts(), key=_plainness):
            file = FontFile(family=info.family, path=info.path, index=info.index)
            found.setdefault(info.family.casefold(), file)
        return found

    def all_of(self, families: Iterable[str]) -> Iterator[FontFile]:
        return (self.by_family[name.casefold()] for name in families if name.casefold() in self.by_family)


def _plainness(info: typst.FontInfo) -> tuple[bool, float, float, str, int]:
    return info.style != "normal", abs(info.weight - REGULAR), abs(info.stretch - 1000), info.path or "", info.index


def installed_fonts() -> FontBook:
    folder = Path(settings.FONTS)
    return _book(folder, folder.stat().st_mtime_ns if folder.is_dir() else 0)


@lru_cache(maxsize=2)
def _book(folder: Path, _changed: int) -> FontBook:
    """Looked for once; again after something was put into the folder."""
    return FontBook(folder)
