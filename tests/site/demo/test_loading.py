"""The demonstration province in a real database."""

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.db.models import Count, QuerySet
from django.test import Client
from django.urls import reverse

from tests.site.demo.conftest import AT
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.journal.titles import title_of_act, title_of_kind
from xuezheng.kernel.people.acting import acting_value, posts_in_force
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ancestors_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import INNER, SCHOOLS, UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.site.demo import PASSWORD, is_loaded, load, sign_ins
from xuezheng.site.demo.scales import SMALL

pytestmark = pytest.mark.integration


def _numbers(rows: "QuerySet[Unit]") -> dict[str, int]:
    return dict(rows.values_list("kind").annotate(number=Count("id")).order_by())


def test_every_kind_has_its_number(loaded: None) -> None:
    numbers = _numbers(Unit.objects.filter(kind__in=SCHOOLS, closed_on=None))

    assert numbers == {kind.value: number for kind, number in SMALL.schools.items()}
    assert sum(numbers.values()) == 1_600


def test_administrations_are_henans(loaded: None) -> None:
    bureaus = Unit.objects.filter(kind__in=[UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU])

    assert _numbers(bureaus) == {"city_bureau": 18, "county_bureau": 157}


def test_everything_is_marked_synthetic(loaded: None) -> None:
    assert is_loaded()
    assert [model.objects.filter(synthetic=False).count() for model in (Unit, Person, Account)] == [0, 0, 0]


def test_school_codes_have_valid_parts(loaded: None) -> None:
    codes = Unit.objects.filter(kind__in=SCHOOLS).values_list("code", flat=True)

    assert {(len(code), code.isdigit(), code[2:4]) for code in codes} == {(10, True, "41")}
    assert {code[:2] for code in codes} == {"11", "21", "31", "34", "36", "41", "51"}


def test_a_year_of_changes_was_made_by_the_actions_of_the_house(loaded: None) -> None:
    acts = dict(
        Entry.objects.filter(act__startswith="units.").values_list("act").annotate(number=Count("id")).order_by()
    )
    history = SMALL.history

    assert acts == {
        "units.rename_unit": history.renamed,
        "units.merge_units": 2 * history.merged,
        "units.close_unit": history.closed,
        "units.move_unit": acts["units.move_unit"],
        "units.split_unit": history.split,
        "units.open_unit": history.split,
    }
    assert Unit.objects.exclude(closed_on=None).count() == history.closed + history.merged
    assert Unit.objects.filter(closed_on__gt=AT).count() == 0


def test_the_accounts_are_as_many_as_the_scale_says(loaded: None) -> None:
    assert [model.objects.count() for model in (Person, Account, Post)] == [SMALL.accounts] * 3


def test_nobody_holds_a_post_at_a_closed_unit_and_every_post_has_its_person(loaded: None) -> None:
    assert Post.objects.exclude(unit__closed_on=None).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_loading_twice_changes_nothing(loaded: None) -> None:
    before = Unit.objects.count()

    again, larger = load("small", at=AT), load("full", at=AT)

    assert (again.fresh, larger.fresh, Unit.objects.count()) == (False, False, before)
    assert again.sentence == "The demonstration province is already there; nothing was changed."
    assert "at the scale small" in larger.sentence


def test_an_unknown_scale_is_refused(loaded: None) -> None:
    with pytest.raises(Refusal) as refused:
        load("huge", at=AT)

    assert refused.value.field == "scale"


def test_one_journal_entry_tells_of_it(loaded: None) -> None:
    entry = Entry.objects.get(act="demo.load_province")

    assert title_of_act(entry.act) == "Loaded the demonstration province"
    assert title_of_kind(entry.object_kind) == "Demonstration province"
    assert entry.after == {
        "scale": "small",
        "seed": 1905,
        "units": Unit.objects.count(),
        "accounts": Account.objects.count(),
    }


def test_every_sign_in_opens_a_post_of_its_role_and_level(loaded: None) -> None:
    for sign_in in sign_ins():
        account = Account.objects.get(username=sign_in.username)
        assert check_password(PASSWORD, account.password), sign_in.username
        post = posts_in_force(account.person_id, at=AT)[0]
        assert (post.role, post.unit.level) == (sign_in.role.code, sign_in.level), sign_in.username


def test_every_sign_in_sees_its_own_subtree_and_who_is_responsible_above(loaded: None) -> None:
    for name in (
        "moe-administrator",
        "henan-administrator",
        "xinyang-officer",
        "gushi-administrator",
        "school-teacher",
    ):
        person = Account.objects.get(username=name).person_id
        post = acting_value(posts_in_force(person, at=AT)[0], at=AT)
        above = ancestors_of(post.scope_path)[:-1]
        own = Unit.objects.filter(unit_path__startswith=post.scope_path)
        offices = Unit.objects.filter(kind__in=INNER, parent_path__in=above)
        expected = own.count() + len(above) + offices.exclude(unit_path__startswith=post.scope_path).count()
        with bound(post):
            assert units_visible_to(post).count() == expected, name


def test_every_page_says_that_the_data_is_made_up(loaded: None) -> None:
    client = Client()
    client.post(reverse("sign-in"), {"username": "gushi-administrator", "password": PASSWORD})

    for language, mark in (("zh-hans", "演示数据"), ("en", "Demo data")):
        client.cookies["language"] = language
        assert f'<span class="tag a">{mark}</span>' in client.get("/").content.decode()
