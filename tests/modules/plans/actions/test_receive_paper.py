"""A document received: one paper, one plan, the file kept, nothing doubled."""

from datetime import date

import pytest

from tests.engines.papers.reading.scoring import DOCUMENTS
from tests.factories import Tree, acting
from tests.jobs import run_pending
from tests.modules.plans.builders import AT
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.actions.receive_paper import AT_ONCE_BYTES, receive_paper
from xuezheng.modules.plans.models import Paper, Plan, Responsibility, Target, Task
from xuezheng.modules.plans.originals import original_content, original_of
from xuezheng.modules.plans.refusals import DraftExists, MayNotWritePlans, PlanIsNotPublished

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

TEXT = """河南省教育厅

关于印发2026年网络安全和信息化工作要点的通知

各省辖市教育局：
现将工作要点印发给你们，请认真落实。
2026年2月26日

2026年网络安全和信息化工作要点

一、核心目标
（一）网络条件达标。多媒体教室占普通教室的比例达到90%以上。
二、重点任务
（一）夯实基础
1.改善学校条件。各地加快学校网络建设，2026年底前全部中小学校接入宽带。（责任单位：科技处、各省辖市教育局）
2.健全教研制度。开展网络教研活动，教师空间开通率达到80%。（责任单位：教研室、科技处）
"""


def test_a_document_becomes_a_paper_and_a_draft() -> None:
    tree = Tree()
    with bound(acting(tree.office)) as post:
        received = receive_paper(post=post, content=TEXT.encode(), filename="要点.txt", at=AT)
        plan = received.plan
        assert plan is not None
        assert (plan.title, plan.year, plan.unit_id, plan.state) == (
            "2026年网络安全和信息化工作要点",
            2026,
            tree.province.id,
            Plan.State.DRAFT,
        )
        assert list(Task.objects.filter(plan=plan).order_by("position").values_list("number", "heading", "due_on")) == [
            ("1", "改善学校条件", date(2026, 12, 31)),
            ("2", "健全教研制度", date(2026, 12, 31)),
        ]
        named = Responsibility.objects.filter(plan=plan).order_by("task__position", "position")
        assert list(named.values_list("written", "role", "unit__name", "group")) == [
            ("科技处", "lead", "科技处", ""),
            ("各省辖市教育局", "support", None, "city_bureaus"),
            ("教研室", "lead", None, ""),
            ("科技处", "support", "科技处", ""),
        ]
        paper = received.paper
        for target in Target.objects.filter(plan=plan):
            assert paper.text[target.span_start : target.span_end].replace("\n", "") in target.text + target.phrase
        kept = original_of(post, paper)
        assert kept is not None
        assert (kept.name, kept.unit_path) == ("要点.txt", tree.province.unit_path)
        assert original_content(post, paper) == TEXT.encode()


def test_the_same_file_again_doubles_nothing() -> None:
    tree = Tree()
    with bound(acting(tree.province)) as post:
        first = receive_paper(post=post, content=TEXT.encode(), filename="要点.txt", at=AT)
        again = receive_paper(post=post, content=TEXT.encode(), filename="另一个名字.txt", at=AT)
        assert (again.paper, again.plan, again.known) == (first.paper, first.plan, True)
        assert (Paper.objects.count(), Plan.objects.count(), Task.objects.count()) == (1, 1, 2)
        assert Entry.objects.filter(act="plans.receive_paper").count() == 1


def test_another_unit_has_its_own() -> None:
    tree = Tree()
    for unit in (tree.province, tree.cities[0]):
        with bound(acting(unit)) as post:
            received = receive_paper(post=post, content=TEXT.encode(), filename="要点.txt", at=AT)
            assert (received.known, received.paper.unit_id) == (False, unit.id)


def test_who_may_not_write_plans_is_refused() -> None:
    tree = Tree()
    with bound(acting(tree.schools[0], role="school_administrator")) as post, pytest.raises(MayNotWritePlans):
        receive_paper(post=post, content=TEXT.encode(), filename="要点.txt", at=AT)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"", "leer.txt"),
        ("今天天气很好。".encode(), "新闻.txt"),
        (b"%PDF-1.7 broken", "broken.pdf"),
        (b"PK\x03\x04broken", "broken.docx"),
    ],
)
def test_what_is_no_plan_leaves_nothing_behind(content: bytes, filename: str) -> None:
    tree = Tree()
    with bound(acting(tree.province)) as post:
        with pytest.raises(Refusal):
            receive_paper(post=post, content=content, filename=filename, at=AT)
        assert (Paper.objects.count(), Plan.objects.count()) == (0, 0)


def test_a_web_page_is_kept_packed() -> None:
    tree = Tree()
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    content = f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
    with bound(acting(tree.province)) as post:
        received = receive_paper(post=post, content=content, filename="要点.html", at=AT)
        kept = original_of(post, received.paper)
        assert kept is not None
        assert kept.name == "要点.html.zip"
        assert original_content(post, received.paper) == content


@pytest.mark.parametrize("name", ["henan-2017", "henan-2018", "moe-2018"])
def test_the_founding_documents_become_plans(name: str) -> None:
    path = DOCUMENTS / f"{name}.txt"
    if not path.exists():
        pytest.skip("the founding documents are not on this machine")
    tree = Tree()
    with bound(acting(tree.province)) as post:
        received = receive_paper(post=post, content=path.read_bytes(), filename=f"{name}.txt", at=AT)
        numbers = {"henan-2017": 23, "henan-2018": 32, "moe-2018": 29}
        assert Task.objects.filter(plan=received.plan).count() == numbers[name]


LONG = (TEXT + "\n" * AT_ONCE_BYTES).encode()
"""Too large for a page to wait, and quickly read all the same."""


def test_what_takes_long_is_read_by_a_job_and_the_file_kept_till_then() -> None:
    tree = Tree()
    with bound(acting(tree.province)) as post:
        received = receive_paper(post=post, content=LONG, filename="要点.txt", at=AT)
        assert (received.plan, received.paper.is_read, received.known) == (None, False, False)
        assert original_content(post, received.paper) == LONG
        run_pending()
        run = JobRun.objects.get(id=str(received.paper.run_id))
        plan = Plan.objects.get(paper=received.paper)
        assert (run.state, run.result) == (JobRun.State.DONE, {"plan": str(plan.id)})
        assert Task.objects.filter(plan=plan).count() == 2
        again = receive_paper(post=post, content=LONG, filename="要点.txt", at=AT)
        assert (again.plan, again.known) == (plan, True)


def test_what_the_job_refuses_is_said_to_who_waits() -> None:
    tree = Tree()
    content = ("今天天气很好。" + "\n" * AT_ONCE_BYTES).encode()
    with bound(acting(tree.province)) as post:
        received = receive_paper(post=post, content=content, filename="新闻.txt", at=AT)
        with pytest.raises(Refusal):
            run_pending()
        run = JobRun.objects.get(id=str(received.paper.run_id))
        assert (run.state, run.message.startswith("No numbered heading")) == (JobRun.State.FAILED, True)
        assert not Plan.objects.exists()


def test_a_document_without_a_year_asks_for_it() -> None:
    tree = Tree()
    text = TEXT.replace("2026年网络安全", "网络安全").replace("2026年2月26日", "").replace("2026年底前", "年底前")
    with bound(acting(tree.province)) as post:
        with pytest.raises(Refusal) as refused:
            receive_paper(post=post, content=text.encode(), filename="要点.txt", at=AT)
        assert refused.value.field == "year"
        received = receive_paper(post=post, content=text.encode(), filename="要点.txt", year=2026, at=AT)
        assert received.plan is not None
        assert received.plan.year == 2026


def test_the_same_title_again_is_said_to_be_a_new_edition_or_refused() -> None:
    tree = Tree()
    with bound(acting(tree.province)) as post:
        first = receive_paper(post=post, content=TEXT.encode(), filename="要点.txt", at=AT).plan
        assert first is not None
        other = TEXT.replace("达到80%", "达到85%").encode()
        with pytest.raises(DraftExists, match="Go on with the draft, or discard it first"):
            receive_paper(post=post, content=other, filename="修订.txt", at=AT)
        with pytest.raises(PlanIsNotPublished):
            receive_paper(post=post, content=other, filename="修订.txt", supersedes_id=first.id, at=AT)
        assert Paper.objects.count() == 1
