"""Scores: drafted from facts, published as they were seen, ranked, appealed against, corrected."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import acting, make_unit
from tests.modules.plans.task_rows import messages_of
from tests.modules.supervision.scenes import (
    BEGINS,
    ENDS,
    PLATFORM,
    PUBLISHED,
    Supervised,
    acts,
    announced,
    lines_of,
    moment,
    score_of,
)
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, Refusals, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.plans.models import Assignment, AssignmentStep
from xuezheng.modules.supervision.actions import scores as score_acts
from xuezheng.modules.supervision.actions.orders import return_reply, withdraw_order
from xuezheng.modules.supervision.catalogues import edition_in_force
from xuezheng.modules.supervision.models import Appeal, Score, ScoreCorrection, ScoreLine, Scoring
from xuezheng.modules.supervision.queries.computing import computed
from xuezheng.modules.supervision.queries.scores import groups_of, ranking
from xuezheng.modules.supervision.queries.scores import lines_of as shown_lines
from xuezheng.modules.supervision.refusals import ScoringIsPublished
from xuezheng.modules.supervision.weighing import FactKind, Rule

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def case() -> Supervised:
    return Supervised()


def submitted(case: Supervised, row: Assignment, *, month: int, day: int) -> None:
    with bound(PLATFORM):
        AssignmentStep.objects.create(
            assignment=row,
            unit_path=row.unit_path,
            what=AssignmentStep.What.SUBMITTED,
            person_name="演示",
            unit_name="演示",
            taken_at=moment(month, day),
        )


def rules(**changed: Rule) -> dict[str, Rule]:
    one = Rule(points=Decimal(1), each_most=Decimal(5), most=Decimal(20))
    return {kind.value: changed.get(kind.value, one) for kind in FactKind}


def weights(case: Supervised, **given: Any) -> Any:
    values: dict[str, Any] = {
        "full": Decimal(100),
        "lead": Decimal(1),
        "support": Decimal(1),
        "rules": rules(),
        "source": "2026年督导会议",
        "valid_from": date(2026, 1, 1),
        "at": moment(3, 1),
        **given,
    }
    post = values.pop("post", case.province)
    with bound(post):
        return score_acts.change_weights(post=post, **values)


def test_every_deducted_point_names_its_fact(case: Supervised) -> None:
    county = case.tree.counties[0]
    submitted(case, case.share(county), month=6, day=25)
    scoring = case.published()
    assert [(line.fact, line.count, line.subject_id, line.raw, line.points) for line in lines_of(scoring, county)] == [
        ("late", 5, case.share(county).id, Decimal("0.15"), Decimal("0.15")),
        ("unreported", 2, case.share(county).id, Decimal("0.36"), Decimal("0.36")),
    ]
    beside = case.tree.counties[1]
    assert [(line.fact, line.count) for line in lines_of(scoring, beside)] == [("overdue", 10), ("unreported", 2)]
    score = score_of(scoring, county)
    assert (score.points, score.deducted, score.lines, score.group_path, score.shared) == (
        Decimal("99.49"),
        Decimal("0.51"),
        2,
        "cn.41.4101.",
        True,
    )
    assert (scoring.edition, scoring.weights["rules"]["late"]["points"]) == (0, "0.05")


def test_orders_without_a_reply_late_and_returned_cost_points(case: Supervised) -> None:
    order = case.order(at=moment(5, 1), due_on=date(2026, 5, 10))
    late = case.order(case.tree.counties[1], at=moment(5, 1), due_on=date(2026, 5, 10))
    case.replied(late, at=moment(5, 12), post=acting(case.tree.counties[1]))
    gone = case.order(case.tree.counties[2], at=moment(5, 1), due_on=date(2026, 5, 10))
    with bound(case.province):
        withdraw_order(post=case.province, order_id=gone.id, version=None, reason="误发", at=moment(5, 20))
        return_reply(post=case.province, order_id=late.id, version=None, reason="缺", at=moment(5, 13))
    case.replied(late, at=moment(5, 14), post=acting(case.tree.counties[1]))
    scoring = case.published()

    def of_orders(place: int) -> list[tuple[str, int, str]]:
        found = lines_of(scoring, case.tree.counties[place])
        return [(line.fact, line.count, line.number) for line in found if "督办" in line.number]

    assert of_orders(0) == [("unanswered", 51, order.number)]
    assert of_orders(1) == [("late_reply", 4, late.number), ("reply_returned", 1, late.number)]
    assert of_orders(2) == []


def test_what_is_published_is_what_was_seen_and_stays(case: Supervised) -> None:
    scoring = case.draft()
    seen = case.computed(scoring)
    assert case.computed(scoring).digest == seen.digest
    submitted(case, case.share(case.tree.counties[0]), month=6, day=25)
    publish: dict[str, Any] = {"post": case.province, "scoring_id": scoring.id, "version": None, "at": PUBLISHED}
    with bound(case.province), pytest.raises(Conflict, match="Facts have changed"):
        score_acts.publish_scoring(expected=seen.digest, **publish)
    with bound(case.province):
        again = score_acts.publish_scoring(expected=case.computed(scoring).digest, **publish)
    before = lines_of(again, case.tree.counties[1])
    submitted(case, case.share(case.tree.counties[1]), month=6, day=21)
    assert lines_of(again, case.tree.counties[1]) == before
    with bound(case.province), pytest.raises(ScoringIsPublished):
        score_acts.publish_scoring(expected=again.digest, **publish)
    with bound(case.province), pytest.raises(ScoringIsPublished):
        score_acts.discard_scoring(post=case.province, scoring_id=scoring.id, version=None, at=PUBLISHED)


def test_the_database_lets_nobody_change_a_published_line(case: Supervised) -> None:
    scoring = case.published()
    line = lines_of(scoring, case.tree.counties[0])[0]
    for change in (
        lambda: ScoreLine.objects.filter(id=line.id).update(points=0),
        lambda: ScoreLine.objects.filter(id=line.id).delete(),
    ):
        with bound(case.province), pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_publication_tells_every_unit_with_the_last_day_of_appeals(case: Supervised) -> None:
    scoring = case.published()
    assert scoring.appeal_until == date(2026, 7, 20)
    assert messages_of(case.tree.counties[0]) == ["“2026年上半年” is published: 99.04 points. Appeals until 2026-07-20"]
    assert acts() == ["supervision.draft_scoring", "supervision.publish_scoring"]
    assert announced() == [("ScoringPublished", "cn.41.")]


def test_equal_points_share_a_rank(case: Supervised) -> None:
    submitted(case, case.share(case.tree.cities[1]), month=6, day=1)
    submitted(case, case.share(case.tree.counties[3]), month=6, day=1)
    scoring = case.published()
    with bound(case.province):
        assert [group.key for group in groups_of(case.province, scoring)] == ["cn.41.", "cn.41.4101.", "cn.41.4115."]
        assert [(row.rank, row.unit_name) for row in ranking(case.province, scoring, group="cn.41.")] == [
            (1, "信阳市教育局"),
            (2, "郑州市教育局"),
        ]
        assert [row.rank for row in ranking(case.province, scoring, group="cn.41.4101.")] == [1, 1]
        assert [row.rank for row in ranking(case.province, scoring, group="county")] == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": " "}, "Name the score"),
        ({"ends": date(2025, 12, 31)}, "before it begins"),
        ({"as_of": date(2026, 7, 7)}, "Facts are told as of a day"),
        ({"as_of": date(2025, 12, 1)}, "Facts are told as of a day"),
    ],
)
def test_what_a_draft_lacks_is_said(case: Supervised, given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        case.draft(**given)


def test_a_period_is_scored_once_until_the_draft_is_let_go(case: Supervised) -> None:
    scoring = case.draft()
    with pytest.raises(Conflict, match="scores 2026-01-01 to 2026-06-30 already"):
        case.draft(title="又一次")
    with bound(case.city), pytest.raises(NotFound):
        score_acts.discard_scoring(post=case.city, scoring_id=scoring.id, version=None, at=PUBLISHED)
    with bound(case.province), pytest.raises(VersionIsStale):
        score_acts.discard_scoring(post=case.province, scoring_id=scoring.id, version=9, at=PUBLISHED)
    with bound(case.province):
        score_acts.discard_scoring(post=case.province, scoring_id=scoring.id, version=1, at=PUBLISHED)
    assert case.draft(title="又一次").title == "又一次"


def test_who_may_not_score_is_refused(case: Supervised) -> None:
    analyst = acting(case.tree.province, role="analyst")
    with bound(analyst), pytest.raises(NotAllowed, match="may not score"):
        score_acts.draft_scoring(post=analyst, title="上半年", begins=BEGINS, ends=ENDS, at=PUBLISHED)
    with pytest.raises(NotAllowed):
        weights(case, post=analyst)


def test_an_upheld_appeal_strikes_the_line_and_corrects_the_score(case: Supervised) -> None:
    scoring, county = case.published(), case.tree.counties[0]
    overdue, unreported = lines_of(scoring, county)
    appeal = case.appeal(overdue, at=moment(7, 20))
    assert (appeal.outcome, appeal.issuer_path) == (Appeal.Outcome.OPEN, "cn.41.")
    decided = case.decide(appeal, upheld=True, at=moment(7, 22))
    score = score_of(scoring, county)
    assert (decided.outcome, score.points, score.deducted) == ("upheld", Decimal("99.64"), Decimal("0.96"))
    assert score.points == score.full - unreported.points
    with bound(PLATFORM):
        (correction,) = ScoreCorrection.objects.all()
        shown = shown_lines(PLATFORM, score)
    assert (correction.points_before, correction.points_after, correction.reason) == (
        Decimal("99.04"),
        Decimal("99.64"),
        "情况属实",
    )
    assert [(line.struck, line.points) for line in shown] == [(True, Decimal(0)), (False, unreported.points)]
    assert messages_of(county)[-1] == "Your appeal about “建设同步课堂” is upheld, the line is struck. 情况属实"
    assert [name for name, _path in announced()] == ["ScoringPublished", "AppealMade", "AppealDecided"]
    with pytest.raises(Conflict, match="decided already"):
        case.decide(appeal, upheld=False)


def test_a_struck_line_makes_room_under_the_cap_for_the_next(case: Supervised) -> None:
    one = Rule(points=Decimal(1), each_most=Decimal(5), most=Decimal(7))
    weights(case, rules=rules(overdue=one, unreported=Rule(points=Decimal(0), each_most=Decimal(0), most=Decimal(0))))
    county = case.tree.counties[0]
    case.handed.assign(county, case.handed.add_task("2", "第二项", due_on=date(2026, 6, 20)))
    scoring = case.published()
    first, second = lines_of(scoring, county)
    assert (scoring.edition, first.points, second.points) == (1, Decimal(5), Decimal(2))
    case.decide(case.appeal(first), upheld=True)
    score = score_of(scoring, county)
    with bound(PLATFORM):
        assert [line.points for line in shown_lines(PLATFORM, score)] == [Decimal(0), Decimal(5)]
    assert (score.points, second.points) == (Decimal(95), Decimal(2))


def test_a_rejected_appeal_changes_nothing_but_says_why(case: Supervised) -> None:
    scoring, county = case.published(), case.tree.counties[0]
    appeal = case.appeal(lines_of(scoring, county)[0])
    before = score_of(scoring, county).points
    decided = case.decide(appeal, upheld=False, at=moment(7, 7))
    assert (decided.outcome, decided.decision, score_of(scoring, county).points) == ("rejected", "情况属实", before)
    with bound(PLATFORM):
        assert ScoreCorrection.objects.count() == 0
    assert messages_of(county)[-1] == "Your appeal about “建设同步课堂” is rejected. 情况属实"


def test_appeals_have_a_deadline_in_working_days_and_are_made_once(case: Supervised) -> None:
    scoring = case.published()
    first, second = lines_of(scoring, case.tree.counties[0])
    with pytest.raises(Conflict, match="possible until 2026-07-20"):
        case.appeal(first, at=moment(7, 21))
    case.appeal(first, at=moment(7, 20))
    with pytest.raises(Conflict, match="appealed against once"):
        case.appeal(first)
    with bound(case.county), pytest.raises(Refusal, match="Say why"):
        score_acts.appeal_line(post=case.county, line_id=second.id, reason=" ", at=PUBLISHED)


def test_only_the_unit_appeals_and_only_the_issuer_decides(case: Supervised) -> None:
    scoring = case.published()
    line = lines_of(scoring, case.tree.counties[0])[0]
    with pytest.raises(NotAllowed, match="Only 中原区教育局 itself"):
        case.appeal(line, post=case.city)
    with pytest.raises(NotFound):
        case.appeal(line, post=acting(case.tree.counties[2]))
    appeal = case.appeal(line)
    with bound(case.city), pytest.raises(NotAllowed, match="decided by 河南省教育厅"):
        score_acts.decide_appeal(
            post=case.city, appeal_id=appeal.id, version=None, upheld=True, decision="行", at=PUBLISHED
        )
    with bound(case.province), pytest.raises(VersionIsStale):
        score_acts.decide_appeal(
            post=case.province, appeal_id=appeal.id, version=7, upheld=True, decision="行", at=PUBLISHED
        )
    with bound(case.province), pytest.raises(Refusal, match="Give the reason"):
        score_acts.decide_appeal(
            post=case.province, appeal_id=appeal.id, version=None, upheld=True, decision="", at=PUBLISHED
        )


def test_a_new_edition_holds_from_its_day(case: Supervised) -> None:
    first = weights(case)
    second = weights(case, valid_from=date(2026, 7, 1), full=Decimal(120))
    assert (first.edition, second.edition) == (1, 2)
    with bound(case.province):
        held = [edition_in_force("cn.41.", day=day).number for day in (date(2025, 12, 31), ENDS, date(2026, 7, 1))]
    assert held == [0, 1, 2]
    assert case.draft().edition == 1


def test_weights_that_do_not_fit_are_named_one_by_one(case: Supervised) -> None:
    wrong = Rule(points=Decimal(-1), each_most=Decimal("0.0001"), most=Decimal(5))
    with pytest.raises(Refusals) as refused:
        weights(case, full=Decimal(0), rules=rules(late=wrong))
    assert [part.field for part in refused.value.refusals] == ["full", "late_points", "late_each_most"]
    with pytest.raises(Refusal, match="no kind of fact"):
        weights(case, rules={"weather": wrong})
    with pytest.raises(Refusal, match="where these weights come from"):
        weights(case, source=" ")


def test_units_that_were_closed_before_the_period_ended_are_not_scored(case: Supervised) -> None:
    late = make_unit("410199", parent=case.tree.cities[0], kind=UnitKind.COUNTY_BUREAU, name="新区教育局")
    with bound(PLATFORM):
        type(late).objects.filter(id=late.id).update(opened_on=date(2026, 7, 1))
    scored = {score.unit.name for score in case.computed(case.draft()).scores}
    assert scored == {unit.name for unit in case.units}


def test_a_draft_costs_the_same_queries_for_one_county_and_for_many(case: Supervised) -> None:
    def cost() -> int:
        with bound(case.province), CaptureQueriesContext(connection) as queries:
            computed(case.province, scoring)
        return len(queries)

    scoring = case.draft()
    before = cost()
    for number in range(3):
        county = make_unit(f"41019{number}", parent=case.tree.cities[0], kind=UnitKind.COUNTY_BUREAU)
        case.handed.assign(county)
    assert cost() == before


def test_scorings_are_rows_of_their_administration(case: Supervised) -> None:
    scoring = case.published()
    with bound(PLATFORM):
        assert (Scoring.objects.get().id, Score.objects.count()) == (scoring.id, 6)
