"""Runs PDFium in a process of its own, within limits of memory and time: what strangers send must not fell the server.

`text MB SECONDS MOST` reads a PDF from standard input and writes its printed lines by pages as JSON;
`render MB SECONDS PIXELS PAGES…` writes those pages as pictures: width, height (4 bytes each), then blue, green, red.
"""

import ctypes
import json
import resource
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from xuezheng.engines.papers.sources.lines import Piece
from xuezheng.engines.papers.sources.ruled import MOST, Shape, lines_with_tables

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
SLANTED = 10
"""Degrees beyond which writing is a watermark across the page."""
Box = tuple[float, float, float, float]


def main(words: list[str]) -> None:
    command, megabytes, seconds, most, *pages = words
    with suppress(ValueError, OSError):  # not every system limits memory
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    content = sys.stdin.buffer.read()
    if command == "text":
        sys.stdout.write(json.dumps(answer(content, most=int(most))))
    else:
        for picture in pictures(content, pages=[int(page) for page in pages], pixels=int(most)):
            sys.stdout.buffer.write(picture)


def answer(content: bytes, *, most: int) -> dict[str, Any]:
    try:
        with closing(pdfium.PdfDocument(content)) as document:
            count = len(document)
            if count > most:
                return {"fault": "pages", "count": count}
            return {"pages": [page_answer(document, number) for number in range(count)]}
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        return {"fault": "locked" if locked else "broken"}


def page_answer(document: pdfium.PdfDocument, number: int) -> dict[str, Any]:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        found = list(characters(text, rotation=page.get_rotation()))
        upright = [piece for piece in found if piece is not None]
        pictured = any(True for _image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        lines = lines_with_tables(upright, list(shapes(page)))
        return {"lines": lines, "pictured": pictured, "slanted": len(found) - len(upright)}


def shapes(page: pdfium.PdfPage) -> Iterator[Shape]:
    """What the drawn paths of a page cover, part by part, as it is shown; not more than a table may have."""
    rotation, count = page.get_rotation(), 0
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        matrix = drawn.get_matrix()
        for part in _parts(drawn):
            corners = [shown(*matrix.on_point(x, y), rotation=rotation) for x, y in part]
            across, down = [x for x, _y in corners], [y for _x, y in corners]
            yield Shape(min(across), min(down), max(across), max(down))
            count += 1
            if count > MOST:
                return


def _parts(drawn: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The points of each stroke of a path, from one lift of the pen to the next."""
    part: list[tuple[float, float]] = []
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and part:
            yield part
            part = []
        part.append((x.value, y.value))
    if part:
        yield part


def characters(text: pdfium.PdfTextPage, *, rotation: int) -> Iterator[Piece | None]:
    """Each character with its place on the page as it is shown; None for one that runs across the page.

    Those that PDFium makes up between runs are passed over: the places say better where words and lines end.
    """
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code < 0x20 or code in {0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000:
            continue
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        place = _Place(origin=(x.value, y.value), box=text.get_charbox(index, loose=True))
        slant = abs(raw.FPDFText_GetCharAngle(text, index)) * 180 / 3.14159265 % 90
        yield None if SLANTED < slant < 90 - SLANTED else place.piece(chr(code), rotation=rotation)


@dataclass(frozen=True, kw_only=True)
class _Place:
    """In the page's own coordinates, which count upward and know nothing of how the page is turned."""

    origin: tuple[float, float]
    box: Box

    def piece(self, text: str, *, rotation: int) -> Piece:
        left, bottom, right, top = self.box
        corners = [shown(x, y, rotation=rotation) for x, y in ((left, bottom), (right, top))]
        across, down = [x for x, _y in corners], [y for _x, y in corners]
        base = shown(*self.origin, rotation=rotation)[1]
        return Piece(text=text, left=min(across), right=max(across), base=base, height=max(max(down) - min(down), 0.1))


def shown(x: float, y: float, *, rotation: int) -> tuple[float, float]:
    """A point as it is seen, from left to right and from top to bottom, on a page turned clockwise."""
    return {90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(rotation, (x, -y))


def pictures(content: bytes, *, pages: list[int], pixels: int) -> Iterator[bytes]:
    with closing(pdfium.PdfDocument(content)) as document:
        for number in pages:
            with closing(document[number]) as page:
                width, height = page.get_size()
                largest = (pixels / max(width * height, 1)) ** 0.5
                scale = min(DOTS_PER_INCH / POINTS_PER_INCH, largest)
                with closing(
                    page.render(scale=scale, rev_byteorder=False, force_bitmap_format=raw.FPDFBitmap_BGR)
                ) as bitmap:
                    yield struct.pack("<II", bitmap.width, bitmap.height)
                    row = bitmap.width * 3
                    whole = memoryview(bitmap.buffer).cast("B")
                    for place in range(bitmap.height):
                        yield bytes(whole[place * bitmap.stride : place * bitmap.stride + row])


if __name__ == "__main__":
    main(sys.argv[1:])
