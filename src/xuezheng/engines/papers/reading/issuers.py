"""Who issued the document: signature, letter head, title or imprint, whichever says it first."""

import re
from collections.abc import Sequence
from itertools import pairwise

from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Words
from xuezheng.engines.papers.reading.zones import is_date, is_organ

_PRINTING = re.compile(
    r"(?P<organ>[^，。；：、\d]{3,30}?)(?:主动公开|依申请公开|不予公开)?(?=(?:19|20)\d\d年.{3,8}印发)"
)
_OPENING = re.compile(r"(?P<organ>[^\d，、]{2,20}?(?:教育部|教育厅|教育局|委员会|教委|大学|学院|办公室))")


def issuer_of(
    head: Sequence[Line], tail: Sequence[Line], date_at: int, title_at: tuple[int, int], title: Passage | None
) -> Words | None:
    """Signature, letter head, title, imprint: whichever says it first."""
    if date_at > 0 and is_organ(head[date_at - 1].folded):
        return head[date_at - 1].passage.words
    for line, after in pairwise(tail):
        if is_organ(line.folded) and is_date(after.folded):
            return line.passage.words
    for line in head[: max(title_at[0], 0)]:
        organ = line.passage.sub(0, len(line.folded.removesuffix("文件")))
        if is_organ(organ.folded):
            return organ.words
    if title is not None and title.folded.find("关于") > 1:
        return title.sub(0, title.folded.find("关于")).words
    return _printing_organ((*head, *tail))


def _printing_organ(lines: Sequence[Line]) -> Words | None:
    for line in lines:
        match = _PRINTING.match(line.folded)
        if match and is_organ(match["organ"]):
            return line.passage.sub(0, match.end("organ")).words
    return None


def organ_of_title(plan: Passage | None) -> str | None:
    match = _OPENING.match(plan.folded) if plan else None
    return match["organ"] if match else None
