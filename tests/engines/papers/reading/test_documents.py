"""Real documents with their expected readings, where they are at hand beside the checkout."""

import pytest

from tests.engines.papers.reading.scoring import documents, expected_of, scores, text_of
from xuezheng.engines.papers.reading import read_paper

pytestmark = pytest.mark.unit
EXACT = ("head", "sections", "goals", "tasks", "headings", "units", "assignments")
BARS = {"core_targets": 0.98, "all_targets": 0.9, "milestones": 0.8, "aliases": 0.95}

if not documents():
    pytest.skip("the documents are not at hand", allow_module_level=True)


@pytest.mark.parametrize("name", documents())
def test_outline_tasks_and_units_are_exact(name: str) -> None:
    found = scores(read_paper(text_of(name)).as_json(), expected_of(name))

    assert {field: (found[field].missed, found[field].invented) for field in EXACT} == dict.fromkeys(EXACT, ((), ()))


@pytest.mark.parametrize("name", documents())
def test_targets_and_milestones_reach_their_bars(name: str) -> None:
    found = scores(read_paper(text_of(name)).as_json(), expected_of(name))

    assert {field: found[field].f1 for field, bar in BARS.items() if found[field].f1 < bar} == {}


@pytest.mark.parametrize("name", documents())
def test_counts_are_those_expected(name: str) -> None:
    read, expected = read_paper(text_of(name)).as_json()["counts"], expected_of(name)["counts"]

    assert {key: read[key] for key in ("goals", "tasks", "assignments", "core_targets")} == {
        key: expected[key] for key in ("goals", "tasks", "assignments", "core_targets")
    }
