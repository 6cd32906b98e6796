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


def written_within(paragraphs: Sequence[DocumentParagraph], span: Span) -> list[str]:
    """The stretch paragraph by paragraph, as it is read."""
    touched = (paragraph for paragraph in paragraphs if paragraph.start < span[1] and span[0] < paragraph.end)
    return [words for paragraph in touched if (words := paragraph.within(span).strip())]


def _signs(text: str, places: Sequence[int]) -> Iterator[tuple[str, int]]:
    before: int | None = None
    for place in places:
        if before is not None and place > before + 1 and _is_latin(text[before]) and _is_latin(text[place]):
            yield " ", before + 1
        yield text[place], place
        before = place


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
