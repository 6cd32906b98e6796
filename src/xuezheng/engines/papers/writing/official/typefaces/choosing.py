"""For each role of letters the fonts to set it with, every character accounted for: found out before a page is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.official.typefaces.fontbook import LATIN, FontBook, FontFile
from xuezheng.engines.papers.writing.standard import Face, Standard
from xuezheng.kernel.refusals import Refusal

SHOWN = 20
UNSEEN = frozenset(map(ord, "\t\n\r\u200b\u00ad"))
"""Characters that need no glyph: they end up as spaces, breaks or nothing."""


class FontsAreMissing(Refusal):
    """Some characters would come out as boxes: better said than sent."""

    status = 503
    code = "font-missing"


@dataclass(frozen=True, kw_only=True)
class Substitution:
    """One role that another font stands in for; `characters` where it does so for these only."""

    role: str
    wanted: str
    taken: str
    characters: str = ""

    @property
    def sentence(self) -> str:
        if self.characters:
            return _("%(taken)s stands in for the characters %(characters)s, which %(wanted)s has not.") % {
                "taken": self.taken,
                "characters": self.characters,
                "wanted": self.wanted,
            }
        return _("%(taken)s stands in for %(wanted)s, which is not installed here.") % {
            "taken": self.taken,
            "wanted": self.wanted,
        }


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`families` by role, in the order in which they are asked for a character."""

    families: Mapping[str, tuple[str, ...]]
    substitutions: tuple[Substitution, ...]


def chosen_fonts(texts: Mapping[str, Iterable[str]], *, standard: Standard, book: FontBook) -> Choice:
    """`texts` by role: every text set in it. Letters and digits of the Latin script take the Latin face in every role
    but the page number's."""
    latin = _latin_font(standard.faces["latin"], book)
    families: dict[str, tuple[str, ...]] = {"latin": (latin.family,)} if latin else {}
    substitutions: list[Substitution] = []
    lacking: dict[str, set[int]] = {}
    for role, found in sorted(texts.items()):
        needed = {ord(sign) for text in found for sign in text} - UNSEEN
        if latin and role != "page_number":
            needed -= latin.characters & LATIN
        taken, left = _taken(standard.faces[role], needed, book)
        if left:
            lacking[role] = left
        families[role] = tuple(font.family for font in taken)
        substitutions += _said(standard.faces[role], taken, needed)
    if lacking:
        raise FontsAreMissing(_missing_sentence(lacking, standard=standard, book=book))
    return Choice(families=families, substitutions=tuple(substitutions))


def _latin_font(face: Face, book: FontBook) -> FontFile | None:
    return next(book.all_of((*face.wanted, *face.open)), None)


def _taken(face: Face, needed: set[int], book: FontBook) -> tuple[list[FontFile], set[int]]:
    """The face's own font, else the best stand-in that has all; others only for what is left."""
    own = list(book.all_of(face.wanted))[:1]
    ordered = [*own, *_stand_ins(face, needed, book)]
    taken: list[FontFile] = []
    left = set(needed)
    for font in ordered:
        if font in own or left & font.characters:
            taken.append(font)
            left -= font.characters
        if not left:
            break
    return taken, left


def _stand_ins(face: Face, needed: set[int], book: FontBook) -> Iterator[FontFile]:
    """Those named in the catalogue in their order, then whatever is here, what covers most first."""
    yield from book.all_of(face.open)
    named = {name.casefold() for name in (*face.wanted, *face.open)}
    others = [font for family, font in sorted(book.by_family.items()) if family not in named and font.path]
    yield from sorted(others, key=lambda font: -len(needed & font.characters))


def _said(face: Face, taken: list[FontFile], needed: set[int]) -> Iterator[Substitution]:
    if not taken or not needed:
        return
    wanted = {name.casefold() for name in face.wanted}
    first, *others = taken
    if first.family.casefold() not in wanted:
        yield Substitution(role=face.role, wanted=face.word, taken=first.family)
    left = needed - first.characters
    for font in others:
        yield Substitution(
            role=face.role, wanted=first.family, taken=font.family, characters=_shown(left & font.characters)
        )
        left -= font.characters


def _shown(characters: set[int]) -> str:
    signs = [chr(code) for code in sorted(characters)]
    return "".join(signs[:SHOWN]) + ("…" if len(signs) > SHOWN else "")


def _missing_sentence(lacking: Mapping[str, set[int]], *, standard: Standard, book: FontBook) -> str:
    return _(
        "No font here has the characters %(characters)s, so the document was not written. Fonts wanted: %(fonts)s. Install"
        " them, or any font with Chinese characters such as fonts-noto-cjk, or put the files into the folder %(folder)s"
        " (setting XUEZHENG_FONTS)."
    ) % {
        "characters": _shown(set().union(*lacking.values())),
        "fonts": "、".join(dict.fromkeys(standard.faces[role].word for role in lacking)),
        "folder": book.folder or "",
    }
