"""Importing people: all or nothing, every wrong cell named, the same traces as the single acts, a handful of queries."""

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import announced, everywhere, hold, journaled, make_person, person_behind, posts_of
from xuezheng.kernel.pages.tables import Table, read_table
from xuezheng.kernel.people.actions.import_people import PeopleImported, TableHasProblems, import_people
from xuezheng.kernel.people.importing.checking import check_people
from xuezheng.kernel.people.importing.columns import PEOPLE_COLUMNS
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.refusals import MayNotKeepPeople
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
HEAD = "编号,姓名,单位代码,电话,电子邮箱,开通账号,登录名,角色,任职单位代码,任职截止日期"


def table_of(*lines: str) -> Table:
    data = "\n".join([HEAD, *lines]).encode()
    return read_table(data, filename="people.csv", columns=PEOPLE_COLUMNS)


def taken_in(post: ActingPost, *lines: str) -> PeopleImported:
    with bound(post):
        return import_people(post=post, table=table_of(*lines), at=AT)


def wrong(post: ActingPost, *lines: str) -> list[tuple[int, str, str]]:
    with bound(post):
        draft = check_people(post=post, table=table_of(*lines), at=AT)
    return [(problem.row, problem.key, str(problem.sentence)) for problem in draft.problems]


def counts() -> tuple[int, int, int]:
    with everywhere():
        return Person.objects.count(), Account.objects.count(), Post.objects.count()


def test_people_come_in_with_accounts_and_posts() -> None:
    tree = Tree()
    one, two = tree.schools[0], tree.schools[1]
    post = acting(tree.counties[0])
    imported = taken_in(
        post,
        f"JY-1,张三,{one.code},13800000000,,是,zhang.san,教师,,2027-08-31",
        f"JY-1,张三,{one.code},,,,,expert,{two.code},",
        f",李四,{two.code},,,否,,,,",
        f",王五,{two.code},,,,,School administrator,,",
    )
    assert (imported.persons, imported.accounts, imported.posts) == (3, 2, 3)
    with everywhere():
        first = Person.objects.get(number="JY-1")
        account = Account.objects.get(username="zhang.san")
        third = Person.objects.get(name="王五")
    assert sorted(held.role for held in posts_of(first)) == ["expert", "teacher"]
    told = imported.passwords[0]
    assert (told["username"], told["name"], told["unit"]) == ("zhang.san", "张三", one.name)
    assert check_password(told["password"], account.password)
    assert account.must_change_password
    assert imported.passwords[1]["username"] == third.number.lower()
    acts = [act for act, *_rest in journaled()]
    assert sorted(acts) == [
        *["people.grant_post"] * 3,
        *["people.open_account"] * 2,
        *["people.register_person"] * 3,
    ]
    assert announced() == [
        *["people.AccountOpened"] * 2,
        *["people.PersonRegistered"] * 3,
        *["people.PostGranted"] * 3,
    ]


def test_known_people_only_get_the_posts() -> None:
    tree = Tree()
    person = make_person(tree.schools[0], name="王芳")
    post = acting(tree.counties[0])
    imported = taken_in(post, f"{person.number},王芳,{tree.schools[0].code},,,,,teacher,,")
    assert (imported.persons, imported.accounts, imported.posts) == (0, 0, 1)
    assert [held.role for held in posts_of(person)] == ["teacher"]
    assert wrong(post, f"{person.number},王芳,{tree.schools[0].code},,,,,teacher,,") == [
        (2, "role", "This person already holds this role at this unit.")
    ]


def test_one_wrong_cell_keeps_everything_out() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    before = counts()
    with pytest.raises(TableHasProblems, match="Nothing was imported: 1 cells"):
        taken_in(post, f",张三,{tree.schools[0].code},,,,,,,", f",李四,{tree.schools[7].code},,,,,,,")
    assert counts() == before
    assert (journaled(), announced()) == ([], [])


def test_every_wrong_cell_is_named() -> None:
    tree = Tree()
    code, foreign = tree.schools[0].code, make_person(tree.schools[7], name="赵秘密")
    known = make_person(tree.schools[0], name="王芳")
    post = acting(tree.counties[0])
    with everywhere():
        Account.objects.filter(person=person_behind(post)).update(username="taken")
    found = wrong(
        post,
        f"!,张,{code},,,,,,,",
        f"{foreign.number},赵秘密,{code},,,,,teacher,,",
        f"{known.number},别名,{code},,,,,teacher,,",
        f",,{code},abc,abc,,,,,",
        f",张三,{tree.schools[7].code},,,,,,,",
        f",张三,{code},,,,,省长,,",
        f",张三,{code},,,,,officer,,",
        f",张三,{code},,,,,teacher,,昨天",
        f",张三,{code},,,,,teacher,,2020-01-01",
        f",张三,{code},,,,taken,,,",
        f",张三,{code},,,也许,,,,",
        f",张三,{code},,,否,zs,,,",
        f"JY-2,张三,{code},,,,,teacher,,",
        f"JY-2,李四,{code},,,,,expert,,",
        f"JY-2,张三,{code},,,,,teacher,,",
        f",张三,{code},,,,,,{code},",
    )
    assert [(row, key) for row, key, _sentence in found] == [
        (2, "number"),
        (3, "number"),
        (4, "number"),
        (5, "name"),
        (5, "phone"),
        (5, "email"),
        (6, "unit"),
        (7, "role"),
        (8, "role"),
        (9, "last_day"),
        (10, "last_day"),
        (11, "username"),
        (12, "account"),
        (13, "account"),
        (15, "name"),
        (16, "role"),
        (17, "role"),
    ]
    assert found[0][2].replace("!", "N") == found[1][2].replace(foreign.number, "N")
    assert not any("赵秘密" in sentence for *_place, sentence in found)


def test_all_that_is_wrong_in_a_row_is_told_at_once() -> None:
    tree = Tree()
    outside = tree.schools[7].code
    found = wrong(acting(tree.counties[0]), f",,{outside},abc,abc,,,省长,{outside},昨天")
    assert [(row, key) for row, key, _sentence in found] == [
        (2, key) for key in ("unit", "name", "phone", "email", "role", "post_unit", "last_day")
    ]


def test_an_import_is_no_way_to_climb() -> None:
    tree = Tree()
    school = tree.schools[0]
    post = acting(school, role="school_administrator")
    own = person_behind(post)
    for line in (
        f",张三,{school.code},,,,,cio,,",
        f",张三,{school.code},,,,,school_administrator,{tree.schools[1].code},",
        f",张三,{tree.counties[0].code},,,,,teacher,,",
        f"{own.number},{own.name},{school.code},,,,,expert,{tree.province.code},",
    ):
        assert len(wrong(post, line)) == 1
    with everywhere():
        Post.objects.filter(person=own).update(role="school_administrator", valid_to=AT.replace(year=2027))
    with everywhere():
        Person.objects.filter(id=own.id).update(number="JY-9")
    hold(make_person(school), school, "teacher")
    found = wrong(post, f"JY-9,{own.name},{school.code},,,,,school_administrator,,")
    assert [sentence for *_place, sentence in found] == ["Nobody does this to themselves. Ask another administrator."]


def test_who_does_not_keep_people_imports_nothing() -> None:
    tree = Tree()
    with pytest.raises(MayNotKeepPeople):
        taken_in(acting(tree.counties[0], role="officer"), f",张三,{tree.schools[0].code},,,,,,,")


def test_more_rows_take_no_more_queries() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    spent = []
    for round_number, rows in enumerate((2, 40)):
        lines = [f"JY-{round_number}-{row},张三,{tree.schools[row % 2].code},,,,,teacher,," for row in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            taken_in(post, *lines)
        spent.append(len(queries))
    assert spent[0] == spent[1]
