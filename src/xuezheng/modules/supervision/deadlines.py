"""How much time units have, and who above is told when it is over: read from catalog/deadlines.yaml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xuezheng.kernel.catalogues.entries import read_file
from xuezheng.kernel.catalogues.escalations import Escalation, escalations_in

CATALOG = Path(__file__).parent / "catalog" / "deadlines.yaml"


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    reply_working_days: int
    appeal_working_days: int
    escalations: tuple[Escalation, ...]


@cache
def deadlines() -> Deadlines:
    found = read_file(CATALOG).only(
        "source", "date", "reply_working_days", "appeal_working_days", "escalate_after_days"
    )
    return Deadlines(
        reply_working_days=found.whole("reply_working_days"),
        appeal_working_days=found.whole("appeal_working_days"),
        escalations=escalations_in(found),
    )
