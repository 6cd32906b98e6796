"""Every address of the module, asked and posted to with what no form would send: an answer each time, never a failure."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import Tree, acting, make_post
from tests.modules.plans.builders import AT, assignment_of, drafted_plan, led_by, published_plan
from tests.web import client_of
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.receive_paper import receive_paper
from xuezheng.modules.plans.drafts import MilestoneDraft, TargetDraft, TaskDraft
from xuezheng.modules.plans.models import (
    Goal,
    ImplementationPlan,
    Milestone,
    Project,
    Responsibility,
    RoadStep,
    Section,
    Spending,
    Target,
    TargetEvidence,
    TargetShare,
    Task,
)
from xuezheng.modules.plans.web.urls import urlpatterns

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PLATFORM = system_post("test")
PARAMETER = re.compile(r"<\w+:(\w+)>")
VERSION = re.compile(r'name="version" value="(\d+)"')
NARROWING = (
    *("status", "lead", "section", "mine", "month", "start", "end", "after", "before", "edition", "code", "format"),
    *("sort", "q", "year", "state", "source", "narrowed", "role", "where", "core"),
)
CHOOSING = ("plan", "under", "unit", "task", "period")
WORDS = "一级"
TEXTS = (
    *(
        "reason",
        "statement",
        "words",
        "text",
        "heading",
        "title",
        "name",
        "written",
        "number",
        "purpose",
        "over_reason",
    ),
    *("summary", "phrase", "measure", "scope", "issuer", "doc_number", "arises_from", "month"),
)
DAYS = (
    *("due_on", "reached_on", "as_of", "begins_on", "ends_on", "closed_on", "spent_on", "issued_on", "deadline"),
    "done_on",
)
NUMBERS = ("value", "amount")
COUNTS = ("expected", "year", "place", "next_version", "start", "end")
CHOSEN = {"method": "same", "comparator": ">=", "kind": "ratio", "budget_source": "fiscal", "everywhere": "on"}
ODD = ("\x00", "²", "9" * 30, "99999", "2026-13")


class Scene:
    """A draft with a document, and a published plan with everything that can hang on it, all of the province."""

    def __init__(self) -> None:
        self.tree = tree = Tree()
        year = today(now()).year
        task = TaskDraft(
            number="1",
            heading="改善条件",
            section=0,
            units=led_by("科技处", "各省辖市教育局"),
            milestones=(MilestoneDraft(name="标准"),),
            targets=(TargetDraft(phrase="示范校数", value=Decimal(10), measure="所", kind="count"),),
        )
        self.plan = published_plan(
            tree.province, tasks=[task], year=year, title="已发布", at=datetime(year, 1, 5, tzinfo=UTC)
        )
        self.draft = drafted_plan(tree.province, tasks=[task, task], year=year, title="草稿")
        self.row = assignment_of(self.plan, tree.cities[0])
        self._fill(tree.cities[0].id, tree.cities[0].unit_path)
        self.province = client_of(make_post(tree.province))
        self.city = client_of(make_post(tree.cities[0]))

    def _fill(self, unit_id: int, unit_path: str) -> None:
        place = {"unit_id": unit_id, "unit_path": unit_path}
        days = {"begins_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)}
        with bound(PLATFORM):
            self.task, self.target = (
                Task.objects.get(plan=self.plan),
                Target.objects.get(plan=self.plan, task__isnull=False),
            )
            project = Project.objects.create(
                **place, **days, task=self.task, name="项目", budget_source="fiscal", amount=Decimal(100)
            )
            spending = Spending.objects.create(
                project=project, unit_path=unit_path, spent_on=date(2026, 1, 2), amount=Decimal(1), purpose="购置"
            )
            road = ImplementationPlan.objects.create(**place, plan=self.plan, title="方案")
            step = RoadStep.objects.create(unit_path=unit_path, implementation=road, title="招标", **days)
            share = TargetShare.objects.create(**place, target=self.target, method="negotiated", value=Decimal(3))
            evidence = TargetEvidence.objects.create(
                **place,
                target=self.target,
                as_of=date(2026, 1, 1),
                statement="已有",
                recorded_at=AT,
                person_name="演示",
            )
            draft = self.draft
            self.of_draft = {
                "plan_id": draft.id,
                "section_id": Section.objects.get(plan=draft).pk,
                "goal_id": Goal.objects.get(plan=draft).id,
                "task_id": Task.objects.filter(plan=draft).earliest("position").id,
                "target_id": Target.objects.filter(plan=draft).first().id,  # type: ignore[union-attr] # it has some
                "milestone_id": Milestone.objects.filter(plan=draft).first().id,  # type: ignore[union-attr] # it has some
                "responsibility_id": Responsibility.objects.filter(plan=draft).first().id,  # type: ignore[union-attr] # it has some
            }
            self.of_plan = {
                "plan_id": self.plan.id,
                "task_id": self.task.id,
                "target_id": self.target.id,
                "milestone_id": Milestone.objects.get(plan=self.plan).id,
                "assignment_id": self.row.id,
                "project_id": project.id,
                "spending_id": spending.pk,
                "implementation_id": road.id,
                "step_id": step.id,
                "share_id": share.id,
                "evidence_id": evidence.id,
                "paper_id": self._paper(),
                "kind": "tasks",
                "code": self.tree.cities[0].code,
            }

    def _paper(self) -> object:
        text = "2025年工作要点\n一、重点任务\n1.改善条件。推进建设。（责任单位：科技处）".encode()
        with bound(acting(self.tree.province)) as post:
            return receive_paper(post=post, content=text, filename="要点.txt", year=2025, at=AT).paper.id

    def addresses(self) -> Iterator[str]:
        for pattern in urlpatterns:
            place = str(pattern.pattern)
            keys = {name: self._key(name, place) for name in PARAMETER.findall(place)}
            yield "/plans/" + PARAMETER.sub(r"{\1}", place).format(**keys)

    def _key(self, name: str, place: str) -> object:
        of_draft = any(word in place for word in ("review/", "publish/", "reread/", "discard/"))
        if name == "part_id":
            (name,) = (f"{kind}_id" for kind in ("goal", "task", "target", "milestone") if f"/{kind}s/" in place)
        keys = {**self.of_plan, **self.of_draft} if of_draft else self.of_plan
        return keys[name]

    def asker(self, place: str) -> Client:
        """Who may do most there."""
        own = ("assignments/", "projects/", "implementation/", "evidence", "propose")
        return self.city if any(word in place for word in own) else self.province


def undone(client: Client, method: str, address: str, values: dict[str, str] | None = None) -> Any:
    """Whatever it did is taken back, so that the next one meets the same rows."""
    client.raise_request_exception = False
    with transaction.atomic():
        answer: Any = getattr(client, method)(address, values)
        transaction.set_rollback(True)
    return answer


def asked_oddly(place: str) -> Iterator[str]:
    """Pages without a key of their own choose by their address: there each name is tried alone."""
    alone = () if re.search(r"\d", place) else CHOOSING
    for odd in ODD if alone else ODD[:1]:
        for names in (NARROWING, *((name,) for name in alone)):
            yield f"{place}?{urlencode(dict.fromkeys(names, odd))}"


def test_odd_values_in_addresses() -> None:
    scene = Scene()
    answers = {
        address: undone(scene.asker(place), "get", address).status_code
        for place in scene.addresses()
        for address in asked_oddly(place)
    }
    assert {address: status for address, status in answers.items() if status >= 500} == {}


CASES: tuple[dict[str, str], ...] = (
    dict.fromkeys(TEXTS, "长" * 60_000),
    dict.fromkeys(DAYS, "0001-01-01"),
    dict.fromkeys(DAYS, "9999-12-31"),
    dict.fromkeys((*NUMBERS, *COUNTS), "9" * 30),
    dict.fromkeys(NUMBERS, "-1"),
    {
        **dict.fromkeys((*TEXTS, *CHOSEN, "unit", "group", "candidate", "former", "lead"), "\x00"),
        **dict.fromkeys((*NUMBERS, *COUNTS), "NaN"),
        "version": "²",
    },
)
"""What is odd in one way each, so that the rest of a form does not keep it from the act behind it."""
FIELD = re.compile(r'name="(\w+)"')


def test_odd_values_in_forms() -> None:
    scene = Scene()
    right = {
        **dict.fromkeys(TEXTS, WORDS),
        **dict.fromkeys(DAYS, today(now()).isoformat()),
        **dict.fromkeys(NUMBERS, "5"),
        **dict.fromkeys(COUNTS, "1"),
        **CHOSEN,
        "task_id": str(scene.task.id),
    }
    failed = []
    for place in scene.addresses():
        client = scene.asker(place)
        page = undone(client, "get", place).content.decode(errors="replace")
        fields, version = {*FIELD.findall(page), "version"}, VERSION.search(page)
        for case in CASES:
            if fields & set(case):
                values = {**right, "version": version[1] if version else "1", **case}
                status = undone(client, "post", place, values).status_code
                failed += [(place, sorted(case)[:3], status)] if status >= 500 else []
    assert failed == []
