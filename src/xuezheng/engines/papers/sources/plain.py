"""Plain text in the encodings that Chinese offices use, and whether a text makes sense at all."""

import codecs
import re
from itertools import pairwise

from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.refusing import TextIsUnreadable
from xuezheng.engines.papers.sources.texts import Read

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32's mark begins with that of UTF-16, so it is asked first."""
CHANCE = 40
"""Bytes beyond one for each character after which bytes in UTF-8's pattern are UTF-8, though it may make no sense."""
GUESSED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
"""All but tabs, line and page ends, and the mark (0x1A) by which old editors end a file."""
STRANGE = re.compile("[\u0080-\u0084\u0086-\u00bf\u00c0-\u00ff\u0370-\u052f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Letters and signs that stand in a Chinese text one by one, but in rows when its bytes were read in a wrong encoding."""
MOST_STRANGE = 0.2


def read_plain(content: bytes, *, filename: str) -> Read:
    return Read(lines=tuple(decoded(content, filename=filename).split("\n")), kind="txt")


def decoded(content: bytes, *, filename: str, stated: str = "") -> str:
    """By its mark, by what the file states of itself, else by what makes sense."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, filename=filename)
    for encoding in (*([stated] if stated else []), *GUESSED):
        text = _attempt(content, encoding)
        if text is not None and makes_sense(text):
            return _without_ends(text)
        if text is not None and encoding == "utf-8" and len(content) - len(text) > CHANCE:
            break
    raise _unreadable(filename)


def _attempt(content: bytes, encoding: str) -> str | None:
    if encoding.startswith("utf-16") and encoding != _without_mark(content):
        return None
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark shows in the zero bytes of digits and line ends, after them or before."""
    before, after = content[::2].count(0), content[1::2].count(0)
    return "" if before == after else "utf-16-be" if before > after else "utf-16-le"


def _strictly(content: bytes, encoding: str, *, filename: str) -> str:
    text = None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(filename) from error
    if not makes_sense(text):
        raise _unreadable(filename)
    return _without_ends(text)


def _without_ends(text: str) -> str:
    return text.lstrip("\ufeff").rstrip("\x1a").replace("\r\n", "\n")


def makes_sense(text: str) -> bool:
    """No control characters, and few letters of scripts that come from wrong decoding."""
    return CONTROLS.search(text) is None and not is_garbled(text)


def is_garbled(text: str) -> bool:
    """Characters that nobody writes in rows make up a good part of the text. Accents in a French name are no rows."""
    places = [found.start() for found in STRANGE.finditer(text)]
    in_rows = sum(1 for before, after in pairwise(places) if after - before == 1)
    written = sum(1 for character in text if not character.isspace())
    return in_rows > MOST_STRANGE * max(written, 1) or text.count("\ufffd") > 0.05 * max(written, 1)


def _unreadable(filename: str) -> TextIsUnreadable:
    return TextIsUnreadable(
        _("“%(name)s” is no text in UTF-8, UTF-16 or GB 18030: save it as UTF-8 text and send it again.")
        % {"name": filename},
        field="file",
    )
