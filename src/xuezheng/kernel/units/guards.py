"""What may stand in the way of closing a unit: packages above register a check and name what must be settled first."""

from collections.abc import Callable, Sequence
from datetime import datetime

Guard = Callable[[int, datetime], Sequence[str]]
"""Given a unit's id and the moment: sentences, each naming what is still in force at the unit; none lets it close."""

_guards: dict[str, Guard] = {}


def register(code: str, guard: Guard) -> None:
    """Call it in AppConfig.ready. A registry and not an event: closing must be refused before it happens."""
    _guards[code] = guard


def objections(unit_id: int, at: datetime) -> list[str]:
    return [sentence for code in sorted(_guards) for sentence in _guards[code](unit_id, at)]
