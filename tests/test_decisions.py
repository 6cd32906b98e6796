"""Decisions are numbered in one sequence, and each says what was thought."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit
ROOT = Path(__file__).resolve().parents[1]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PARTS = ["Context", "Decision", "Consequences", "Rejected"]


def test_numbers_are_one_sequence() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_carries_its_number_and_its_four_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert [part for part in re.findall(r"^\*\*(\w+)[^*]*\*\*", text, flags=re.MULTILINE) if part in PARTS] == PARTS


def test_decisions_named_elsewhere_exist() -> None:
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    named = {number for path in places for number in re.findall(r"decisions/(\d{4})", path.read_text(encoding="utf-8"))}
    assert named - {path.name[:4] for path in DECISIONS} == set()
