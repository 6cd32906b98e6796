"""The journal by its API: narrowed and scoped as on its page, with proofs that a program checks by itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import AT, Tree, acting
from tests.kernel.journal.web.test_journal import note
from tests.kernel.rest.callers import Caller, tokens
from xuezheng.kernel.journal.facade import seal_chunk
from xuezheng.kernel.journal.merkle import is_included, leaf_hash
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
SYSTEM = system_post("test")


@pytest.fixture
def tree() -> Iterator[Tree]:
    tree = Tree()
    posts = {
        "county": acting(tree.counties[3]),
        "province": acting(tree.province),
        "teacher": acting(tree.schools[6], role="teacher"),
    }
    with tokens(**posts):
        yield tree


def asked(token: str, address: str) -> Any:
    return Caller(token).ask("GET", f"/api/v1/journal{address}").json()


def names(token: str, query: str = "") -> list[str]:
    return [item["object_name"] for item in asked(token, f"?{query}")["items"]]


def test_entries_are_scoped_and_narrowed(tree: Tree) -> None:
    note(tree.schools[6], "固始的")
    note(tree.schools[0], "郑州的", act="units.close_unit")
    assert names("county") == ["固始的"]
    assert names("province") == ["郑州的", "固始的"]
    assert names("province", f"unit={tree.cities[0].code}") == ["郑州的"]
    assert names("province", "act=units.rename_unit&person=test&kind=unit") == ["固始的"]
    assert names("province", f"object=unit:{tree.schools[0].id}") == ["郑州的"]
    assert names("province", "since=2026-09-02") == []
    assert names("province", "until=2026-09-01&text=固始") == ["固始的"]


@pytest.mark.parametrize("query", ["since=9999-12-31", "until=0001-01-01", "until=2999-12-32", "text=%00"])
def test_what_no_calendar_or_table_holds_is_refused(tree: Tree, query: str) -> None:
    answer = Caller("province").ask("GET", f"/api/v1/journal?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_pages_follow_one_another(tree: Tree) -> None:
    for number in range(5):
        note(tree.schools[6], str(number))
    first = asked("county", "?limit=3")
    second = asked("county", f"?limit=3&cursor={first['next']}")
    assert [item["object_name"] for item in first["items"] + second["items"]] == ["4", "3", "2", "1", "0"]
    assert second["next"] is None


def test_an_entry_is_read_with_what_it_changed(tree: Tree) -> None:
    entry = note(tree.schools[6], "新名", act="nowhere.do_something_new")
    answer = asked("county", f"/{entry.id}")
    assert (answer["title"], answer["unit_name"]) == ("Do something new", "演示第17小学")
    assert (answer["before"], answer["after"]) == ({"name": "旧名", "urban_rural": "rural"}, {"name": "新名"})


def test_a_program_checks_the_proof_without_trust(tree: Tree) -> None:
    for number in range(7):
        note(tree.schools[0], str(number))
    entry = note(tree.schools[6], "要证明的")
    address = f"/{entry.id}/proof"
    assert Caller("county").ask("GET", f"/api/v1/journal{address}").status_code == 404
    assert Caller("county").ask("GET", "/api/v1/journal/head").status_code == 404
    with bound(SYSTEM):
        seal_chunk(at=AT)
    proof, head = asked("county", address), asked("county", "/head")
    assert (proof["size"], proof["root"]) == (head["size"], head["root"])
    assert is_included(
        leaf_hash(proof["content"].encode()),
        position=proof["position"],
        size=head["size"],
        proof=[bytes.fromhex(step) for step in proof["path"]],
        root=bytes.fromhex(head["root"]),
    )
    assert proof["holds"] is True


def test_foreign_entries_answer_like_absent_ones_and_roles_without_the_permission_are_refused(tree: Tree) -> None:
    entry = note(tree.schools[0], "郑州的")
    for part in ("", "/proof"):
        answers = [Caller("county").ask("GET", f"/api/v1/journal/{key}{part}") for key in (entry.id, 999_999)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]
    assert Caller("teacher").ask("GET", "/api/v1/journal").status_code == 403
