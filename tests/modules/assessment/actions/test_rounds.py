"""A round's way: standard set, opened, self-evaluations taken, reviews weighed, published; and what each step refuses."""

from datetime import date
from decimal import Decimal

import pytest

from tests.modules.assessment.scenes import Assessed, acts, announced, fresh, items_of, moment
from tests.modules.plans.task_rows import messages_of
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.assessment.actions import rounds
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Round
from xuezheng.modules.assessment.queries.rounds import assessed_rows, ranked, results_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def case() -> Assessed:
    return Assessed()


def test_a_round_goes_its_whole_way(case: Assessed) -> None:
    row = case.published()
    with bound(case.province):
        found = [
            (each.unit_name, each.points, each.grade, each.rank, each.self_points)
            for each in ranked(case.province, row)
        ]
    assert found == [
        ("甲大学", Decimal("552.00"), "excellent", 1, Decimal("480.00")),
        ("乙大学", Decimal("480.00"), "good", 2, Decimal("600.00")),
        ("丙大学", Decimal("360.00"), "passed", 3, None),
    ]
    assert [name for name, _path in announced()] == [
        "RoundOpened",
        *["ReviewHandedIn"] * 9,
        "RoundConcluded",
        "RoundPublished",
    ]
    of_round = {path for name, path in announced() if name != "ReviewHandedIn"}
    assert of_round == {case.tree.province.unit_path}
    made = [act for act in acts() if act not in {"register_expert", "assign_expert", "hand_in_review"}]
    assert made == ["draft_round", "open_round", "begin_review", "conclude_round", "publish_round"]
    told = messages_of(case.universities[0])
    assert [text for text in told if "552" in text] == [
        "“2026年高校信息化发展水平评估” is published: 552 points, rank 1"
    ]


def test_an_outlier_is_left_out_and_said(case: Assessed) -> None:
    row = case.concluded()
    third = case.assessed(row, case.universities[2])
    with bound(case.province):
        first = results_of(case.province, third)[0]
    assert (first.points, first.lowest, first.highest, first.counted, first.left_out) == (
        Decimal("2.40"),
        Decimal("0.40"),
        Decimal("2.40"),
        2,
        1,
    )


def test_what_units_said_is_frozen_with_the_beginning_of_the_review(case: Assessed) -> None:
    row = case.in_review()
    with bound(case.province):
        said = {unit.name: results_of(case.province, case.assessed(row, unit))[0] for unit in case.universities}
    assert [(name, result.self_answer, result.self_points) for name, result in said.items()] == [
        ("甲大学", "基本达到", Decimal("3.20")),
        ("乙大学", "完全达到", Decimal("4.00")),
        ("丙大学", "", None),
    ]


def test_the_review_begins_before_the_due_day_only_when_all_have_handed_in(case: Assessed) -> None:
    case.published_form()
    row = case.opened()
    with bound(case.province), pytest.raises(Conflict, match="3 units have not handed in"):
        rounds.begin_review(post=case.province, round_id=row.id, version=None, at=moment(9, 15))
    for unit in case.universities:
        case.evaluate(unit)
    with bound(case.province):
        begun = rounds.begin_review(post=case.province, round_id=row.id, version=None, at=moment(9, 15))
    assert begun.review_begun_at == moment(9, 15)


def test_the_standard_is_set_in_the_draft_and_stands_after_it(case: Assessed) -> None:
    case.published_form()
    row = case.draft()
    first, second = items_of(row.id)[:2]
    with bound(case.province):
        rounds.set_item(
            post=case.province, round_id=row.id, item_id=first.id, full=Decimal("6.5"), title_zh="有线网", title_en="Wired",
            at=moment(9, 2),
        )  # fmt: skip
        rounds.drop_item(post=case.province, round_id=row.id, item_id=second.id, at=moment(9, 2))
        added = rounds.add_item(
            post=case.province, round_id=row.id, full=Decimal(10), title_zh="特色", title_en="", at=moment(9, 2)
        )
    present = items_of(row.id)
    assert (len(present), present[0].title_zh, present[0].full, present[-1].title_en) == (
        51,
        "有线网",
        Decimal("6.50"),
        "特色",
    )
    with bound(case.province), pytest.raises(Refusal, match="Full points are between"):
        rounds.set_item(
            post=case.province, round_id=row.id, item_id=first.id, full=Decimal(0), title_zh="有线网", title_en="",
            at=moment(9, 2),
        )  # fmt: skip
    with bound(case.province):
        rounds.open_round(post=case.province, round_id=row.id, version=None, at=moment(9, 3))
    with bound(case.province), pytest.raises(Conflict, match="is open already"):
        rounds.drop_item(post=case.province, round_id=row.id, item_id=added.id, at=moment(9, 4))
    assert len(items_of(row.id)) == 51


def test_a_draft_is_refused_with_what_would_be_right(case: Assessed) -> None:
    case.draft()
    for given, sentence in (
        ({}, "There is a round called"),
        ({"title": " "}, "Give the round a title"),
        ({"title": "x", "standard": "nothing"}, "is no standard of the catalogue"),
        ({"title": "x", "period": "2026Q3"}, "is no period of this standard"),
        ({"title": "x", "self_due_on": None}, "begins with a self-evaluation"),
        ({"title": "x", "review_due_on": date(2026, 9, 20)}, "must lie after today"),
        ({"title": "x", "unit_ids": [case.tree.schools[0].id]}, "Choose 1 to 500 open units"),
    ):
        with pytest.raises(Refusal, match=sentence):
            case.draft(**given)
    with bound(case.province):
        assert Round.objects.count() == 1


def test_a_round_needs_its_form_in_force(case: Assessed) -> None:
    row = case.draft()
    with bound(case.province), pytest.raises(Conflict, match="needs the form “university_standard”"):
        rounds.open_round(post=case.province, round_id=row.id, version=None, at=moment(9, 3))
    assert fresh(row).opened_at is None


def test_a_standard_without_a_form_is_in_review_at_once(case: Assessed) -> None:
    row = case.schools_round()
    assert (row.review_begun_at, row.collection_id) == (moment(9, 3), None)
    with bound(case.province):
        assert AssessedUnit.objects.filter(round=row).count() == 8
        assert ItemResult.objects.filter(assessed__round=row).count() == 8 * 6


def test_only_the_administration_that_holds_it_changes_a_round(case: Assessed) -> None:
    case.published_form()
    row = case.opened()
    university, ministry = case.acting("甲"), case.tree.ministry
    with bound(university), pytest.raises(NotAllowed, match="only posts there change it"):
        rounds.begin_review(post=university, round_id=row.id, version=None, at=moment(9, 21))
    with bound(university), pytest.raises(NotAllowed, match="does not hold assessment rounds"):
        rounds.draft_round(
            post=university, standard="school_quality", title="x", period="2026", review_due_on=date(2026, 10, 1),
            at=moment(9, 1),
        )  # fmt: skip
    with bound(case.province), pytest.raises(VersionIsStale):
        rounds.begin_review(post=case.province, round_id=row.id, version=99, at=moment(9, 21))
    assert ministry.unit_path != row.unit_path


def test_a_draft_is_nobodys_below_and_is_discarded(case: Assessed) -> None:
    row = case.draft()
    university = case.acting("甲")
    with bound(university), pytest.raises(NotFound):
        rounds.open_round(post=university, round_id=row.id, version=None, at=moment(9, 3))
    with bound(case.province):
        rounds.discard_round(post=case.province, round_id=row.id, version=row.version, at=moment(9, 3))
        assert Round.objects.count() == 0


def test_a_round_is_concluded_when_every_unit_has_its_reviews(case: Assessed) -> None:
    row = case.in_review()
    with bound(case.province), pytest.raises(Conflict, match="fewer reviews than the 3"):
        rounds.conclude_round(post=case.province, round_id=row.id, version=None, conclusion="好", at=moment(11, 1))
    with bound(case.province), pytest.raises(Conflict, match="published already, or not concluded"):
        rounds.publish_round(post=case.province, round_id=row.id, version=None, at=moment(11, 1))


def test_a_unit_knows_its_points_from_the_publication_on(case: Assessed) -> None:
    row = case.concluded()
    university = case.acting("甲")
    with bound(university):
        rows = assessed_rows(university, row)
        assert [(each.assessed.unit_name, each.knows_points) for each in rows] == [("甲大学", False)]
        assert results_of(university, rows[0].assessed) == []
        assert ranked(university, row) == []
    with bound(case.province):
        rounds.publish_round(post=case.province, round_id=row.id, version=None, at=moment(11, 5))
    with bound(university):
        assert [each.unit_name for each in ranked(university, row)] == ["甲大学", "乙大学", "丙大学"]
        other = case.assessed(row, case.universities[1])
        assert len(results_of(university, case.assessed(row, case.universities[0]))) == 51
        assert results_of(university, other) == []


def test_what_was_demanded_becomes_a_supervision_order(case: Assessed) -> None:
    row = case.concluded()
    assessed = case.assessed(row, case.universities[2])
    with bound(case.province):
        result = results_of(case.province, assessed)[0]
        order = rounds.order_rectification(
            post=case.province, result_id=result.id, due_on=date(2026, 12, 1), demand="补齐网络", at=moment(11, 3)
        )
        with pytest.raises(Conflict, match="issued about this finding already"):
            rounds.order_rectification(
                post=case.province, result_id=result.id, due_on=date(2026, 12, 1), demand="补齐网络", at=moment(11, 3)
            )
    assert (order.number, order.unit_id, order.due_on) == ("督办〔2026〕1号", assessed.unit_id, date(2026, 12, 1))
