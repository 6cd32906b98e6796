"""Statistics are taken of rows that the same transaction wrote, and of no table that is not the platform's."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.factories import Tree, make_unit
from xuezheng.kernel.scope.statistics import take_statistics
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def counted_by_the_planner() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'units_unit'")
        row = cursor.fetchone()
    assert row is not None
    return float(row[0])


def test_the_planner_knows_rows_that_are_not_committed_yet() -> None:
    tree = Tree()
    take_statistics(Unit)
    before = counted_by_the_planner()
    make_unit("u00099", parent=tree.counties[0])
    take_statistics(Unit)
    assert counted_by_the_planner() == before + 1


def test_another_schema_cannot_be_named() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("SELECT scope_take_statistics(ARRAY['pg_catalog.pg_class'])")
