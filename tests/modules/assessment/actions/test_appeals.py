"""Appeals against published results: by the unit, within the days, decided with grounds; the ranking follows."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import acting
from tests.modules.assessment.scenes import PLATFORM, Assessed, acts, announced, fresh, moment
from tests.modules.plans.task_rows import inbox_of, messages_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.assessment.actions import appeals
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, ResultAppeal, ResultCorrection, Round
from xuezheng.modules.assessment.queries.appeals import corrections_of, is_overdue, waiting_appeals
from xuezheng.modules.assessment.queries.rounds import ranked

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
REASON = "有线网络已全覆盖，见验收报告"


class Appealed(Assessed):
    """Its round is published on 5 November: appeals until the 19th, a decision within fifteen working days."""

    def __init__(self) -> None:
        super().__init__()
        self.row = self.published()
        self.third = self.universities[2]
        self.at_third = acting(self.third, role="cio")

    def result(self, unit: Unit, position: int = 1) -> ItemResult:
        with bound(PLATFORM):
            return ItemResult.objects.select_related("item").get(
                assessed__round=self.row, assessed__unit=unit, item__position=position
            )

    def appeal(self, *, post: ActingPost | None = None, position: int = 1, day: int = 10) -> ResultAppeal:
        who = post or self.at_third
        with bound(who):
            result = self.result(self.third, position)
        with bound(who):
            return appeals.appeal_item(post=who, result_id=result.id, reason=REASON, at=moment(11, day))

    def decide(
        self, appeal: ResultAppeal, *, upheld: bool = True, points: str | None = "4", post: ActingPost | None = None
    ) -> ResultAppeal:
        who = post or self.province
        with bound(who):
            return appeals.decide_appeal(
                post=who,
                appeal_id=appeal.id,
                version=appeal.version,
                upheld=upheld,
                decision="材料属实",
                points=Decimal(points) if points else None,
                at=moment(11, 25),
            )

    def standing(self) -> list[tuple[str, Decimal | None, str, int | None]]:
        with bound(self.province):
            return [(each.unit_name, each.points, each.grade, each.rank) for each in ranked(self.province, self.row)]


@pytest.fixture
def case() -> Appealed:
    return Appealed()


def test_a_unit_is_asked_to_read_its_result_until_it_takes_note(case: Appealed) -> None:
    assert fresh(case.row).appeal_until == date(2026, 11, 19)
    asked = ["Read your result in “2026年高校信息化发展水平评估”: take note of it, or appeal until 2026-11-19"]
    assert [inbox_of(unit) for unit in case.universities] == [asked, asked, asked]
    own = case.assessed(case.row, case.third)
    with bound(case.at_third):
        for _again in range(2):
            noted = appeals.take_note(post=case.at_third, assessed_id=own.id, at=moment(11, 6))
    assert noted.noted_at == moment(11, 6)
    assert [inbox_of(unit) for unit in case.universities] == [asked, asked, []]
    assert acts().count("take_note") == 1
    with bound(case.province), pytest.raises(NotAllowed, match="Only 丙大学 itself takes note"):
        appeals.take_note(post=case.province, assessed_id=own.id, at=moment(11, 6))


def test_nothing_is_asked_once_the_days_are_over(case: Appealed) -> None:
    with bound(PLATFORM):
        assert appeals.close_lapsed(post=PLATFORM, at=moment(11, 19)) == 0
        assert appeals.close_lapsed(post=PLATFORM, at=moment(11, 20)) == 3
        assert appeals.close_lapsed(post=PLATFORM, at=moment(11, 21)) == 0
    assert [inbox_of(unit) for unit in case.universities] == [[], [], []]


def test_an_appeal_waits_for_whoever_holds_the_round(case: Appealed) -> None:
    appeal = case.appeal()
    assert (appeal.decide_by, appeal.outcome, inbox_of(case.third)) == (date(2026, 12, 1), "open", [])
    told = "Decide the appeal of 丙大学 against “网络设施·有线网络覆盖” in “2026年高校信息化发展水平评估”"
    assert inbox_of(case.tree.province) == [told]
    with bound(case.province):
        assert [one.id for one in waiting_appeals(case.province)] == [appeal.id]
        assert [is_overdue(appeal, day=day) for day in (date(2026, 12, 1), date(2026, 12, 2))] == [False, True]
    case.decide(appeal)
    assert inbox_of(case.tree.province) == []


def test_an_upheld_appeal_corrects_the_score_and_the_ranking_follows(case: Appealed) -> None:
    with bound(PLATFORM):  # a point behind the second, so that one corrected item changes places
        AssessedUnit.objects.filter(round=case.row, unit=case.third).update(points=Decimal("479.00"), grade="good")
    appeal = case.appeal()
    case.decide(appeal)
    assert case.standing() == [
        ("甲大学", Decimal("552.00"), "excellent", 1),
        ("丙大学", Decimal("480.60"), "good", 2),
        ("乙大学", Decimal("480.00"), "good", 3),
    ]
    assert case.result(case.third).points == Decimal("4.00")
    with bound(case.at_third):
        history = [
            (one.item_before, one.item_after, one.points_before, one.points_after, one.rank_before, one.rank_after)
            for one in corrections_of(case.at_third, case.assessed(case.row, case.third))
        ]
    item, points = (Decimal("2.40"), Decimal("4.00")), (Decimal("479.00"), Decimal("480.60"))
    assert history == [(*item, *points, 3, 2)]
    upheld = "Your appeal against “网络设施·有线网络覆盖” is upheld: 480.6 points in all, rank 2. 材料属实"
    moved = "An appeal in “2026年高校信息化发展水平评估” was upheld; your rank is now 3, it was 2"
    assert messages_of(case.third)[-1] == upheld
    assert messages_of(case.universities[1])[-1] == moved
    assert moved not in messages_of(case.universities[0])
    assert [name for name, _path in announced()][-2:] == ["ResultAppealed", "ResultAppealDecided"]
    with bound(PLATFORM):
        entry = Entry.objects.filter(act="assessment.decide_appeal").get()
    assert (entry.before, entry.after, entry.unit_path) == (
        {"points": "2.40"},
        {"outcome": "upheld", "decision": "材料属实", "points": "4"},
        case.third.unit_path,
    )


def test_a_rejected_appeal_changes_nothing_and_says_why(case: Appealed) -> None:
    before = case.standing()
    case.decide(case.appeal(), upheld=False, points=None)
    assert case.standing() == before
    rejected = "Your appeal against “网络设施·有线网络覆盖” is rejected. 材料属实"
    assert messages_of(case.third)[-1] == rejected
    with bound(PLATFORM):
        assert ResultCorrection.objects.count() == 0


def test_two_appeals_of_one_unit_add_up(case: Appealed) -> None:
    first, second = case.appeal(), case.appeal(position=2)
    case.decide(first)
    case.decide(second, points="3.4")
    assert case.standing()[-1] == ("丙大学", Decimal("362.60"), "passed", 3)


def test_an_appeal_is_refused_with_what_would_be_right(case: Appealed) -> None:
    result = case.result(case.third)
    with bound(case.at_third), pytest.raises(Refusal, match="Say why the points of this item are wrong"):
        appeals.appeal_item(post=case.at_third, result_id=result.id, reason=" ", at=moment(11, 10))
    with pytest.raises(NotAllowed, match="Only 丙大学 itself appeals"):
        case.appeal(post=case.province)
    with pytest.raises(NotFound):
        case.appeal(post=acting(case.universities[0], role="cio"))
    with pytest.raises(Conflict, match="were possible until 2026-11-19"):
        case.appeal(day=20)
    assert case.appeal(day=19).outcome == "open"
    with pytest.raises(Conflict, match="There is an appeal against this item already"):
        case.appeal()
    with bound(PLATFORM):
        ItemResult.objects.filter(id=case.result(case.third, 2).id).update(points=Decimal(4))
    with pytest.raises(Conflict, match="has full points"):
        case.appeal(position=2)
    with bound(PLATFORM):
        Round.objects.filter(id=case.row.id).update(appeal_until=None)
    with pytest.raises(Conflict, match="published without days for appeals"):
        case.appeal(position=3)


def test_before_the_publication_there_is_nothing_to_appeal_against() -> None:
    scene = Assessed()
    row = scene.concluded()
    at_first = acting(scene.universities[0], role="cio")
    with bound(PLATFORM):
        result = ItemResult.objects.filter(assessed__round=row, assessed__unit=scene.universities[0]).first()
    assert result is not None
    with bound(at_first), pytest.raises(NotFound):
        appeals.appeal_item(post=at_first, result_id=result.id, reason=REASON, at=moment(11, 4))


def test_a_decision_is_refused_with_what_would_be_right(case: Appealed) -> None:
    appeal = case.appeal()
    for points, sentence in (
        (None, "Say how many points “.*” gets: more than 2.4, at most 4"),
        ("2.4", "“2.4” does not fit"),
        ("4.01", "more than 2.4 and at most 4 points"),
        ("3.001", "two decimals at most"),
        ("-1", "“-1” does not fit"),
    ):
        with pytest.raises(Refusal, match=sentence):
            case.decide(appeal, points=points)
    with pytest.raises(NotAllowed, match="are decided by 河南省"):
        case.decide(appeal, post=case.at_third)
    with bound(case.province), pytest.raises(Refusal, match="Give the grounds"):
        appeals.decide_appeal(
            post=case.province, appeal_id=appeal.id, version=None, upheld=False, decision="", at=moment(11, 25)
        )
    appeal.version += 1
    with pytest.raises(VersionIsStale):
        case.decide(appeal)
    appeal.version -= 1
    case.decide(appeal, upheld=False, points=None)
    with pytest.raises(Conflict, match="decided already"):
        case.decide(appeal)


def test_neighbours_see_no_appeal_even_in_the_database(case: Appealed) -> None:
    case.decide(case.appeal())
    neighbour, county = acting(case.universities[0], role="cio"), acting(case.tree.counties[0])
    for who, seen in ((case.at_third, 1), (case.province, 1), (neighbour, 0), (county, 0)):
        with bound(who):
            assert (ResultAppeal.objects.count(), ResultCorrection.objects.count()) == (seen, seen)
