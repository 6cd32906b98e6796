import pytest

from tests.factories import Tree
from tests.modules.plans.builders import WATCHER, assignment_of, published_plan
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Assignment

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_tasks_are_handed_to_every_unit_that_answers_for_them() -> None:
    tree = Tree()
    plan = published_plan(tree.province)
    with bound(WATCHER):
        handed = set(Assignment.objects.values_list("task__number", "unit__name", "role"))
    assert handed == {
        ("1", "科技处", "lead"),
        ("1", "郑州市教育局", "support"),
        ("1", "信阳市教育局", "support"),
        *(("2", county.name, "lead") for county in tree.counties),
    }
    assert assignment_of(plan, tree.office).unit_path == tree.office.unit_path
