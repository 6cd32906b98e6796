"""What is drawn for schools: the same for the same seed, more from quarter to quarter, the mountains behind."""

from itertools import pairwise

import numpy as np
import pytest

from tests.modules.monitoring.catalogue.records import drawn_ground
from xuezheng.engines.lake.facade import tables
from xuezheng.engines.lake.loading.typed import columns_in_order, problems_of
from xuezheng.site.demo.records.drawing import chunks
from xuezheng.site.demo.records.ground import Ground, Moment
from xuezheng.site.demo.records.loading import HEADLINES, tables_of
from xuezheng.site.demo.records.schools import BASIC, STAGES
from xuezheng.site.demo.records.tables import equipment

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def ground() -> Ground:
    return drawn_ground()


def _quarters(ground: Ground) -> list[Moment]:
    return list(ground.moments[:4])


def test_the_moments_are_the_four_quarters_that_ended_and_two_years(ground: Ground) -> None:
    assert [(moment.period.code, moment.step) for moment in ground.moments] == [
        ("2025Q4", 0),
        ("2026Q1", 1),
        ("2026Q2", 2),
        ("2026Q3", 3),
        ("2025", 0),
        ("2026", 3),
    ]


def test_every_declared_table_of_monitoring_is_drawn_without_a_problem(ground: Ground) -> None:
    drawn = {table for moment in ground.moments for table in tables_of(moment)}
    assert drawn >= set(HEADLINES)
    for moment in ground.moments:
        for table in tables_of(moment):
            declared = tables()[table]
            for chunk in chunks(table, ground, moment, whole=False):
                assert chunk.num_rows > 0
                assert problems_of(columns_in_order(chunk, declared), declared, first=1) == [], table


def test_the_same_seed_draws_the_same_and_another_does_not(ground: Ground) -> None:
    moment = ground.moments[3]
    for table in ("school_network", "teachers", "funds"):
        first, again, other = (
            list(chunks(table, each, moment, whole=False)) for each in (ground, drawn_ground(), drawn_ground(seed=7))
        )
        assert first == again != other


def test_a_school_that_has_broadband_keeps_it(ground: Ground) -> None:
    having = [
        dict(zip(view.at.tolist(), equipment.school_network(view)["broadband"], strict=True))
        for view in map(ground.schools, _quarters(ground))
    ]
    for before, after in pairwise(having):
        assert [school for school, has in before.items() if has and not after[school]] == []
        assert sum(after.values()) > sum(before.values())


def test_the_countryside_and_the_mountains_are_behind(ground: Ground) -> None:
    view = ground.schools(ground.moments[3]).of(*BASIC)
    columns = equipment.school_facilities(view)
    share = np.asarray(columns["multimedia_classrooms"]) / np.asarray(columns["classrooms"])
    mountain = view.universe.mountain[view.at]
    assert share[view.settlement == 0].mean() > share[view.settlement == 2].mean() + 0.05
    assert share[~mountain].mean() > share[mountain].mean() + 0.05
    assert 0.15 < mountain.mean() < 0.3


def test_there_is_one_row_for_each_teacher_and_student_of_the_sample(ground: Ground) -> None:
    moment, year = ground.moments[3], ground.moments[5]
    sample = ground.schools(moment)
    sample = sample.only(sample.city == "4115")
    (teachers,) = chunks("teachers", ground, moment, whole=False)
    (students,) = chunks("students", ground, year, whole=False)
    assert (teachers.num_rows, students.num_rows) == (sample.teachers.sum(), sample.students.sum())
    by_stage = dict(zip(*np.unique(students["stage"].to_numpy(), return_counts=True), strict=True))
    expected = {
        STAGES[stage]: sample.students[sample.group == stage].sum() for stage in np.unique(sample.group).tolist()
    }
    assert by_stage == expected


def test_some_report_nothing_and_the_quality_of_data_says_so(ground: Ground) -> None:
    view = ground.schools(ground.moments[3])
    (quality,) = chunks("data_quality", ground, ground.moments[3], whole=False)
    (network,) = chunks("school_network", ground, ground.moments[3], whole=False)
    silent = {
        code
        for code, received in zip(quality["school"].to_pylist(), quality["tables_received"].to_pylist(), strict=True)
        if received == 0
    }
    assert 0 < len(silent) < 0.03 * view.size
    assert silent & set(network["school"].to_pylist()) == set()
