"""A paper's text in the paragraphs that reading found, each character with its place in the source.

Apart from the pages, since drafting takes a task's text from the same paragraphs that are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.lines import lines_of
from xuezheng.engines.papers.reading.paragraphs import layout_of, paragraphs_of
from xuezheng.modules.plans.drafts import Span


@dataclass(frozen=True, kw_only=True)
class DocumentParagraph:
    """`places[n]` is where the n-th character stands in the source; a blank that joins Latin words has its place too."""

    text: str
    places: Sequence[int]
    numbered: bool

    @property
    def start(self) -> int:
        return self.places[0]

    @property
    def end(self) -> int:
        return self.places[-1] + 1

    def within(self, span: Span) -> str:
        """What of the paragraph stands in that stretch of the source."""
        pairs = zip(self.text, self.places, strict=True)
        return "".join(sign for sign, place in pairs if span[0] <= place < span[1])


def paragraphs_in(text: str) -> list[DocumentParagraph]:
    """Printed lines joined again, page furniture left out."""
    lines = lines_of(text)
    if not lines:
        return []
    found = []
    for paragraph in paragraphs_of(lines, layout_of(lines)):
        script = paragraph.passage.script
        signs = list(_signs(text, script.places[paragraph.passage.start : paragraph.passage.end]))
        found.append(
            DocumentParagraph(
                text="".join(sign for sign, _place in signs),
                places=[place for _sign, place in signs],
                numbered=paragraph.marker is not None,
            )
        )
    return found


def _signs(text: str, places: Sequence[int]) -> Iterator[tuple[str, int]]:
    before: int | None = None
    for place in places:
        if before is not None and place > before + 1 and _is_latin(text[before]) and _is_latin(text[place]):
            yield " ", before + 1
        yield text[place], place
        before = place


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_FARTHEST = 200


def bracket_around(text: str, span: Span) -> Span:
    """The inside of the bracket that these words stand in, such as 责任单位：科技处、督导办; else the words themselves."""
    start, end = span
    opening = max(text.rfind(sign, max(0, start - _FARTHEST), start) for sign in _OPENING)
    closing = min((at for sign in _CLOSING if (at := text.find(sign, end, end + _FARTHEST)) >= 0), default=-1)
    if opening < 0 or closing < 0 or any(sign in text[opening + 1 : start] for sign in _CLOSING + "。"):
        return span
    return opening + 1, closing


def body_within(paragraphs: Sequence[DocumentParagraph], span: Span, brackets: Sequence[Span]) -> str:
    """A stretch of the document paragraph by paragraph, without the brackets (with their signs) that say who answers."""
    pieces, begin = [], span[0]
    for start, end in sorted(brackets):
        pieces.append((begin, max(begin, start)))
        begin = max(begin, end)
    pieces.append((begin, max(begin, span[1])))
    touched = [paragraph for paragraph in paragraphs if paragraph.start < span[1] and paragraph.end > span[0]]
    found = ("".join(paragraph.within(piece) for piece in pieces) for paragraph in touched)
    return "\n".join(words.lstrip(_LEAVINGS) for words in found if words.strip(_LEAVINGS))


_LEAVINGS = "。.：: \n"
"""What a heading leaves behind when it is taken off the sentence that it opened."""
