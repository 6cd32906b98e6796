"""What of the founding documents is carried where: docs/coverage.toml as values, for its page and its test."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

COVERAGE = Path(__file__).resolve().parents[3] / "docs" / "coverage.toml"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that the documents name: carried by a module with its pages and tests, or planned for one."""

    code: str
    zh: str
    en: str
    state: str
    module: str
    pages: tuple[str, ...] = ()
    document: str = ""
    tests: tuple[str, ...] = ()
    task: str = ""
    """Number of the task in the demonstration's work points by which a programme is followed."""
    words: str = ""
    """What that task says of it."""

    @property
    def name(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def carried(self) -> bool:
        return self.state == "carried"


@dataclass(frozen=True, kw_only=True)
class Group:
    code: str
    zh: str
    en: str
    rows: tuple[Row, ...] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def carried(self) -> int:
        return sum(row.carried for row in self.rows)


@cache
def coverage() -> tuple[Group, ...]:
    read = tomllib.loads(COVERAGE.read_text(encoding="utf-8"))
    rows = [_row(code, values) for code, values in sorted(read["rows"].items())]
    return tuple(
        Group(code=code, zh=names["zh"], en=names["en"], rows=tuple(row for row in rows if row.code.startswith(code)))
        for code, names in sorted(read["groups"].items())
    )


def _row(code: str, values: dict[str, object]) -> Row:
    lists = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return Row(code=code, **{**values, **lists})  # type: ignore[arg-type] # the test of the file checks each value's type
