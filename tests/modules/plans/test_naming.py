"""Whom a bare name of an office means: one's own, never another administration's without being asked."""

import pytest

from tests.factories import Tree, acting, make_unit
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.naming import Meaning, meanings_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def meant(unit: Unit, written: str) -> Meaning:
    with bound(acting(unit)) as post:
        return meanings_of(post, {written: ""}, context_id=unit.id)[written]


def test_a_bare_name_means_the_own_office_only() -> None:
    tree = Tree()
    assert meant(tree.province, "科技处") == Meaning(unit_id=tree.office.id)
    assert meant(tree.counties[0], "科技处") == Meaning(candidates=(tree.office.id,))
    assert meant(tree.counties[0], "省教育厅科技处") == Meaning(unit_id=tree.office.id)
    assert meant(tree.counties[0], "郑州市教育局") == Meaning(unit_id=tree.cities[0].id)


def test_a_bare_name_means_no_other_administrations_affiliate() -> None:
    tree = Tree()
    library = make_unit("a00001", parent=tree.province, kind=UnitKind.AFFILIATE, name="省电化教育馆")
    centre = make_unit("a00002", parent=tree.province, kind=UnitKind.AFFILIATE, name="教育装备中心")
    assert meant(tree.province, "教育装备中心") == Meaning(unit_id=centre.id)
    assert meant(tree.counties[0], "教育装备中心") == Meaning(candidates=(centre.id,))
    assert meant(tree.counties[0], "省电化教育馆") == Meaning(unit_id=library.id)
