"""Scanned pages and pictures: their text is recognised by an optional package that carries its models with it."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.lines import Piece, printed_lines
from xuezheng.engines.papers.sources.refusing import FileIsTooLarge, ProgramIsMissing, broken, too_many_pages
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Read, Remark, gettext_noop

PACKAGE = "rapidocr_onnxruntime"
COMMAND = "python -m pip install --require-hashes --no-deps -r requirements/ocr.txt"
KIND = "image"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Rows of pixels from the top, each pixel blue, green, red."""

    width: int
    height: int
    pixels: bytes


def is_installed() -> bool:
    return find_spec(PACKAGE) is not None


def require(filename: str) -> None:
    if not is_installed():
        raise ProgramIsMissing(
            _(
                "“%(name)s” is a picture of a document, and text recognition is not installed on this server. Send the"
                " document itself as .docx or .pdf, or have the extra installed: %(command)s"
            )
            % {"name": filename, "command": COMMAND},
            field="file",
        )


def remark(*, pages: int) -> Remark:
    message = gettext_noop(
        "Read from pictures by text recognition, which errs; compare with the paper. Pages: %(pages)d"
    )
    return Remark(message=message, params={"pages": pages})


def read_image(content: bytes, *, filename: str) -> Read:
    require(filename)
    lines: list[str] = []
    pages = 0
    for picture in _frames(content, filename=filename):
        lines += [*recognised_lines(picture), PAGE_BREAK]
        pages += 1
    return Read(lines=tuple(lines), kind=KIND, pages=pages, remarks=(remark(pages=pages),))


def recognised_lines(picture: Picture) -> list[str]:
    """By the places of what was recognised, which comes in no sure order."""
    import numpy as np  # comes with the extra

    shape = (picture.height, picture.width, 3)
    found, _times = _recogniser()(np.frombuffer(picture.pixels, dtype=np.uint8).reshape(shape))
    return printed_lines(_piece(corners, text) for corners, text, _surety in found or [])


def _piece(corners: Any, text: str) -> Piece:
    across = [float(x) for x, _y in corners]
    down = [float(y) for _x, y in corners]
    return Piece(
        text=text, left=min(across), right=max(across), base=sum(down) / len(down), height=max(down) - min(down)
    )


@cache
def _recogniser() -> Any:
    """Loading the models takes a second, so they are kept."""
    from rapidocr_onnxruntime import RapidOCR  # an extra, and slow

    return RapidOCR()


def _frames(content: bytes, *, filename: str) -> Iterator[Picture]:
    """The pages of a picture file, turned upright; a fax is a TIFF of several."""
    from PIL import Image, ImageOps, ImageSequence  # comes with the extra

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content))
            refuse_pixels(*image.size, filename=filename)
            frames = getattr(image, "n_frames", 1)
            if frames > limits().scanned_pages:
                raise too_many_pages(filename, pages=frames, most=limits().scanned_pages)
            for frame in ImageSequence.Iterator(image):
                refuse_pixels(*frame.size, filename=filename)
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                red, green, blue = upright.split()
                pixels = Image.merge("RGB", (blue, green, red)).tobytes()
                yield Picture(width=upright.width, height=upright.height, pixels=pixels)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(filename) from error
    except (OSError, SyntaxError, ValueError) as error:  # Pillow's word for a damaged picture, in its several ways
        raise broken(filename, kind=KIND) from error


def refuse_pixels(width: int, height: int, *, filename: str) -> None:
    if width * height > limits().pixels:
        raise _too_many_pixels(filename)


def _too_many_pixels(filename: str) -> FileIsTooLarge:
    return FileIsTooLarge(
        _("“%(name)s” has too many pixels; at most %(limit)d million are read. Scan it at 300 dots per inch.")
        % {"name": filename, "limit": limits().pixels // 1_000_000},
        field="file",
    )
