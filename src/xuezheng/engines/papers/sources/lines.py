"""From pieces of text with their places on a page to the printed lines, for every format that knows only places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME_LINE = 0.5
"""How far baselines may lie apart, in heights of the text, to be one line."""
WORD_GAP = 0.25
"""A gap, in heights, that separates words of a Latin script."""
COLUMN_GAP = 0.9
"""A gap, in heights, that separates also Chinese characters: nothing is set that wide within a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Text whose baseline begins at `left`, `base` (counted downward), as wide as it is set and as high as its font."""

    text: str
    left: float
    right: float
    base: float
    height: float


def printed_lines(pieces: Iterable[Piece]) -> list[str]:
    """Lines from top to bottom, each from left to right."""
    return [joined(line) for line in gathered(pieces)]


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
        if end is not None and _is_gap(text, piece, piece.left - end):
            text += " "
        text += piece.text
        end = piece.right if end is None else max(end, piece.right)
    return text.strip()


def _is_gap(before: str, piece: Piece, gap: float) -> bool:
    if before[-1:].isspace() or piece.text[:1].isspace():
        return False
    latin = before[-1:].isascii() and piece.text[:1].isascii()
    return gap > piece.height * (WORD_GAP if latin else COLUMN_GAP)
