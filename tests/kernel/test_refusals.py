"""One row or a refusal."""

import pytest

from tests.factories import Tree, acting
from xuezheng.kernel.refusals import NotFound, Refusal, Refusals, all_refusals, first_or_refused
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class UnitIsAbsent(NotFound):
    def __init__(self) -> None:
        super().__init__("没有这个单位。")


def test_what_is_hidden_is_refused_as_what_is_absent() -> None:
    tree = Tree()
    with bound(acting(tree.counties[0])) as post:
        own, foreign = tree.schools[0].id, tree.schools[7].id
        assert first_or_refused(units_visible_to(post).filter(id=own), UnitIsAbsent) == Unit.objects.get(id=own)
        for hidden in (foreign, 0):
            with pytest.raises(UnitIsAbsent):
                first_or_refused(units_visible_to(post).filter(id=hidden), UnitIsAbsent)


def test_of_several_readings_each_field_is_refused_once() -> None:
    def refuse(*refusals: Refusal) -> None:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)

    name, again, phone = Refusal("name", field="name"), Refusal("again", field="name"), Refusal("phone", field="phone")
    readings = [lambda: refuse(name), lambda: 17, lambda: refuse(again, phone)]
    assert all_refusals(readings) == [name, phone]
