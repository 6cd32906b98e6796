"""People follow their unit when it moves; what has ended stays where it was."""

import pytest

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending
from tests.kernel.people.scene import account_of, everywhere, fresh, hold, holder, make_person, posts_of
from xuezheng.kernel.people.closing import people_in_the_way
from xuezheng.kernel.people.homes import follow_units
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.move_unit import move_unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_records_accounts_and_lasting_posts_go_along_once_and_for_all() -> None:
    tree = Tree()
    school, county = tree.schools[0], tree.counties[1]
    person, guest = holder(school, "teacher"), make_person(tree.schools[7])
    ended = hold(person, school, "expert")
    guest_post = hold(guest, school, "teacher")
    bystander = holder(tree.schools[1], "teacher")
    with everywhere():
        Post.objects.filter(id=ended.id).update(valid_to=AT)
    old_path, post = school.unit_path, acting(tree.cities[0])
    with bound(post):
        move_unit(post=post, unit_id=school.id, version=1, parent_id=county.id, effective_on=AT.date(), at=AT)
    run_pending()
    new_path = fresh(school).unit_path
    assert new_path.startswith(county.unit_path)
    for _once_more in range(2):
        assert (fresh(person).unit_path, account_of(person).unit_path) == (new_path, new_path)
        assert {held.role: (held.unit_path, held.home_path) for held in posts_of(person)} == {
            "teacher": (new_path, new_path),
            "expert": (old_path, new_path),
        }
        assert (fresh(guest_post).unit_path, fresh(guest_post).home_path) == (new_path, tree.schools[7].unit_path)
        assert fresh(bystander).unit_path == tree.schools[1].unit_path
        with everywhere():
            assert follow_units(old_path=old_path, at=AT) == 0


def test_a_unit_with_people_is_not_closed() -> None:
    tree = Tree()
    school = tree.schools[0]
    hold(make_person(school), school, "teacher")
    hold(make_person(tree.schools[1]), school, "teacher")
    with everywhere():
        assert len(people_in_the_way(school.id, AT)) == 2
        assert people_in_the_way(tree.schools[2].id, AT) == []
