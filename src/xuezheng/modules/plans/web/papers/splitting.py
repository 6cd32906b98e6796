"""Where a task can be split: at each of its sentences, as the reader chooses among."""

import re
from collections.abc import Iterator

from xuezheng.modules.plans.document import paragraphs_in
from xuezheng.modules.plans.models import Task

_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?(?:[（(][^（()）]*[）)]。?)?")
SHOWN = 60


def places_in(task: Task) -> list[tuple[str, str]]:
    """(place, first words) of every sentence but the first; places count as `split_task` counts them."""
    if task.plan.paper is None or task.span_end is None:
        found = [(str(match.start()), match[0]) for match in _SENTENCE.finditer(task.text)]
    else:
        found = list(_in_document(task, task.plan.paper.text))
    sentences = [(place, _shortened(words)) for place, words in found if words.strip("。；;()（） ")]
    return sentences[1:] if task.span_end is None else sentences


def nearest_place(places: list[tuple[str, str]], wanted: int | None) -> str:
    """The sentence that a selection lies in."""
    before = [place for place, _words in places if wanted is not None and int(place) <= wanted]
    return before[-1] if before else (places[0][0] if places else "")


def _in_document(task: Task, text: str) -> Iterator[tuple[str, str]]:
    begin = task.heading_end or task.span_start or 0
    for paragraph in paragraphs_in(text):
        pairs = [
            (sign, place)
            for sign, place in zip(paragraph.text, paragraph.places, strict=True)
            if begin <= place < (task.span_end or 0)
        ]
        words = "".join(sign for sign, _place in pairs)
        offset = len(words) - len(words.lstrip("。.：: "))
        for match in _SENTENCE.finditer(words, offset):
            yield str(pairs[match.start()][1]), match[0]


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
