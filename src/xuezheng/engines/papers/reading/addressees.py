"""To whom the document goes (主送) and who gets copies (抄送)."""

import re
from collections.abc import Iterator, Sequence

from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Words
from xuezheng.engines.papers.reading.zones import NUMBER, is_date, is_organ

_ADDRESS_END = re.compile(r"(?:局|厅|委|校|院|处|室|部|会|馆|中心|大学|政府|单位|[）〕])$")


def recipients_in(head: Sequence[Line], first: int) -> Iterator[Words]:
    """Lines after the title up to the first colon."""
    for last in range(max(first, 0), min(max(first, 0) + 8, len(head))):
        text = head[last].folded
        if text.endswith("："):
            start = next(place for place in range(first, last + 1) if _may_address(head[place].folded))
            yield from _addressed(head[start].passage.through(head[last].passage).stripped("："))
            return
        if "。" in text:
            return


def _may_address(folded: str) -> bool:
    return not (is_date(folded) or re.match(NUMBER, folded)) and not folded.startswith(("发布", "来源", "（"))


def _addressed(passage: Passage) -> Iterator[Words]:
    """Commas part the addressed; where there is none, the marks between whole names do."""
    by_comma = list(_parted(passage, "，；"))
    pieces = by_comma if len(by_comma) > 1 else list(_parted(passage, "、"))
    held: Passage | None = None
    for piece in pieces:
        whole = held.through(piece) if held else piece
        held = None if len(by_comma) > 1 or _ADDRESS_END.search(piece.folded) else whole
        if held is None:
            yield whole.words
    if held:
        yield held.words


def _parted(passage: Passage, marks: str) -> Iterator[Passage]:
    depth, start, text = 0, 0, passage.folded
    for place, sign in enumerate(text + marks[0]):
        depth += (sign in "（〔") - (sign in "）〕")
        if sign in marks and depth <= 0:
            piece = passage.sub(start, place).stripped("，；、。：")
            if len(piece):
                yield piece
            start = place + 1


def copies_in(tail: Sequence[Line]) -> Iterator[Words]:
    for place, line in enumerate(tail):
        if line.folded.startswith(("抄送", "抄报")):
            last = place
            while last + 1 < len(tail) and not line.folded.endswith("。") and _goes_on(tail[last + 1].folded):
                last += 1
            whole = line.passage.through(tail[last].passage)
            yield from (piece.words for piece in _parted(whole.sub(2), "，；、"))
            return


def _goes_on(folded: str) -> bool:
    return not (folded.endswith("印发") or is_date(folded) or "公开" in folded or is_organ(folded))
