"""From pieces of text with their places on a page to the printed lines, for every format that knows only places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

SAME_LINE = 0.5
"""How far baselines may lie apart, in heights of the text, to be one line."""
WORD_GAP = 0.25
"""A gap, in heights, that separates words of a Latin script."""
COLUMN_GAP = 0.9
"""A gap, in heights, that separates also Chinese characters: nothing is set that wide within a sentence."""
WIDE_GAP = 1.8
"""A gap, in heights, of a table or a form rather than of a sentence; it becomes two spaces."""
EMPTY_LINE = 1.6
"""Steps down, in usual steps of the page, between which a line was left empty."""
SMALL_PRINT = 0.85
"""Heights, in the usual height of a page's lines, below which a line belongs to the paper rather than to the text."""
INDENT = "\u3000"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Text whose baseline begins at `left`, `base` (counted downward), as wide as it is set and as high as its font."""

    text: str
    left: float
    right: float
    base: float
    height: float


def printed_lines(pieces: Iterable[Piece]) -> list[str]:
    """Lines from top to bottom, each from left to right, with their indents and the empty lines between them."""
    lines = [line for line in gathered(pieces) if joined(line)]
    margin = _margin(lines)
    steps = [_base(below) - _base(above) for above, below in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    written: list[str] = []
    for line, step in zip(lines, [usual, *steps], strict=False):
        written += [""] if step > EMPTY_LINE * usual else []
        written.append(INDENT * max(0, round((_left(line) - margin) / _em(line))) + joined(line))
    return written


def _margin(lines: Sequence[Sequence[Piece]]) -> float:
    """Where lines of the text begin: the leftmost place shared by some. Small print, as of a browser's foot, has its own."""
    if not lines:
        return 0.0
    usual = median(_height(line) for line in lines)
    text = [line for line in lines if _height(line) > SMALL_PRINT * usual]
    lefts = sorted(_left(line) for line in text)
    needed = max(2, len(text) // 20)
    em = median(_em(line) for line in text)
    shared = (left for left, other in zip(lefts, lefts[needed - 1 :], strict=False) if other - left < em / 2)
    return next(shared, lefts[0])


def _height(line: Sequence[Piece]) -> float:
    return max(piece.height for piece in line)


def _left(line: Sequence[Piece]) -> float:
    return min(piece.left for piece in line if not piece.text.isspace())


def _base(line: Sequence[Piece]) -> float:
    return max(line, key=lambda piece: piece.height).base


def _em(line: Sequence[Piece]) -> float:
    """The width of a full character, from what the line's characters take."""
    widths = [(piece.right - piece.left) / sum(0.5 if sign.isascii() else 1.0 for sign in piece.text) for piece in line]
    return max(median(widths), 0.1)


def gathered(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces whose baselines are close stand on one line; a line's baseline is that of its highest text."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        if lines and _shares(lines[-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _shares(line: Sequence[Piece], piece: Piece) -> bool:
    largest = max(line, key=lambda other: other.height)
    return abs(piece.base - largest.base) < SAME_LINE * max(largest.height, piece.height)


def joined(line: Sequence[Piece]) -> str:
    text = ""
    end: float | None = None
    for piece in sorted(line, key=lambda piece: piece.left):
        if end is not None:
            text += _gap(text, piece, piece.left - end)
        text += piece.text
        end = piece.right if end is None else max(end, piece.right)
    return text.strip()


def _gap(before: str, piece: Piece, gap: float) -> str:
    if before[-1:].isspace() or piece.text[:1].isspace():
        return ""
    latin = before[-1:].isascii() and piece.text[:1].isascii()
    if gap <= piece.height * (WORD_GAP if latin else COLUMN_GAP):
        return ""
    return "  " if gap > piece.height * WIDE_GAP else " "
