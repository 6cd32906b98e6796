"""Targets of goals and tasks, in the order of the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xuezheng.engines.papers.reading.script import Passage, folded
from xuezheng.engines.papers.reading.structure import Span, Target
from xuezheng.engines.papers.reading.targets.counts import counts_of, editions_of
from xuezheng.engines.papers.reading.targets.deadlines import (
    Deadline,
    carried,
    deadline_for,
    deadlines_in,
    limit_of,
    respective,
)
from xuezheng.engines.papers.reading.targets.found import COVERAGE, FREQUENCY, Found
from xuezheng.engines.papers.reading.targets.frequencies import frequencies_of
from xuezheng.engines.papers.reading.targets.ratios import ratios_of
from xuezheng.engines.papers.reading.targets.sentences import Sentence, sentences_of
from xuezheng.engines.papers.reading.targets.spending import is_condition, is_support
from xuezheng.engines.papers.reading.targets.states import coverage_of, dates_of, zeros_of
from xuezheng.engines.papers.reading.targets.wording import (
    indicator_of,
    level_of,
    level_of_issuer,
    scope_of,
    text_of,
    words_of,
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A goal or task with its words, brackets of assignment left out."""

    ref: str
    passages: tuple[Passage, ...]
    heading: Span | None = None
    due: str = ""
    """A time limit given to all of it, beside who answers."""


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """What the whole paper says of all its targets."""

    year: int | None
    annual: bool
    level: str | None


def targets_of(places: Sequence[Place], *, year: int | None, issuer: str, annual: bool = True) -> list[Target]:
    """`annual`: the paper is for one year, not for several."""
    frame = _Frame(year=year, annual=annual, level=level_of_issuer(issuer))
    return [target for place in places for target in _unannounced(_once(_targets_in(place, frame)), place.heading)]


def _unannounced(targets: Sequence[Target], heading: Span | None) -> list[Target]:
    """What a heading announces and the body says again counts once, in the body's words."""
    if heading is None:
        return list(targets)
    said = {_figure(target) for target in targets if target.span.start >= heading.end}
    return [
        target
        for target in targets
        if target.span.start >= heading.end or not (_figure(target) in said or _ANNOUNCES.match(target.text))
    ]


_ANNOUNCES = re.compile(
    r"(?:持续|继续|加快|全面|深入|大力|积极)*(?:推动|推进|促进|扩大|深化|巩固|提升|加强)[^\d]*全覆盖$"
)
"""推动网络全覆盖 as a heading says where things go, not how far."""


def _figure(target: Target) -> tuple[str, int | float | None, str]:
    return target.kind, target.value, target.unit


def _targets_in(place: Place, frame: _Frame) -> Iterator[Target]:
    for passage in place.passages:
        for sentence, deadlines in _dated(list(sentences_of(passage)), frame, whole=place.ref.startswith("goal:")):
            all_of = found_in(sentence, deadlines)
            apart = respective(sentence, [found.start for found in all_of])
            for found in all_of:
                limits = [apart[found.start]] if found.start in apart else deadlines
                target = _target(place.ref, sentence, found, limits, frame.level)
                yield _due(target, place.due, frame.year) if place.due else target


def _dated(sentences: Sequence[Sentence], paper: _Frame, *, whole: bool) -> Iterator[tuple[Sentence, list[Deadline]]]:
    """Each sentence with its time limits, its own or the one it stands under.

    `whole`: 到2027年 that opens an aim holds for all of it, up to another day.
    """
    deadlines: list[Deadline] = []
    frame: Deadline | None = None
    before = ""
    for place, sentence in enumerate(sentences):
        held = carried(deadlines, before) if sentence.goes_on else frame
        deadlines = deadlines_in(sentence, paper.year, annual=paper.annual)
        if place == 0 and deadlines and not found_in(sentence, deadlines):
            frame = carried([one for one in deadlines if one.binding])
        elif whole and (binding := [one for one in deadlines if one.binding]):
            frame = carried(binding) if place == 0 or frame else None
        before = sentence.text[: deadlines[0].start] if deadlines else ""
        deadlines = [held] if held and not deadlines else deadlines
        yield sentence, deadlines


def _due(target: Target, due: str, year: int | None) -> Target:
    """Where its sentence names no time limit, the one of the whole task holds."""
    limit = None if target.deadline or target.kind == FREQUENCY else limit_of(folded(due), year)
    return replace(target, deadline=limit, deadline_raw=due) if limit else target


def found_in(sentence: Sentence, deadlines: Sequence[Deadline]) -> list[Found]:
    """All that a sentence sets, in its order."""
    measured = [*ratios_of(sentence), *counts_of(sentence)]
    often = list(frequencies_of(sentence, measured))
    measured = [one for one in measured if not _within(one, often)] + often
    measured += list(coverage_of(sentence, measured))
    measured += list(zeros_of(sentence))
    measured += list(editions_of(sentence, measured))
    measured += list(dates_of(sentence, deadlines, measured))
    aims = [one for one in measured if not (is_support(sentence, one) or is_condition(sentence, one))]
    return sorted(aims, key=lambda one: one.start)


def _within(one: Found, others: Sequence[Found]) -> bool:
    return any(other.start <= one.start < other.end for other in others)


def _target(ref: str, sentence: Sentence, found: Found, deadlines: Sequence[Deadline], level: str | None) -> Target:
    deadline = deadline_for(deadlines, sentence, found.start)
    if deadline and found.kind == FREQUENCY and deadline.end <= sentence.clause_at(found.start)[0]:
        deadline = None
    text = text_of(sentence, found, deadline)
    words = words_of(sentence, found, deadlines)
    return Target(
        task_or_goal=ref,
        indicator=indicator_of(sentence, found, words),
        comparator=found.comparator,
        comparator_raw=_as_written(sentence, found),
        value=found.value,
        unit=found.unit,
        deadline=deadline.iso if deadline else None,
        deadline_raw=deadline.raw if deadline else None,
        scope=scope_of(sentence, found, words),
        level=level_of(sentence, found, level),
        kind=found.kind,
        core=found.core,
        text=text.written,
        span=text.span,
        value_span=sentence.passage.sub(found.start, found.end).span,
    )


def _as_written(sentence: Sentence, found: Found) -> str:
    """不宜超过, where it was read as 宜不超过."""
    raw, said = found.comparator_raw, sentence.text[found.start : found.end]
    if not raw.startswith("不") or raw.split("…")[0] in said:
        return raw
    written = re.search(f"不[一-鿿]{{1,2}}{re.escape(raw[1:].split('…')[0])}", said)
    return written[0] + raw[len(raw.split("…")[0]) :] if written else raw


def _once(targets: Iterator[Target]) -> list[Target]:
    """What an exception's 其他 repeats is one target: 全接入 … 除…外，其他学校应全部接入."""
    kept: list[Target] = []
    for target in targets:
        if target.kind == COVERAGE and _OTHERS.match(target.text) and any(_same(target, other) for other in kept):
            continue
        kept.append(target)
    return kept


_OTHERS = re.compile("其他|其余|其它")


def _same(one: Target, other: Target) -> bool:
    shared = _pairs(one.text) & _pairs(other.text)
    return other.kind == COVERAGE and one.deadline == other.deadline and len(shared) >= 2


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[^一-鿿]|实现|全部|全覆盖|所有|基本", "", text)
    return {bare[place : place + 2] for place in range(len(bare) - 1)}
