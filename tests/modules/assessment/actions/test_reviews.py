"""Reviews: nobody judges the own unit, drafts are the expert's alone, what is handed in stays until it is returned."""

from decimal import Decimal

import pytest

from tests.factories import acting, make_post, make_unit
from tests.modules.assessment.scenes import Assessed, acts, items_of, moment
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.modules.assessment.actions import experts, reviews
from xuezheng.modules.assessment.actions.reviews.writing import Judged
from xuezheng.modules.assessment.models import Expert, Review, ReviewLine
from xuezheng.modules.assessment.queries.reviews import judged_items, open_reviews
from xuezheng.modules.assessment.refusals import ReviewIsHandedIn, RoundIsNotInReview

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def case() -> Assessed:
    return Assessed()


def test_nobody_reviews_the_own_unit_or_one_declared(case: Assessed) -> None:
    row = case.in_review()
    with pytest.raises(Refusal, match="专家甲 belongs to this unit and cannot review 甲大学"):
        case.assign(row, case.universities[0], "甲")
    declared = case.experts["处"]
    with bound(case.province):
        experts.change_expert(
            post=case.province, expert_id=declared.id, version=declared.version, avoids=[case.universities[1].code],
            avoids_reason="曾任职", at=moment(9, 21),
        )  # fmt: skip
    with pytest.raises(Refusal, match="has declared to keep away from this unit"):
        case.assign(row, case.universities[1], "甲", "处")
    with bound(case.province):
        assert Review.objects.count() == 0


def test_who_answers_for_a_unit_is_no_judge_of_it(case: Assessed) -> None:
    """An inspector of the city in a round of the province over the city's schools."""
    case.posts["市"] = make_post(case.tree.cities[0], role="officer", name="督学市")
    case.registered()
    row = case.schools_round()
    with pytest.raises(Refusal, match="belongs to an administration that answers for this unit"):
        case.assign(row, case.tree.schools[0], "市")
    assert len(case.assign(row, case.tree.schools[7], "市")) == 1


def test_experts_are_spread_evenly_without_conflicts(case: Assessed) -> None:
    row = case.in_review()
    chosen = [expert.id for expert in case.experts.values()]
    with bound(case.province):
        made = reviews.assign_evenly(post=case.province, round_id=row.id, expert_ids=chosen, at=moment(9, 22))
        again = reviews.assign_evenly(post=case.province, round_id=row.id, expert_ids=chosen, at=moment(9, 22))
    assert (len(made), again) == (9, [])
    given = sorted((review.unit_name, review.expert_name) for review in made)
    assert ("甲大学", "专家甲") not in given
    assert ("乙大学", "专家乙") not in given
    loads = [sum(1 for review in made if review.expert_id == key) for key in chosen]
    assert max(loads) - min(loads) <= 1


def test_too_few_experts_are_said_and_nothing_is_assigned(case: Assessed) -> None:
    row = case.in_review()
    with bound(case.province), pytest.raises(Refusal, match="not experts enough for 甲大学"):
        reviews.assign_evenly(
            post=case.province,
            round_id=row.id,
            expert_ids=[case.experts["甲"].id, case.experts["乙"].id],
            at=moment(9, 22),
        )
    with bound(case.province):
        assert Review.objects.count() == 0


def test_an_expert_is_assigned_once_a_unit(case: Assessed) -> None:
    row = case.in_review()
    case.assign(row, case.universities[0], "乙")
    with pytest.raises(Conflict, match="专家乙 reviews 甲大学 already"):
        case.assign(row, case.universities[0], "乙")


def test_a_draft_is_the_experts_alone(case: Assessed) -> None:
    row = case.in_review()
    review = case.judge(case.assign(row, case.universities[0], "乙")[0], name="乙", hand_in=False)
    expert, beside = case.acting("乙"), acting(case.universities[1], role="school_administrator")
    with bound(expert):
        assert [one.points for one in judged_items(expert, review)][:1] == [Decimal("3.20")]
        assert [one.id for one in open_reviews(expert)] == [review.id]
    with bound(case.province):
        assert {one.points for one in judged_items(case.province, review)} == {None}
    with bound(beside), pytest.raises(NotFound):
        reviews.hand_in_review(post=beside, review_id=review.id, version=None, at=moment(10, 9))
    assessed = case.acting("甲")
    with bound(assessed):
        assert (Review.objects.count(), ReviewLine.objects.count(), Expert.objects.count()) == (0, 0, 0)


def test_the_holder_reads_what_is_handed_in_and_may_return_it(case: Assessed) -> None:
    row = case.in_review()
    review = case.judge(case.assign(row, case.universities[0], "乙")[0], name="乙")
    with bound(case.province):
        assert judged_items(case.province, review)[0].points == Decimal("3.20")
        with pytest.raises(NotAllowed, match="written by its expert alone"):
            reviews.save_review(post=case.province, review_id=review.id, version=None, judged={}, at=moment(10, 10))
    expert = case.acting("乙")
    with bound(expert), pytest.raises(ReviewIsHandedIn):
        reviews.save_review(post=expert, review_id=review.id, version=None, judged={}, at=moment(10, 10))
    with bound(case.province):
        returned = reviews.return_review(
            post=case.province, review_id=review.id, version=review.version, reason="请补充", at=moment(10, 11)
        )
    assert (returned.handed_in_at, returned.return_reason) == (None, "请补充")
    again = case.judge(returned, name="乙", share="0.5")
    assert (again.points, again.return_reason) == (Decimal("300.00"), "")


def test_a_review_is_handed_in_whole_and_reasoned(case: Assessed) -> None:
    row = case.in_review()
    review, expert = case.assign(row, case.universities[0], "乙")[0], case.acting("乙")
    items = items_of(row.id)
    with bound(expert):
        with pytest.raises(Conflict, match="51 items have no points yet"):
            reviews.hand_in_review(post=expert, review_id=review.id, version=None, at=moment(10, 9))
        with pytest.raises(Refusal, match="is not between 0 and 4"):
            reviews.save_review(
                post=expert, review_id=review.id, version=None, judged={items[0].id: Judged(points=Decimal(5))},
                at=moment(10, 8),
            )  # fmt: skip
        judged = {item.id: Judged(points=Decimal(0)) for item in items}
        saved = reviews.save_review(post=expert, review_id=review.id, version=1, judged=judged, at=moment(10, 8))
        with pytest.raises(Conflict, match="needs a remark that says what was seen"):
            reviews.hand_in_review(post=expert, review_id=review.id, version=saved.version, at=moment(10, 9))
        with pytest.raises(VersionIsStale):
            reviews.save_review(post=expert, review_id=review.id, version=1, judged=judged, at=moment(10, 8))


def test_the_office_enters_the_review_of_an_outside_expert(case: Assessed) -> None:
    row = case.in_review()
    review = case.judge(case.assign(row, case.universities[0], "外")[0])
    assert (review.entered_by, review.points) == ("演示人员", Decimal("480.00"))
    assert acts()[-1] == "hand_in_review"


def test_a_withdrawn_review_gives_way_to_another(case: Assessed) -> None:
    row = case.in_review()
    review = case.assign(row, case.universities[0], "乙")[0]
    with bound(case.province):
        with pytest.raises(Refusal, match="Say why"):
            reviews.withdraw_review(post=case.province, review_id=review.id, version=None, reason=" ", at=moment(9, 23))
        reviews.withdraw_review(post=case.province, review_id=review.id, version=1, reason="出差", at=moment(9, 23))
    expert = case.acting("乙")
    with bound(expert):
        assert list(open_reviews(expert)) == []
        with pytest.raises(Conflict, match="was withdrawn: 出差"):
            reviews.save_review(post=expert, review_id=review.id, version=None, judged={}, at=moment(9, 24))
    assert len(case.assign(row, case.universities[0], "乙")) == 1


def test_experts_judge_between_self_evaluation_and_conclusion(case: Assessed) -> None:
    case.registered().published_form()
    row = case.opened()
    with pytest.raises(RoundIsNotInReview):
        case.assign(row, case.universities[0], "乙")


def test_the_register_refuses_what_it_has_or_does_not_know(case: Assessed) -> None:
    case.registered()
    with bound(case.province):
        for given, sentence in (
            ({"person_number": "P0"}, "Nobody below your administration"),
            ({"name": "某人"}, "Say where the outside expert works"),
            ({}, "Give the expert's number"),
            ({"name": "某人", "organisation": "某校", "fields": ["magic"]}, "is no field of work"),
            ({"name": "某人", "organisation": "某校", "avoids": ["X9"]}, "No unit has the code"),
        ):
            with pytest.raises(Refusal, match=sentence):
                experts.register_expert(post=case.province, at=moment(9, 1), **given)
        person = case.experts["甲"].person
        assert person is not None
        with pytest.raises(Conflict, match="stands in the register already"):
            experts.register_expert(post=case.province, person_number=person.number, at=moment(9, 1))
        with pytest.raises(Conflict, match="专家外 of 外省某大学 stands in the register already"):
            experts.register_expert(post=case.province, name="专家外 ", organisation="外省某大学", at=moment(9, 1))


def test_points_are_written_as_people_write_them(case: Assessed) -> None:
    row = case.registered().schools_round()
    with bound(case.province):
        school = case.assessed(row, case.tree.schools[0])
        review = case.assign(row, school.unit, "外")[0]
        lessons = items_of(row.id)[0]
        with pytest.raises(Refusal, match="31 is not between 0 and 30"):
            reviews.save_review(
                post=case.province, review_id=review.id, version=None, judged={lessons.id: Judged(points=Decimal(31))},
                at=moment(10, 8),
            )  # fmt: skip


def test_an_expert_with_reviews_on_hand_does_not_leave(case: Assessed) -> None:
    row = case.in_review()
    case.assign(row, case.universities[0], "乙")
    with bound(case.province):
        with pytest.raises(Conflict, match="has 1 reviews on hand"):
            experts.let_expert_go(post=case.province, expert_id=case.experts["乙"].id, version=None, at=moment(9, 23))
        gone = experts.let_expert_go(
            post=case.province, expert_id=case.experts["甲"].id, version=None, at=moment(9, 23)
        )
    assert gone.left_at == moment(9, 23)
    with pytest.raises(Refusal, match="Choose experts of your administration's register"):
        case.assign(row, case.universities[1], "甲")


def test_a_bureau_of_its_own_keeps_its_own_register(case: Assessed) -> None:
    case.registered()
    city = acting(case.tree.cities[0])
    school = make_unit("u77777", parent=case.tree.cities[0], kind=UnitKind.SENIOR)
    with bound(city):
        assert Expert.objects.count() == 0
        mine = experts.register_expert(post=city, name="某督学", organisation=school.name, at=moment(9, 1))
    with bound(case.province), pytest.raises(NotAllowed, match="The register is kept by"):
        experts.let_expert_go(post=case.province, expert_id=mine.id, version=None, at=moment(9, 2))
