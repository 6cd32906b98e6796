"""What stands around the plan: titles, issuer, number, dates, to whom it goes, and whether it is public."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.reading.addressees import copies_in, recipients_in
from xuezheng.engines.papers.reading.dates import NUMERIC, day_in, year_in
from xuezheng.engines.papers.reading.issuers import issuer_of, organ_of_title
from xuezheng.engines.papers.reading.lines import Line
from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Day, Words
from xuezheng.engines.papers.reading.titles import plan_title_in, title_in
from xuezheng.engines.papers.reading.zones import DISCLOSURE, NUMBER, Zones, is_date

_NUMBER = re.compile(rf"(?P<number>{NUMBER})")
_LABELLED = re.compile(rf"(?:发文字号|文号|字号|文件编号)[：|]*(?P<number>{NUMBER})")
_LONGEST_REST = 12


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
    title_at, title = title_in(head)
    date_at, date = _signed(head, zones.tail)
    plan = plan_title_in(head, date_at, title)
    issuer = issuer_of(head, zones.tail, date_at, title_at, title)
    named = title or plan
    return Head(
        title=named.words if named else None,
        plan_title=plan.words if plan else None,
        issuer=issuer,
        issuer_inferred=None if issuer else organ_of_title(plan),
        doc_number=number.words if number else None,
        date=date,
        print_date=_print_date(zones),
        plan_year=_year(plan, title, date),
        disclosure=_disclosure((*head, *zones.tail)),
        recipients=tuple(recipients_in(head, max(title_at[1], number_at + 1))),
        cc=tuple(copies_in(zones.tail)),
    )


def _doc_number(head: Sequence[Line]) -> tuple[int, Passage | None]:
    """On a line of its own, or labelled in a web page's table."""
    for place, line in enumerate(head):
        match = _NUMBER.match(line.folded)
        alone = match and len(line.folded) - match.end() <= _LONGEST_REST and line.folded[-1] not in "，。、"
        match = match if alone else _LABELLED.search(line.folded)
        if match:
            return place, line.passage.sub(match.start("number"), match.end("number"))
    return -1, None


def _signed(head: Sequence[Line], tail: Sequence[Line]) -> tuple[int, Day | None]:
    """The last date that stands alone before the plan, or the first after it."""
    for place in range(len(head) - 1, -1, -1):
        if is_date(head[place].folded.strip("（）")):
            return place, day_in(head[place].passage) or day_in(head[place].passage, NUMERIC)
    for line in tail:
        if is_date(line.folded):
            return -1, day_in(line.passage) or day_in(line.passage, NUMERIC)
    return -1, None


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
            return line.passage.sub(match.start(name), match.end(name)).words
    return None
