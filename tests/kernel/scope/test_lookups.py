"""A prefix as a range: the same rows as LIKE finds, and an index may serve it although a policy stands above."""

import pytest
from django.db import connection

from tests.factories import Tree, acting, make_unit
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.parametrize("text", ["固", "固始", "固始县教育局", "%", "_", "固%", "无", "", "\\", "'"])
def test_it_finds_what_startswith_finds(text: str) -> None:
    tree = Tree()
    for name in ("固%小学", "_小学", "固\U0001f600小学", "\\小学", "'小学"):
        make_unit(f"x{ord(name[0])}{ord(name[1])}", parent=tree.counties[3], name=name)
    with bound(acting(tree.province)):
        found = set(Unit.objects.filter(name__begins=text).values_list("name", flat=True))
        assert found == set(Unit.objects.filter(name__startswith=text).values_list("name", flat=True))


@pytest.mark.parametrize("field", ["name", "initials", "code"])
def test_an_index_serves_it_under_the_policy(field: str) -> None:
    tree = Tree()
    with bound(acting(tree.province)), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = {
            lookup: Unit.objects.filter(**{f"{field}__{lookup}": "4115"}).order_by().explain()
            for lookup in ("begins", "startswith")
        }
    conditions = {lookup: [line for line in text.splitlines() if "Index Cond" in line] for lookup, text in plan.items()}
    assert any(f"({field})::text >= '4115'" in line for line in conditions["begins"]), plan["begins"]
    assert not any(field in line for line in conditions["startswith"]), plan["startswith"]
