"""What stands around the plan: titles, issuer, number, dates, to whom it goes, and whether it is public."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.dates import day_in, year_in
from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Day, Words
from xuezheng.engines.papers.reading.zones import ATTACHMENT, DISCLOSURE, Zones, is_date, is_organ

_NUMBER = re.compile(
    r"(?:发文字号|文号|字号|文件编号)?：?(?P<number>[一-鿿]{2,14}[〔（](?:19|20)\d\d[〕）](?:第)?\d{1,5}号?)"
)
_TITLE_END = re.compile(r"(?:通知|意见|方案|的函|公告|通报|决定|计划)(?:[（〔].{1,8}[）〕])?$")
_PLAN_NOUN = re.compile(r"要点|计划|任务|分工|分解|方案|清单|安排|重点工作|台账|责任书|行动")
_QUOTED = re.compile(r"《(?P<plan>[^《》]{4,60})》")
_ISSUING = re.compile(r"印发(?:关于)?(?P<plan>[^《》]{4,60})的通知")
_LABELLED = re.compile(r"。|：.*关于|^附件|^根据|^按照|^为")
_TITLE_LINES, _TITLE_LENGTH = 5, 60


@dataclass(frozen=True, kw_only=True)
class Head:
    title: Words | None
    plan_title: Words | None
    issuer: Words | None
    issuer_inferred: str | None
    doc_number: Words | None
    date: Day | None
    print_date: Day | None
    plan_year: int | None
    disclosure: Words | None
    recipients: tuple[Words, ...]
    cc: tuple[Words, ...]


def head_of(zones: Zones) -> Head:
    head = zones.head
    number_at, number = _doc_number(head)
    title_at, title = _title(head)
    date_at, date = _signed(head, zones.tail)
    plan = _plan_title(head, date_at, title)
    issuer = _issuer(head, zones.tail, date_at, title_at, title)
    named = title or plan
    return Head(
        title=_words(named) if named else None,
        plan_title=_words(plan) if plan else None,
        issuer=issuer,
        issuer_inferred=None if issuer else _organ_of_title(plan),
        doc_number=_words(number) if number else None,
        date=date,
        print_date=_print_date(zones),
        plan_year=_year(plan, title, date),
        disclosure=_disclosure((*head, *zones.tail)),
        recipients=tuple(_recipients(head, max(title_at[1], number_at + 1))),
        cc=tuple(_copies(zones.tail)),
    )


def _words(passage: Passage) -> Words:
    return Words(text=passage.written, span=passage.span)


def _doc_number(head: Sequence[Line]) -> tuple[int, Passage | None]:
    for place, line in enumerate(head):
        match = _NUMBER.match(line.folded)
        if match and len(line.folded) - match.end() <= 12 and not line.folded.endswith(("，", "。", "、")):
            return place, line.passage.sub(match.start("number"), match.end("number"))
    return -1, None


def _title(head: Sequence[Line]) -> tuple[tuple[int, int], Passage | None]:
    """Lines from the one with 关于 to the one that ends in 通知 and the like."""
    for first, line in enumerate(head):
        if "关于" not in line.folded or len(line.folded) > _TITLE_LENGTH or _LABELLED.search(line.folded):
            continue
        for last in range(first, min(first + _TITLE_LINES, len(head))):
            if "：" in head[last].folded[-1:] or "。" in head[last].folded:
                break
            if _TITLE_END.search(head[last].folded):
                return (first, last + 1), line.passage.through(head[last].passage)
    return (-1, 0), None


def _signed(head: Sequence[Line], tail: Sequence[Line]) -> tuple[int, Day | None]:
    """The last date that stands alone before the plan, or the first after it."""
    for place in range(len(head) - 1, -1, -1):
        if is_date(head[place].folded.strip("（）")):
            return place, day_in(head[place].passage)
    for line in tail:
        if is_date(line.folded):
            return -1, day_in(line.passage)
    return -1, None


def _plan_title(head: Sequence[Line], date_at: int, title: Passage | None) -> Passage | None:
    """Short lines after the signature or the word 附件; in a document of one part, its own title."""
    named = _titled_within(title) if title is not None else None
    repeated = _repeated(head, named.folded) if named else None
    if repeated:
        return repeated
    attached = [place for place, line in enumerate(head) if ATTACHMENT.fullmatch(line.folded)]
    first = max([date_at, *attached]) + 1
    if first > 0:
        standing = _standing_title(head[first:])
        if standing:
            return standing
    return named or title or _standing_title(head)


def _repeated(head: Sequence[Line], name: str) -> Passage | None:
    """The plan's name once more, on lines of its own."""
    for first in range(len(head) - 1, -1, -1):
        for last in range(first, min(first + _TITLE_LINES, len(head))):
            whole = head[first].passage.through(head[last].passage)
            if whole.folded == name:
                return whole
    return None


def _standing_title(lines: Sequence[Line]) -> Passage | None:
    """The first run of short lines that names a plan."""
    run: list[Line] = []
    for line in lines:
        text = line.folded
        if len(text) > _TITLE_LENGTH or text[-1] in "。：；，" or is_date(text) or text.startswith(("附件", "（此件")):
            if _names_plan(run):
                break
            run = []
        elif len(run) < _TITLE_LINES and not (_names_plan(run) and (line.gap and is_organ(text) or text[0] in "（〔")):
            run.append(line)
    while run and not _PLAN_NOUN.search(run[0].folded) and (is_organ(run[0].folded) or _is_web(run[0].folded)):
        run.pop(0)
    return run[0].passage.through(run[-1].passage) if _names_plan(run) else None


def _is_web(folded: str) -> bool:
    return (
        bool(re.match(r"(?:来源|发布|当前位置|首页|点击|作者|字体|时间|日期)", folded))
        or _NUMBER.match(folded) is not None
    )


def _names_plan(run: Sequence[Line]) -> bool:
    return bool(_PLAN_NOUN.search("".join(line.folded for line in run)))


def _titled_within(title: Passage) -> Passage | None:
    for pattern in (_QUOTED, _ISSUING):
        match = pattern.search(title.folded)
        if match:
            return title.sub(match.start("plan"), match.end("plan"))
    return None


def _issuer(
    head: Sequence[Line], tail: Sequence[Line], date_at: int, title_at: tuple[int, int], title: Passage | None
) -> Words | None:
    """Signature, letter head, title, imprint: whichever says it first."""
    if date_at > 0 and is_organ(head[date_at - 1].folded):
        return _words(head[date_at - 1].passage)
    for line, after in zip(tail, tail[1:], strict=False):
        if is_organ(line.folded) and is_date(after.folded):
            return _words(line.passage)
    for line in head[: max(title_at[0], 0)]:
        organ = line.passage.sub(0, len(line.folded.removesuffix("文件")))
        if is_organ(organ.folded):
            return _words(organ)
    if title is not None and title.folded.find("关于") > 1:
        return _words(title.sub(0, title.folded.find("关于")))
    return _printing_organ((*head, *tail))


def _printing_organ(lines: Sequence[Line]) -> Words | None:
    for line in lines:
        match = re.match(
            r"(?P<organ>[^，。；：、\d]{3,30}?)(?:主动公开|依申请公开|不予公开)?(?=(?:19|20)\d\d年.{3,8}印发)",
            line.folded,
        )
        if match and is_organ(match["organ"]):
            return _words(line.passage.sub(0, match.end("organ")))
    return None


def _organ_of_title(plan: Passage | None) -> str | None:
    match = (
        re.match(r"(?P<organ>[^\d，、]{2,20}?(?:教育部|教育厅|教育局|委员会|教委|大学|学院|办公室))", plan.folded)
        if plan
        else None
    )
    return match["organ"] if match else None


def _print_date(zones: Zones) -> Day | None:
    for line in reversed((*zones.head, *zones.tail)):
        if re.search(r"日印发。?$", line.folded):
            return day_in(line.passage)
    return None


def _year(plan: Passage | None, title: Passage | None, date: Day | None) -> int | None:
    for passage in (plan, title):
        year = year_in(passage.folded) if passage else None
        if year:
            return year
    return year_in(date.text) if date else None


def _disclosure(lines: Sequence[Line]) -> Words | None:
    for line in lines:
        match = DISCLOSURE.search(line.folded) if len(line.folded) <= 70 and "。" not in line.folded else None
        if match:
            name = "said" if match["said"] else "option"
            return _words(line.passage.sub(match.start(name), match.end(name)))
    return None


def _recipients(head: Sequence[Line], first: int) -> Iterator[Words]:
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
    return not (is_date(folded) or _NUMBER.match(folded)) and not folded.startswith(("发布", "来源", "（"))


_ADDRESS_END = re.compile(r"(?:局|厅|委|校|院|处|室|部|会|馆|中心|大学|政府|单位|[）〕])$")


def _addressed(passage: Passage) -> Iterator[Words]:
    """Commas part the addressed; where there is none, the marks between whole names do."""
    by_comma = list(_parted(passage, "，；"))
    pieces = by_comma if len(by_comma) > 1 else list(_parted(passage, "、"))
    held: Passage | None = None
    for piece in pieces:
        whole = held.through(piece) if held else piece
        held = None if len(by_comma) > 1 or _ADDRESS_END.search(piece.folded) else whole
        if held is None:
            yield _words(whole)
    if held:
        yield _words(held)


def _parted(passage: Passage, marks: str) -> Iterator[Passage]:
    depth, start, text = 0, 0, passage.folded
    for place, sign in enumerate(text + marks[0]):
        depth += (sign in "（〔") - (sign in "）〕")
        if sign in marks and depth <= 0:
            piece = passage.sub(start, place).stripped("，；、。：")
            if len(piece):
                yield piece
            start = place + 1


def _copies(tail: Sequence[Line]) -> Iterator[Words]:
    for place, line in enumerate(tail):
        if line.folded.startswith(("抄送", "抄报")):
            last = place
            while last + 1 < len(tail) and not line.folded.endswith("。") and _goes_on(tail[last + 1].folded):
                last += 1
            whole = line.passage.through(tail[last].passage)
            yield from (_words(piece) for piece in _parted(whole.sub(2), "，；、"))
            return


def _goes_on(folded: str) -> bool:
    return not (folded.endswith("印发") or is_date(folded) or "公开" in folded or is_organ(folded))
