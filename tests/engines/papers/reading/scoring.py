"""How well a reading meets an expected one, field by field. Run as a module it prints a table for the documents at hand."""

import json
import re
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuezheng.engines.papers.reading import read_paper

DOCUMENTS = Path(__file__).parents[5] / "shared" / "documents"
Plain = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Score:
    """Precision and recall as counts, so that a document's parts may be added."""

    right: int
    read: int
    expected: int
    missed: tuple[Hashable, ...] = ()
    invented: tuple[Hashable, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.expected) if self.read + self.expected else 1.0


def compared(read: Iterable[Hashable], expected: Iterable[Hashable]) -> Score:
    ours, theirs = Counter(read), Counter(expected)
    right = ours & theirs
    return Score(
        right=right.total(),
        read=ours.total(),
        expected=theirs.total(),
        missed=tuple((theirs - right).elements()),
        invented=tuple((ours - right).elements()),
    )


HEAD = (
    "title", "plan_title", "issuer", "issuer_inferred", "doc_number", "date", "date_iso", "print_date", "print_date_iso",
    "plan_year", "disclosure",
)  # fmt: skip


def head(document: Plain) -> list[Hashable]:
    names = [name for name, value in document.items() if name in HEAD and not isinstance(value, list)]
    told: list[Hashable] = [(name, document[name]) for name in names]
    return told + [(name, words) for name in ("recipients", "cc") for words in document[name]]


def sections(document: Plain) -> list[Hashable]:
    return [(one["number"], one["heading"], one["level"], one["parent"]) for one in document["sections"]]


def goals(document: Plain) -> list[Hashable]:
    return [(one["number"], one["text"]) for one in document["goals"]]


def tasks(document: Plain) -> list[Hashable]:
    return [(one["section"], one["number"], one["number_printed"], one["paragraphs"]) for one in document["tasks"]]


def headings(document: Plain) -> list[Hashable]:
    return [(one["number"], one["heading"], one["heading_kind"]) for one in document["tasks"]]


def units(document: Plain) -> list[Hashable]:
    return [(one["number"], unit) for one in document["tasks"] for unit in one["responsible"]]


def assignments(document: Plain) -> list[Hashable]:
    return [
        (one["number"], said["raw"], tuple(said["units"]), said["qualifier"])
        for one in document["tasks"]
        for said in one["assignments"]
    ]


def core_targets(document: Plain) -> list[Hashable]:
    return [_target(one) for one in document["targets"] if one["core"]]


def _target(target: Plain) -> Hashable:
    return (
        target["task_or_goal"],
        target["kind"],
        target["comparator"],
        target["value"],
        target["unit"],
        target["deadline"],
    )


def all_targets(document: Plain) -> list[Hashable]:
    return [(one["task_or_goal"], one["kind"], one["value"], one["core"]) for one in document["targets"]]


def target_words(document: Plain) -> list[Hashable]:
    return [(one["task_or_goal"], one["value"], one["text"]) for one in document["targets"] if one["core"]]


def milestones(document: Plain) -> list[Hashable]:
    return [(one["task_or_goal"], re.sub("[《》“”]", "", one["deliverable"])) for one in document["milestones"]]


def aliases(document: Plain) -> list[Hashable]:
    return [(written, *meant) for written, meant in document["unit_aliases"].items()]


FIELDS = (
    head, sections, goals, tasks, headings, units, assignments, core_targets, all_targets, target_words, milestones, aliases,
)  # fmt: skip


def scores(read: Plain, expected: Plain) -> dict[str, Score]:
    return {field.__name__: compared(field(read), field(expected)) for field in FIELDS}


def documents() -> list[str]:
    return sorted(path.name.removesuffix(".expected.json") for path in DOCUMENTS.glob("*.expected.json"))


def text_of(name: str) -> str:
    return (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")


def expected_of(name: str) -> Plain:
    expected: Plain = json.loads((DOCUMENTS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return expected


def main(names: Sequence[str]) -> None:
    for name in names or documents():
        say(f"\n{name}")
        for field, score in scores(read_paper(text_of(name)).as_json(), expected_of(name)).items():
            say(f"  {field:13} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
            for missed in score.missed:
                say(f"      missed   {missed}")
            for invented in score.invented:
                say(f"      invented {invented}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
