"""Assessments in the demonstration: a published round over universities, one of county governments in review, and the check of
lessons that a county holds. Everything is done by the module's own actions at past moments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils.translation import gettext as _

from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.facade import declare_form
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.shipped import shipped_forms
from xuezheng.kernel.calendar.facade import PeriodKind, period_at
from xuezheng.kernel.clock import today
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.assessment.actions import appeals, experts, reviews, rounds
from xuezheng.modules.assessment.actions.reviews.writing import Judged
from xuezheng.modules.assessment.models import AssessedUnit, Expert, ItemResult, ResultAppeal, Review, Round, RoundItem
from xuezheng.site.demo.leading import PROVINCE, administrator_of
from xuezheng.site.demo.units import Progress

UNIVERSITIES, COUNTIES, SCHOOLS = 6, 4, 5
FORM = "university_standard"
LOWER = 0.12
"""Share of items that an expert judges a step lower than the unit does."""
LEVELS = ("full", "mostly", "partly", "none")
REMARK = "查阅材料并现场核对，与自评有出入，佐证材料不完整。"
DEMAND = "三十日内补充佐证材料并完成整改。"
APPEAL = "该项佐证材料已于评审期内补充上传，评审时未予采信，请予复核。"
GROUNDS = "经复核，补充材料真实有效，予以采信，更正该项得分。"
CONCLUSION = "各校信息化建设稳步推进，基础设施和服务平台得分较高，数据治理和网络安全仍是短板。"


@dataclass(frozen=True, kw_only=True)
class Province:
    """Who acts, when, and by which draw."""

    post: ActingPost
    at: datetime
    draw: Random

    def before(self, days: int) -> datetime:
        return self.at - timedelta(days=days)


def load_assessments(*, at: datetime, seed: int, progress: Progress) -> int:
    """How many rounds."""
    department = administrator_of(Unit.objects.get(unit_path=PROVINCE), at=at)
    province = Province(post=department, at=at, draw=Random(f"{seed} assessments"))  # noqa: S311 - the same for everybody
    register = _register(province)
    _universities(province, register)
    progress(_("assessments"), 1, 3)
    _governments(province, register)
    progress(_("assessments"), 2, 3)
    _lessons(at=at)
    progress(_("assessments"), 3, 3)
    return 3


def _register(province: Province) -> list[Expert]:
    """The sign-in of the office, officers of other offices, administrators of two universities, one from outside."""
    officers = Account.objects.filter(username__startswith="o", person__home_unit__parent_path=PROVINCE)
    names = ["henan-officer", *officers.order_by("username").values_list("username", flat=True)[:3]]
    chosen = [_post_of(username) for username in names]
    chosen += [_post_of(f"s{unit.code}") for unit in _universities_with_accounts()[-2:]]
    numbers = [Person.objects.get(id=post.person_id).number for post in chosen]
    with bound(province.post):
        made = [
            experts.register_expert(
                post=province.post, person_number=number, fields=["governance", "data"], at=province.before(130)
            )
            for number in numbers
        ]
        outside = experts.register_expert(
            post=province.post,
            name="周明远",
            organisation="外省某师范大学教育技术学院",
            fields=["teaching"],
            at=province.before(130),
        )
    return [*made, outside]


def _universities(province: Province, register: Sequence[Expert]) -> None:
    units = _universities_with_accounts()[:UNIVERSITIES]
    opened = province.before(120)
    with bound(province.post):
        draft = draft_form(post=province.post, text=shipped_forms()[FORM].text, at=province.before(121))
        publish_form(post=province.post, edition_id=draft.id, version=draft.version, at=province.before(121))
        row = rounds.draft_round(
            post=province.post,
            standard="university_digitalisation",
            title=f"{today(opened).year}年高校信息化发展水平评估",
            period=str(today(opened).year),
            self_due_on=today(province.before(90)),
            review_due_on=today(province.before(50)),
            unit_ids=[unit.id for unit in units],
            at=opened,
        )
        rounds.open_round(post=province.post, round_id=row.id, version=row.version, at=opened)
    for unit in units[:-1]:
        _evaluate(province, unit)
    with bound(province.post):
        rounds.begin_review(post=province.post, round_id=row.id, version=None, at=province.before(88))
        made = reviews.assign_evenly(
            post=province.post, round_id=row.id, expert_ids=[one.id for one in register], at=province.before(87)
        )
    for review in made:
        _judge(province, review, at=province.before(60))
    with bound(province.post):
        rounds.conclude_round(
            post=province.post, round_id=row.id, version=None, conclusion=CONCLUSION, at=province.before(40)
        )
        rounds.publish_round(post=province.post, round_id=row.id, version=None, at=province.before(30))
    _appeals(province, row)


def _appeals(province: Province, row: Round) -> None:
    """The first university's is upheld, that of the second waits longer than it should; the third took note."""
    with bound(province.post):
        first, second, third = AssessedUnit.objects.filter(round=row).order_by("unit_path")[:3]
    upheld = _appeal(province, first, days=26)
    _appeal(province, second, days=25)
    noting = acting_value(_post_of(f"s{third.unit.code}"), at=province.at)
    with bound(noting):
        appeals.take_note(post=noting, assessed_id=third.id, at=province.before(28))
    with bound(province.post):
        result = ItemResult.objects.select_related("item").get(id=upheld.result_id)
        lost = result.item.full - (result.points or Decimal(0))
        appeals.decide_appeal(
            post=province.post,
            appeal_id=upheld.id,
            version=None,
            upheld=True,
            points=result.item.full - (lost / 4).quantize(Decimal("0.1")),
            decision=GROUNDS,
            at=province.before(16),
        )


def _appeal(province: Province, unit: AssessedUnit, *, days: int) -> ResultAppeal:
    """Against the item that cost it most."""
    post = acting_value(_post_of(f"s{unit.unit.code}"), at=province.at)
    with bound(post):
        results = ItemResult.objects.filter(assessed=unit).select_related("item").order_by("item__position")
        worst = max(results, key=lambda result: result.item.full - (result.points or Decimal(0)))
        return appeals.appeal_item(post=post, result_id=worst.id, reason=APPEAL, at=province.before(days))


VOCATIONAL = "职业"


def _evaluate(province: Province, unit: Unit) -> None:
    """Better and worse universities, by the draw."""
    post = acting_value(_post_of(f"s{unit.code}"), at=province.at)
    fields = list(declare_form(shipped_forms()[FORM].text, name=FORM).fields())
    weights = province.draw.choice(((6, 3, 1, 0), (4, 4, 2, 0), (3, 4, 2, 1)))
    answers = {one.code: _level(province, weights) for one in fields if one.code.endswith("_level")}
    answers |= {one.code: "详见本校年度信息化工作报告。" for one in fields if one.code.endswith("_words")}
    answers["undergraduate"] = "否" if VOCATIONAL in unit.name else "是"
    answers["students"] = str(100 * province.draw.randrange(60, 320))
    with bound(post):
        report = Report.objects.get(unit=unit, collection__edition__code=FORM)
        save_answers(post=post, report_id=report.id, changes=answers, based_on={}, at=province.before(100))
        report.refresh_from_db()
        submit_report(post=post, report_id=report.id, version=report.version, at=province.before(99))


def _level(province: Province, weights: Sequence[int]) -> str:
    return province.draw.choices(LEVELS, weights=weights)[0]


def _judge(province: Province, review: Review, *, at: datetime, hands_in: bool = True) -> None:
    """Near to what the unit said; a step lower here and there, with a remark."""
    who = _reviewer(province, review)
    with bound(who):
        items = list(RoundItem.objects.filter(round=review.round_id).order_by("position"))
        judged = {item.id: _judged(province, review, item) for item in items}
        saved = reviews.save_review(post=who, review_id=review.id, version=None, judged=judged, at=at)
        if hands_in:
            reviews.hand_in_review(post=who, review_id=review.id, version=saved.version, at=at + timedelta(hours=2))


def _judged(province: Province, review: Review, item: RoundItem) -> Judged:
    own = review.paper.get(item.code, {}).get("points", "")
    base = Decimal(own) / item.full if own else Decimal("0.75")
    lower = province.draw.random() < LOWER
    share = max(Decimal(0), base - Decimal("0.3")) if lower else base
    points = (item.full * share).quantize(Decimal("0.1"))
    return Judged(
        points=min(points, item.full),
        remark=REMARK if lower or points * 2 < item.full else "",
        demand=DEMAND if lower and points * 2 < item.full else "",
    )


def _reviewer(province: Province, review: Review) -> ActingPost:
    if review.person_uuid is None:
        return province.post
    held = Post.objects.select_related("person", "unit").filter(person_id=review.person_uuid, valid_to=None)
    return acting_value(held.get(), at=province.at)


def _governments(province: Province, register: Sequence[Expert]) -> None:
    """In review: most reviews are handed in, the sign-in of the office has one begun and one still to do."""
    counties = Unit.objects.filter(kind=UnitKind.COUNTY_BUREAU, closed_on=None).order_by("unit_path")[:COUNTIES]
    opened = province.before(25)
    with bound(province.post):
        row = rounds.draft_round(
            post=province.post,
            standard="government_duties",
            title=f"{today(opened).year}年县级政府履行教育职责督导评价",
            period=str(today(opened).year),
            review_due_on=today(province.at + timedelta(days=15)),
            unit_ids=[unit.id for unit in counties],
            at=opened,
        )
        rounds.open_round(post=province.post, round_id=row.id, version=row.version, at=opened)
        made = reviews.assign_evenly(
            post=province.post, round_id=row.id, expert_ids=[one.id for one in register[:4]], at=province.before(24)
        )
    own = [review for review in made if review.expert_id == register[0].id]
    for review in made:
        if review not in own:
            _judge(province, review, at=province.before(6))
    for review in own[:1]:
        _judge(province, review, at=province.before(2), hands_in=False)


def _lessons(*, at: datetime) -> None:
    """The county of the sign-ins looks at the lessons of some schools; they report in the form it collects already."""
    county = acting_value(_post_of("gushi-administrator"), at=at)
    opened, term = at - timedelta(days=5), period_at(today(at), kind=PeriodKind.TERM)
    with bound(county):
        schools = Unit.objects.filter(
            kind=UnitKind.PRIMARY,
            closed_on=None,
            unit_path__gt=county.scope_path,
            unit_path__lt=county.scope_path + "~",
        )
        row = rounds.draft_round(
            post=county,
            standard="it_lessons",
            title=f"{today(at).year}年中小学信息技术课程落实情况专项检查",
            period=term.code,
            self_due_on=today(at + timedelta(days=18)),
            review_due_on=today(at + timedelta(days=40)),
            unit_ids=[school.id for school in schools.order_by("unit_path")[:SCHOOLS]],
            at=opened,
        )
        rounds.open_round(post=county, round_id=row.id, version=row.version, at=opened)
        officer = Person.objects.get(id=_post_of("gushi-officer").person_id)
        experts.register_expert(post=county, person_number=officer.number, fields=["inspection"], at=opened)


def _universities_with_accounts() -> list[Unit]:
    held = Post.objects.filter(role="school_administrator", valid_to=None, unit__kind=UnitKind.UNIVERSITY)
    return list(Unit.objects.filter(id__in=held.values("unit_id"), closed_on=None).order_by("unit_path"))


def _post_of(username: str) -> Post:
    person_id = Account.objects.get(username=username).person_id
    return Post.objects.select_related("person", "unit").get(person_id=person_id, valid_to=None)
