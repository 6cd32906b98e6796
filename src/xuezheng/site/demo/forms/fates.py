"""What became of one report: drawn once, then told as the dates and the desk that the engine's actions would have left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from xuezheng.engines.forms.models import Collection

DESKS = {"at_county": 0, "at_city": 1, "at_province": 2}
"""How many desks have passed it on."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Fate:
    """`decided_at` has one moment for each desk that took it further, or that sent it back."""

    name: str
    answers: Mapping[str, Any]
    begun_at: datetime | None = None
    sent_at: datetime | None = None
    decided_at: tuple[datetime, ...] = ()
    words: str = ""
    changed: tuple[str, Any, Any] | None = None
    """A field, with what it said before it was opened again and after."""

    @property
    def is_accepted(self) -> bool:
        return self.name in {"accepted", "late", "changed"}


def draw_fate(name: str, collection: Collection, *, rooms: int, figures: Mapping[str, Any], draw: Random) -> Fate:
    """`rooms` is how many multimedia classrooms the records hold: no more can be out of use."""
    answers = _answers(rooms, figures, draw)
    if name == "empty":
        return Fate(name=name, answers={})
    begun = collection.opens_at + A_DAY + timedelta(minutes=draw.randrange(6 * 24 * 60))
    if name == "begun":
        return Fate(name=name, answers=dict(list(answers.items())[:2]), begun_at=begun)
    sent = collection.due_at + timedelta(minutes=draw.randrange(1, 6_000)) if name == "late" else begun + A_DAY / 8
    decided = tuple(sent + A_DAY * (1 + step) for step in range(3))
    if name == "returned":
        words = draw.choice(figures["words"]["returned"])
        return Fate(name=name, answers=answers, begun_at=begun, sent_at=sent, decided_at=decided[:1], words=words)
    if name in DESKS:
        return Fate(name=name, answers=answers, begun_at=begun, sent_at=sent, decided_at=decided[: DESKS[name]])
    if name != "changed":
        return Fate(name=name, answers=answers, begun_at=begun, sent_at=sent, decided_at=decided)
    before = answers["interrupted_days"]
    answers["interrupted_days"] = str(int(before) + draw.randint(1, 3))
    return Fate(
        name=name,
        answers=answers,
        begun_at=begun,
        sent_at=sent,
        decided_at=decided,
        words=figures["words"]["reopened"],
        changed=("interrupted_days", before, answers["interrupted_days"]),
    )


def _answers(rooms: int, figures: Mapping[str, Any], draw: Random) -> dict[str, Any]:
    """In the order of the form. A report with rooms out of use says for how long, so that no rule speaks."""
    broken = min(rooms, draw.choice((0, 0, 0, 0, 1, 1, 2)))
    answers: dict[str, Any] = {"rooms_out_of_use": str(broken)}
    if broken:
        answers["longest_outage"] = str(draw.randint(1, 30))
    difficulties = figures["difficulties"]
    answers |= {
        "interrupted_days": str(draw.choice((0, 0, 0, 1, 2, 3))),
        "helper": draw.random() < 0.7,
        "difficulty": draw.choices(list(difficulties), weights=list(difficulties.values()))[0],
    }
    if draw.random() < 0.3:
        answers["words"] = draw.choice(figures["words"]["report"])
    return answers
