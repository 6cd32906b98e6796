"""How much time units have, in working days: read from catalog/deadlines.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    reply_working_days: int
    appeal_working_days: int


@cache
def deadlines() -> Deadlines:
    found = yaml.safe_load(CATALOG.read_text(encoding="utf-8"))
    return Deadlines(reply_working_days=found["reply_working_days"], appeal_working_days=found["appeal_working_days"])
