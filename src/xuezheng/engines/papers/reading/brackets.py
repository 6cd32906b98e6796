"""Who answers: brackets and lines of assignment, in any style of bracket and without one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from xuezheng.engines.papers.reading.script import Passage
from xuezheng.engines.papers.reading.structure import Assignment, Finding, Words, WrittenUnit
from xuezheng.engines.papers.reading.units import ends_like_unit, listed_units
from xuezheng.engines.papers.reading.words import either, listed

_PAIRS = {"（": "）", "〔": "〕"}
RESPONSIBLE, LEAD, SUPPORT, DUE, PERSON = "responsible", "lead", "support", "due", "person"
_SPOKEN = re.compile(r"(?:牵头|负责|配合|落实|参与|分工)$")
_CLAUSE_END = "。；，"
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """An assignment and the passage it takes, in the text's own places."""

    passage: Passage
    assignment: Assignment | None
    due: Words | None = None
    """A time limit that stands alone, on its own line or in its own cell."""
    announces: bool = True
    """It says that units follow."""


@cache
def _keywords() -> re.Pattern[str]:
    bodies = either(listed("assignment", "bodies"))
    parts = [f"(?P<{role}>{either(listed('assignment', role))}{bodies})" for role in (LEAD, SUPPORT, RESPONSIBLE)]
    due, persons = either(listed("assignment", "due")), either(listed("assignment", "persons"))
    said = f"(?:{'|'.join(parts)}|(?P<due>{due})|(?P<person>{persons}))"
    return re.compile(rf"〔?{said}(?:[：为]|〕：?|(?=[（〔]))")


@cache
def _short_keywords() -> re.Pattern[str]:
    """Within a bracket the noun may be left out: （牵头：科技处；配合：财务处）."""
    lead, support = (either(listed("assignment", role)) for role in (LEAD, SUPPORT))
    return re.compile(f"(?:(?P<lead>{lead})|(?P<support>{support})|(?P<responsible>责任|负责))：")


def opens_assignment(folded: str) -> bool:
    """责任单位：… at the start of a line, or 主责：…科 with nothing but units behind it."""
    short = _short_keywords().match(folded) is not None and "。" not in folded and ends_like_unit(folded)
    return short or _keywords().match(folded) is not None


def brackets_in(passage: Passage) -> list[Bracket]:
    """All assignments of a paragraph, in reading order."""
    found: list[Bracket] = []
    end = 0
    for match in _openings().finditer(passage.folded):
        if match.start() < end:
            continue
        bracket = _bracket_at(passage, match.start()) or _bare_at(passage, match.start())
        if bracket:
            found.append(bracket)
            end = bracket.passage.end - passage.start
    return found


def _unnamed(pattern: str) -> str:
    """For use beside a pattern that has groups of the same names."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


@cache
def _openings() -> re.Pattern[str]:
    """Where an assignment may begin: at a bracket, or at a keyword after a stop."""
    return re.compile(
        rf"[（〔]|(?:^|(?<=[。；！）〕—]))(?={_keywords().pattern}|{_unnamed(_short_keywords().pattern)})"
    )


_NOBODY = re.compile("无|[/\\-—–]+")


def bracket_of_cell(passage: Passage, column: str) -> Bracket | None:
    """The cell of a table that says who answers or until when; its column says which."""
    if _NOBODY.fullmatch(passage.folded):
        return Bracket(passage=passage, assignment=None, announces=False)
    if column == DUE:
        return Bracket(passage=passage, assignment=None, due=_due(passage), announces=False)
    if column not in (RESPONSIBLE, LEAD, SUPPORT):
        return None
    if any(match.end() for match in _keywords().finditer(passage.folded)):
        return _read(passage, passage)
    listed_here = listed_units(passage, role=column)
    if not listed_here.units:
        return Bracket(passage=passage, assignment=None)
    return Bracket(
        passage=passage,
        assignment=Assignment(
            raw=passage.written,
            units=listed_here.units,
            qualifier=listed_here.qualifier,
            due=None,
            span=passage.span,
        ),
    )


def _bracket_at(passage: Passage, position: int) -> Bracket | None:
    text = passage.folded
    if text[position] not in _PAIRS:
        return None
    end = _closing(text, position)
    inner = passage.sub(position + 1, end - 1 if end else len(text))
    whole = passage.sub(position, end or len(text))
    if len(inner) > _LONGEST:
        return None
    opening = inner.folded[:14]
    if _keywords().match(opening) or _short_keywords().match(opening):
        return _read(whole, inner)
    if end and _names_units_only(passage, inner, end):
        return _read(whole, inner)
    return None


def _closing(text: str, opening: int) -> int | None:
    """The place after the bracket's end; a bracket may close in another style than it opened."""
    depth = 0
    for place in range(opening, min(len(text), opening + _LONGEST)):
        depth += (text[place] in "（〔") - (text[place] in "）〕")
        if depth == 0:
            return place + 1
    return None


def _names_units_only(passage: Passage, inner: Passage, end: int) -> bool:
    """（科技处、财务处负责） without a keyword, where a sentence or paragraph ends."""
    after = passage.folded[end : end + 1]
    inner, _timed = _without_time(inner)
    text = inner.folded
    if len(text) < 3 or "。" in text or (after and after not in _CLAUSE_END) or _EXPLAINS.match(text):
        return False
    names = [unit.name for unit in listed_units(inner, role=RESPONSIBLE).units]
    alike = sum(ends_like_unit(name) and len(name) > 2 for name in names)
    if _SPOKEN.search(text):
        return bool(names) and alike * 2 >= len(names)
    return len(passage.folded) - end <= 1 and bool(names) and alike == len(names) and _is_sure(names)


def _is_sure(names: list[str]) -> bool:
    sure = ("中心", "各学校", "单位", "政府", "管委会", "教育部门")
    offices = [
        name[-1] in "处司局厅室办馆科委部院站股" or name.endswith(sure) or name.startswith("各") for name in names
    ]
    return offices[0] and all(
        office or name.endswith(("大学", "学校", "集团")) for name, office in zip(names, offices, strict=True)
    )


_EXPLAINS = re.compile("包括|包含|不含|不包括|含|如|即|指|以下|简称|例如|注：|见")
"""（包括计算中心、存储中心） says what was meant."""

_TIME = re.compile(
    r"[，；、](?P<time>[^，；、]*(?:\d{1,4}年|\d{1,2}月|年底|年内|季度|上半年|下半年|全年|长期|持续)[^，；、]{0,8}?)(?:完成|推进|实施|落实|到位|坚持)?$"
)


def _without_time(inner: Passage) -> tuple[Passage, Words | None]:
    """（科技处负责，6月底前完成）: the time is said last and is no unit."""
    match = _TIME.search(inner.folded)
    if match is None:
        return inner, None
    return inner.sub(0, match.start()), _due(inner.sub(match.start("time"), match.end("time")))


def _bare_at(passage: Passage, position: int) -> Bracket | None:
    """责任单位：… or 【责任单位】… with the units in no bracket, opening a paragraph or after a sentence, to its end."""
    text = passage.folded
    if position and text[position - 1] not in "。；！）〕—":
        return None
    match = _keywords().match(text, position)
    short = match is None and _short_keywords().match(text, position)
    if not short and (match is None or not match[0].endswith(("：", "〕"))):
        return None
    stop = text.find("。", position)
    if stop not in (-1, len(text) - 1):
        return None
    whole = passage.sub(position)
    read = _read(whole, whole)
    named = read.assignment.units if read.assignment else ()
    return read if not short or (named and all(ends_like_unit(unit.name) for unit in named)) else None


def _read(whole: Passage, inner: Passage) -> Bracket:
    units: list[WrittenUnit] = []
    said: list[str] = []
    due: Words | None = None
    roles = []
    for role, part in _parts(inner):
        roles.append(role)
        if role == DUE:
            due = _due(part)
        elif role != PERSON:
            listed_here = listed_units(part, role=role)
            units.extend(listed_here.units)
            said.extend([listed_here.qualifier] if listed_here.qualifier else [])
    if not units:
        return Bracket(passage=whole, assignment=None, due=due, announces=not {*roles} <= {DUE, PERSON})
    qualifier = "、".join(dict.fromkeys(said)) or None
    assignment = Assignment(raw=whole.written, units=tuple(units), qualifier=qualifier, due=due, span=whole.span)
    return Bracket(passage=whole, assignment=assignment)


def _due(part: Passage) -> Words:
    place = part.stripped("，；。、")
    return Words(text=place.written, span=place.span)


def assignments_of(brackets: Sequence[Bracket]) -> tuple[Assignment, ...]:
    """In reading order; a time limit on a line of its own holds for those before it that have none."""
    found: list[Assignment] = []
    since = 0
    for bracket in brackets:
        if bracket.assignment:
            found.append(bracket.assignment)
        elif bracket.due:
            found[since:] = [one if one.due else replace(one, due=bracket.due) for one in found[since:]]
            since = len(found)
    return tuple(found)


def _parts(inner: Passage) -> Iterator[tuple[str, Passage]]:
    """（牵头单位：…；配合单位：…；完成时限：…）, each part with its role."""
    text = inner.folded
    matches = [match for match in _keywords().finditer(text) if _opens_part(inner, match)]
    matches += [match for match in _short_keywords().finditer(text) if _opens_part(inner, match)]
    matches = sorted({match.start(): match for match in matches}.values(), key=lambda match: match.start())
    if not matches:
        yield from _with_time(RESPONSIBLE, inner)
        return
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following else len(text)
        part = inner.sub(match.end(), end)
        if match.lastgroup in (DUE, PERSON):
            yield str(match.lastgroup), part
        else:
            yield from _with_time(str(match.lastgroup), part)


def _with_time(role: str, part: Passage) -> Iterator[tuple[str, Passage]]:
    named, timed = _without_time(part.stripped("，；。、"))
    yield role, named
    if timed:
        yield DUE, part.sub(named.end - part.start)


def _opens_part(inner: Passage, match: re.Match[str]) -> bool:
    """At the beginning, after a mark, or after a blank."""
    place = match.start()
    apart = inner.start + place in inner.script.blanked
    return place == 0 or apart or match[0].startswith("〔") or inner.folded[place - 1] in "；，。、）〕"


def unread(brackets: Sequence[Bracket]) -> Iterator[Finding]:
    """Brackets that announce units and name none."""
    for bracket in brackets:
        if bracket.assignment is None and bracket.announces:
            yield Finding(
                code="bracket_without_units", params={"bracket": bracket.passage.written}, span=bracket.passage.span
            )
