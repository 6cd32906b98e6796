"""How much time units have, and who above is told when it is over: read from catalog/deadlines.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Without a reply for so many days: told to the unit so many levels above."""

    days: int
    levels: int


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    reply_working_days: int
    appeal_working_days: int
    escalations: tuple[Escalation, ...]


@cache
def deadlines() -> Deadlines:
    found = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return Deadlines(
        reply_working_days=found["reply_working_days"],
        appeal_working_days=found["appeal_working_days"],
        escalations=tuple(Escalation(**step) for step in found["escalate_after_days"]),
    )
