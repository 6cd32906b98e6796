"""What reading saw and did not understand, as sentences linked to where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from xuezheng.engines.papers.reading.findings import SENTENCES
from xuezheng.modules.plans.marking import Mark
from xuezheng.modules.plans.models import Paper

OTHER = _("Something here was not understood. Compare it with the cards.")


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """`key` names its mark; empty where it stands nowhere in the text."""

    sentence: str
    key: str
    start: int
    end: int


def findings_of(paper: Paper) -> list[ShownFinding]:
    told = paper.reading.get("not_understood", [])
    return [_shown(number, item) for number, item in enumerate(told, start=1)]


def finding_marks(paper: Paper) -> Iterator[Mark]:
    for found in findings_of(paper):
        if found.key:
            yield Mark(span=(found.start, found.end), tone="f", part=found.key, card="not-understood")


def _shown(number: int, item: dict[str, Any]) -> ShownFinding:
    start, end = item["span"]
    try:
        sentence = str(SENTENCES[item["code"]]) % item["params"]
    except (KeyError, TypeError, ValueError):
        sentence = str(OTHER)
    return ShownFinding(sentence=sentence, key=f"finding-{number}" if end > start else "", start=start, end=end)
