"""A province with three universities, experts at two of them and outside, and a round that goes its way among them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.factories import Tree, acting, make_post, make_unit
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.reporting.save_answers import save_answers
from xuezheng.engines.forms.actions.reporting.submit_report import submit_report
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.assessment.actions import experts as register
from xuezheng.modules.assessment.actions import reviews, rounds
from xuezheng.modules.assessment.actions.reviews.writing import Judged
from xuezheng.modules.assessment.models import AssessedUnit, Expert, Review, Round, RoundItem

PLATFORM = system_post("test", permissions=frozenset({"assessment.read", "forms.read", "units.read"}))
SELF_DUE, REVIEW_DUE = date(2026, 9, 20), date(2026, 10, 31)


def moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, 0, tzinfo=UTC)


class Assessed:
    """Universities 甲, 乙 and 丙; experts of 甲 and 乙, one of the office, one from outside."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.universities = [
            make_unit(
                f"u9{number:04d}",
                parent=self.tree.province,
                kind=UnitKind.UNIVERSITY,
                name=f"{name}大学",
                code=f"U{name}",
            )
            for number, name in enumerate("甲乙丙", start=1)
        ]
        self.province = acting(self.tree.province)
        self.posts: dict[str, Post] = {
            "甲": make_post(self.universities[0], role="cio", name="专家甲"),
            "乙": make_post(self.universities[1], role="cio", name="专家乙"),
            "处": make_post(self.tree.office, role="officer", name="专家处"),
        }
        self.experts: dict[str, Expert] = {}

    def acting(self, name: str) -> ActingPost:
        with bound(PLATFORM):
            return acting_value(self.posts[name], at=moment(9, 1))

    def registered(self) -> "Assessed":
        for name, post in self.posts.items():
            with bound(PLATFORM):
                number = Person.objects.get(id=post.person_id).number
            with bound(self.province):
                self.experts[name] = register.register_expert(
                    post=self.province, person_number=number, fields=["data"], at=moment(9, 1)
                )
        with bound(self.province):
            self.experts["外"] = register.register_expert(
                post=self.province, name="专家外", organisation="外省某大学", at=moment(9, 1)
            )
        return self

    def published_form(self, code: str = "university_standard") -> None:
        with bound(self.province):
            draft = draft_form(post=self.province, text=shipped_forms()[code].text, at=moment(9, 1))
            publish_form(post=self.province, edition_id=draft.id, version=draft.version, at=moment(9, 1))

    def draft(self, **given: Any) -> Round:
        values: dict[str, Any] = {
            "standard": "university_digitalisation",
            "title": "2026年高校信息化发展水平评估",
            "period": "2026",
            "self_due_on": SELF_DUE,
            "review_due_on": REVIEW_DUE,
            "at": moment(9, 2),
            **given,
        }
        with bound(self.province):
            return rounds.draft_round(post=self.province, **values)

    def opened(self, **given: Any) -> Round:
        row = self.draft(**given)
        with bound(self.province):
            return rounds.open_round(post=self.province, round_id=row.id, version=row.version, at=moment(9, 3))

    def schools_round(self, **given: Any) -> Round:
        """Of a standard without a form, in review at once."""
        return self.opened(
            **{"standard": "school_quality", "title": "办学质量督导", "period": "2026", "self_due_on": None, **given}
        )

    def evaluate(self, unit: Unit, *, level: str = "mostly") -> None:
        """The unit chooses one level for all points, and hands in."""
        who = acting(unit, role="cio")
        with bound(who):
            report = Report.objects.select_related("collection__edition").get(unit=unit)
            form = form_of(report.collection.edition)
            changes: dict[str, str] = {one.code: level for one in form.fields() if one.code.endswith("_level")}
            changes |= {one.code: "见材料" for one in form.fields() if one.code.endswith("_words")}
            changes |= {"undergraduate": "是", "students": "12000"}
            save_answers(post=who, report_id=report.id, changes=changes, based_on={}, at=moment(9, 10))
            report.refresh_from_db()
            submit_report(post=who, report_id=report.id, version=report.version, at=moment(9, 10))

    def in_review(self) -> Round:
        """甲 and 乙 evaluated themselves, 丙 did not."""
        self.registered().published_form()
        row = self.opened()
        self.evaluate(self.universities[0])
        self.evaluate(self.universities[1], level="full")
        with bound(self.province):
            return rounds.begin_review(post=self.province, round_id=row.id, version=None, at=moment(9, 21))

    def round_of(self, title: str) -> Round:
        with bound(PLATFORM):
            return Round.objects.select_related("unit").get(title=title)

    def assessed(self, row: Round, unit: Unit) -> AssessedUnit:
        with bound(PLATFORM):
            return AssessedUnit.objects.select_related("round").get(round=row, unit=unit)

    def assign(self, row: Round, unit: Unit, *names: str) -> list[Review]:
        assessed = self.assessed(row, unit)
        with bound(self.province):
            return reviews.assign_experts(
                post=self.province,
                round_id=row.id,
                assessed_id=assessed.id,
                expert_ids=[self.experts[name].id for name in names],
                at=moment(9, 22),
            )

    def judge(self, review: Review, *, share: str = "0.8", name: str = "", hand_in: bool = True) -> Review:
        """The same share of the full points for every item."""
        who = self.acting(name) if name else self.province
        judged = {
            item.id: Judged(points=(item.full * Decimal(share)).quantize(Decimal("0.01")), remark="现场查看")
            for item in items_of(review.round_id)
        }
        with bound(who):
            saved = reviews.save_review(
                post=who, review_id=review.id, version=review.version, judged=judged, at=moment(10, 8)
            )
            if not hand_in:
                return saved
            return reviews.hand_in_review(post=who, review_id=review.id, version=saved.version, at=moment(10, 9))

    def reviewed(self) -> Round:
        """Every university judged by three: 甲 best, then 乙, then 丙; one of 丙's reviews lies far off."""
        row = self.in_review()
        with bound(PLATFORM):
            third = make_post(self.tree.office, role="officer", name="专家四")
        self.posts["四"] = third
        with bound(PLATFORM):
            number = Person.objects.get(id=third.person_id).number
        with bound(self.province):
            self.experts["四"] = register.register_expert(post=self.province, person_number=number, at=moment(9, 1))
        for unit, judges in zip(
            self.universities,
            (
                {"乙": "0.9", "处": "0.9", "外": "0.96"},
                {"甲": "0.8", "处": "0.8", "外": "0.8"},
                {"甲": "0.6", "处": "0.6", "四": "0.1"},
            ),
            strict=True,
        ):
            made = self.assign(row, unit, *judges)
            by_name = {review.expert_name.removeprefix("专家"): review for review in made}
            for name, share in judges.items():
                self.judge(by_name[name], share=share, name="" if name == "外" else name)
        return fresh(row)

    def concluded(self) -> Round:
        row = self.reviewed()
        with bound(self.province):
            return rounds.conclude_round(
                post=self.province, round_id=row.id, version=row.version, conclusion="总体良好", at=moment(11, 2)
            )

    def published(self) -> Round:
        row = self.concluded()
        with bound(self.province):
            return rounds.publish_round(post=self.province, round_id=row.id, version=row.version, at=moment(11, 5))


def items_of(round_id: UUID) -> Sequence[RoundItem]:
    with bound(PLATFORM):
        return list(RoundItem.objects.filter(round_id=round_id).order_by("position"))


def fresh(row: Round) -> Round:
    with bound(PLATFORM):
        return Round.objects.select_related("unit").get(id=row.id)


def acts() -> list[str]:
    with bound(PLATFORM):
        rows = Entry.objects.filter(act__startswith="assessment.").order_by("id")
        return [act.removeprefix("assessment.") for act in rows.values_list("act", flat=True)]


def announced() -> list[tuple[str, str]]:
    with bound(PLATFORM):
        rows = Event.objects.filter(name__startswith="assessment.").order_by("announced_at", "id")
        return [(name.removeprefix("assessment."), path) for name, path in rows.values_list("name", "unit_path")]
