"""Raw SQL under each role: no row of another county, and none can be written into it."""

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.utils import CursorWrapper

from tests.leaks.rows import MarkedRows, scoped_models
from tests.leaks.scene import MARK, Scene
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
Rows = dict[type[models.Model], models.Model]
REFUSED = r"row-level security|permission denied"


@pytest.fixture(scope="module")
def own_rows(built: Scene) -> Rows:
    """Rows that the watchers' county may change."""
    return MarkedRows(built.neighbour, "Ωown").fill()


def seen(table: str, path: str) -> int:
    """Rows of the marked unit that come out, by their path or by the mark in whatever column."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE unit_path = %s OR t::text LIKE %s', [path, f"%{MARK}%"])
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_no_role_sees_or_touches_a_foreign_row(model: type[models.Model], scene: Scene) -> None:
    table, path = model._meta.db_table, scene.marked.unit_path
    with bound(scene.province):
        assert seen(table, path) > 0, "the row must be there for its own side, or this test could not fail"
    for post in scene.watchers:
        with bound(post), connection.cursor() as cursor:
            assert seen(table, path) == 0, f"{post.role} of {post.unit_name} sees {table}"
            for statement in (f'UPDATE "{table}" SET unit_path = unit_path', f'DELETE FROM "{table}"'):
                assert _touched(cursor, f"{statement} WHERE unit_path = %s", path) == 0


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.db_table)
def test_no_row_can_be_moved_into_a_foreign_unit(model: type[models.Model], own_rows: Rows, scene: Scene) -> None:
    own, foreign = scene.neighbour.unit_path, scene.marked.unit_path + "x."
    assert model in own_rows
    statement = f'UPDATE "{model._meta.db_table}" SET unit_path = %s WHERE unit_path = %s'
    with bound(scene.county), connection.cursor() as cursor, pytest.raises(DatabaseError, match=REFUSED):
        _in_savepoint(cursor, statement, [foreign, own])


def _in_savepoint(cursor: CursorWrapper, statement: str, values: list[str]) -> int:
    with transaction.atomic():
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _touched(cursor: CursorWrapper, statement: str, path: str) -> int:
    """Rows changed; a table the role may not change at all counts as none."""
    try:
        return _in_savepoint(cursor, statement, [path])
    except DatabaseError as error:
        if "permission denied" not in str(error):
            raise
        return 0
